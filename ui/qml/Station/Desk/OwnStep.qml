import QtQuick
import Station.Models
import Station.Theme

// One step of somebody's own declaration: its head, and what is asked. Two of them take turns, and
// the one that is not on show is laid out already as it will stand.
Item {
    id: step

    required property SelfDeclarationViewModel viewModel
    required property SelfQuestionViewModel question
    // Something is asked now, and not read back.
    required property bool asks
    required property real side
    required property real bodyTop
    required property real bodyBottom
    // Where the keyboard begins.
    required property real floor

    readonly property bool isPortrait: Theme.isPortrait
    readonly property bool isTyping: question.inUse
    // The keyboard needs the height of a low screen.
    readonly property bool isLow: isTyping && !isPortrait
    // What comes under a finger that touches twice is not answered by its second touch.
    readonly property bool deaf: fresh.running

    visible: asks && viewModel.question === question
    // What is not on show has no keys either: its answers would be those of what is.
    enabled: visible

    onVisibleChanged: fresh.restart()

    OwnTop {
        id: headline

        x: step.side
        // On upright screens the gate's band has its place above.
        y: step.bodyTop + Theme.px(step.isPortrait ? 100 : 4)
        width: step.width - 2 * x
        title: step.question.title
        sentence: step.question.sentence
        isWarning: step.question.isWarning
        size: step.isLow ? 28 : 42
        most: step.isLow ? Theme.sp(28) * (sentence === "" ? 2.4 : 1.3) : Theme.sp(42) * (step.isPortrait ? 3.6 : 2.4)
        withSize: step.viewModel.canEnlarge
        isLarge: step.viewModel.isLarge
        onWentBack: step.viewModel.leave()
        onSizeTurned: step.viewModel.turnSize()
    }

    OwnQuestion {
        x: step.side
        y: headline.y + headline.height + (step.isPortrait ? Theme.px(28) : Theme.gap)
        width: step.width - 2 * x
        height: (step.isTyping ? step.floor : step.bodyBottom) - y - Theme.px(step.isPortrait ? 32 : 12)
        question: step.question
        isTyping: step.isTyping
        onChosen: place => step.viewModel.choose(place)
        onFieldPressed: step.viewModel.touchField()
        onSkipped: step.viewModel.skip()
        onWentOn: step.viewModel.goOn()
    }

    MouseArea {
        anchors.fill: parent
        enabled: step.deaf
    }

    Timer {
        id: fresh

        readonly property string key: step.question.key

        interval: Theme.tremorMs
        onKeyChanged: restart()
    }
}
