pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Desk
import Station.Keyboard
import Station.Models
import Station.Theme

// Khai hộ: four short pages, the keyboard below whichever field is in use, what is asked beside them.
StaffFrame {
    id: page

    readonly property DeclareViewModel viewModel: station.desk.page("declare") as DeclareViewModel
    readonly property string step: viewModel.step
    readonly property string panel: viewModel.panel
    readonly property bool hasKeyboard: viewModel.typing !== ""
    // A question in the place of the whole page; whose number it is takes the keyboard's place alone.
    readonly property bool isAsking: panel !== "none" && panel !== "phone_relation"
    // Upright the keyboard has no way on of its own.
    readonly property bool hasBar: (!hasKeyboard || isPortrait) && panel === "none" && (step === "person" || step === "address" || step === "health")
    readonly property real foot: hasKeyboard ? board.y : page.bodyBottom
    readonly property real workBottom: hasBar ? bar.y : foot
    // Of a step with its bar and without the keyboard.
    readonly property real restBottom: page.bodyBottom - bar.height - Theme.px(14) - Theme.gap

    title: qsTr("Khai hộ")
    asksFirst: true
    withStrip: step === "done"
    onBackPressed: viewModel.goBack()

    beside: DeclareSteps {
        places: page.viewModel.steps
        room: page.headingRoom
    }

    // The step that follows is made in slices while this one is on show: the touch that leads to it
    // does not wait for it.
    component Step: Loader {
        required property string step
        readonly property bool isShown: page.step === step && !page.isAsking
        property bool isMade: false

        active: page.visible && page.step !== "" && (isMade || isShown || page.viewModel.ahead === step)
        asynchronous: !isShown
        visible: isShown
        x: Theme.margin
        y: page.bodyTop + Theme.px(8)
        width: page.width - 2 * x
        // Where it is not on show, as it will be, so that nothing is laid out anew then.
        height: (isShown ? page.workBottom - (page.hasBar ? Theme.gap : 0) : page.restBottom) - y
        onLoaded: isMade = true
    }

    Step {
        step: "person"
        sourceComponent: Item {
            DeclarePerson {
                width: parent.width
                room: parent.height
                viewModel: page.viewModel
            }
        }
    }

    Step {
        step: "address"
        sourceComponent: DeclareAddress {
            viewModel: page.viewModel
        }
    }

    Step {
        step: "health"
        sourceComponent: DeclareHealth {
            viewModel: page.viewModel
        }
    }

    Step {
        step: "confirm"
        x: 0
        y: page.bodyTop
        height: page.bodyBottom - y
        sourceComponent: DeclareConfirm {
            viewModel: page.viewModel
        }
    }

    Step {
        step: "done"
        height: page.bodyBottom - y
        sourceComponent: DeclareDone {
            viewModel: page.viewModel
        }
    }

    StepBar {
        id: bar

        x: Theme.margin
        y: page.foot - height - Theme.px(14)
        width: page.width - 2 * x
        visible: page.hasBar
        lacking: page.viewModel.lacking
        canGoOn: page.viewModel.canGoOn
        onBackPressed: page.viewModel.goBack()
        onNextPressed: page.viewModel.goOn()
    }

    Keyboard {
        id: board

        y: page.bodyBottom - height
        width: page.width
        visible: page.hasKeyboard
        viewModel: page.station.desk.keyboard
        doneText: page.step === "health" ? qsTr("Xong") : qsTr("Tiếp tục")
        doneActive: page.step === "health" || page.viewModel.canGoOn
        nextText: qsTr("Ô tiếp theo")
        onDone: {
            if (page.step === "health") {
                page.viewModel.endTyping();
            } else {
                page.viewModel.goOn();
            }
        }
        onNext: page.viewModel.nextField()
    }

    Rectangle {
        y: page.bodyBottom - height
        width: page.width
        height: page.isPortrait ? Theme.px(460) : Math.max(Theme.px(430), page.bodyHeight * 0.6)
        visible: page.panel === "phone_relation"
        color: Theme.paperDim

        AskPanel {
            x: Theme.margin
            y: Theme.px(12)
            width: parent.width - 2 * x
            height: parent.height - 2 * y
            choices: page.viewModel.choices
            onChosen: key => page.viewModel.choose(key)
            onClosed: page.viewModel.goBack()
        }
    }

    Loader {
        x: Theme.margin
        y: page.bodyTop + Theme.px(24)
        width: page.width - 2 * x
        height: page.bodyBottom - y - Theme.px(16)
        active: page.visible && page.isAsking
        sourceComponent: page.panel === "today" ? today : ask
    }

    Component {
        id: ask

        AskPanel {
            choices: page.viewModel.choices
            closeText: page.panel === "options" ? qsTr("Xong") : page.panel === "leaving" ? qsTr("Khai tiếp") : qsTr("Quay lại")
            onChosen: key => page.viewModel.choose(key)
            onClosed: page.viewModel.goBack()
        }
    }

    Component {
        id: today

        AskToday {
            viewModel: page.viewModel
        }
    }
}
