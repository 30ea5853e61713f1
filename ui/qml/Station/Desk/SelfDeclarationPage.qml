pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Keyboard
import Station.Models
import Station.Theme

// Somebody declares for themselves: one question a screen, then all of it once more.
PageFrame {
    id: page

    readonly property SelfDeclarationViewModel viewModel: station.desk.page("self_declaration") as SelfDeclarationViewModel
    // Each part keeps its place while another is on show: what is laid out anew then is what comes.
    readonly property real side: isPortrait ? Theme.px(48) : Theme.px(64)
    readonly property real reviewSide: isPortrait ? side : Theme.margin
    readonly property string part: viewModel.part
    readonly property bool asks: part === "text" || part === "choice"
    readonly property SelfQuestionViewModel question: viewModel.question
    readonly property bool isTyping: asks && question.inUse

    heading: viewModel.heading
    withMode: false
    withLanguage: !isPortrait
    sideMargin: isPortrait ? side : Theme.margin
    // The keyboard needs the height of a low screen.
    withStrip: !isTyping || isPortrait
    stripWithLanguage: isPortrait
    withStaffCard: false

    OwnStep {
        anchors.fill: parent
        viewModel: page.viewModel
        question: page.viewModel.first
        asks: page.asks
        side: page.side
        bodyTop: page.bodyTop
        bodyBottom: page.bodyBottom
        floor: keyboard.y
    }

    // What comes next is laid out behind what is asked, once there is something.
    Loader {
        readonly property string key: page.viewModel.second.key
        property bool isWanted: false

        anchors.fill: parent
        active: isWanted
        onKeyChanged: isWanted = true
        sourceComponent: OwnStep {
            viewModel: page.viewModel
            question: page.viewModel.second
            asks: page.asks
            side: page.side
            bodyTop: page.bodyTop
            bodyBottom: page.bodyBottom
            floor: keyboard.y
        }
    }

    OwnTop {
        id: headline

        x: page.reviewSide
        // On upright screens the gate's band has its place above.
        y: page.bodyTop + Theme.px(page.isPortrait ? 100 : 4)
        width: page.width - 2 * x
        visible: page.part === "review"
        title: visible ? page.viewModel.title : ""
        most: Theme.sp(42) * (page.isPortrait ? 3.6 : 2.4)
        withSize: page.viewModel.canEnlarge
        isLarge: page.viewModel.isLarge
        onWentBack: page.viewModel.leave()
        onSizeTurned: page.viewModel.turnSize()
    }

    OwnReview {
        x: page.reviewSide
        y: headline.y + headline.height + (page.isPortrait ? Theme.px(24) : Theme.gap)
        width: page.width - 2 * x
        height: page.bodyBottom - y - Theme.px(page.isPortrait ? 32 : 12)
        visible: page.part === "review"
        review: page.viewModel.review
        cards: page.viewModel.reviewCards
        onEdited: key => page.viewModel.edit(key)
        onDeclared: relation => page.viewModel.declare(relation)
        onConsentTurned: page.viewModel.turnConsent()
        onRefused: page.viewModel.disagree()
        onSent: page.viewModel.send()
    }

    Keyboard {
        id: keyboard

        y: page.bodyBottom - height
        width: page.width
        visible: page.isTyping
        viewModel: page.station.desk.keyboard
        doneText: qsTr("Tiếp tục")
        doneActive: page.question.canGoOn
        nextText: page.isPortrait || page.question.kind === "home" ? doneText : ""
        onDone: page.viewModel.goOn()
        onNext: page.viewModel.goOn()
    }

    Column {
        x: page.side
        y: page.bodyTop + Math.round((page.bodyHeight - height) / 2)
        width: page.width - 2 * x
        visible: page.part === "wait" || page.part === "done"
        spacing: Theme.px(24)

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: page.part === "done"
            name: "done"
            size: Theme.px(140)
            colour: Theme.jade
        }

        FitText {
            width: parent.width
            // A question's title is not laid out here, where it is not shown.
            text: parent.visible ? page.viewModel.title : ""
            size: 52
            weight: Font.ExtraBold
            color: Theme.jade
            horizontalAlignment: Text.AlignHCenter
            maxHeight: page.bodyHeight * 0.4
        }

        KText {
            width: parent.width
            visible: page.part === "done"
            text: qsTr("Xin cảm ơn.")
            size: 32
            horizontalAlignment: Text.AlignHCenter
        }
    }

    TapArea {
        visible: page.part === "done"
        onTapped: page.viewModel.close()
    }
}
