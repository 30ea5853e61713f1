pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// Cần hỗ trợ: who waits on one side, the open case on the other.
StaffFrame {
    id: page

    readonly property SupportListViewModel viewModel: station.desk.page("support_list") as SupportListViewModel
    readonly property SupportCaseViewModel opened: viewModel.opened
    readonly property bool isFinding: opened.step === "person"
    readonly property bool isNoting: opened.inUse === "note" && opened.step === "open"
    readonly property bool isWhole: isFinding || isNoting

    title: qsTr("Cần hỗ trợ")
    more: viewModel.count

    // Whatever had the focus: once a field is in use, keys are typed into it.
    Connections {
        target: page.opened

        function onInUseChanged() {
            taker.forceActiveFocus();
        }

        function onStepChanged() {
            taker.forceActiveFocus();
        }
    }

    KeyTaker {
        id: taker

        onTyped: text => {
            for (const key of text) {
                page.opened.press(key);
            }
        }
        onErased: page.opened.erase()
        onEntered: page.opened.use("")
    }

    Item {
        id: list

        x: Theme.margin
        y: page.bodyTop + Theme.px(16)
        width: page.isPortrait ? page.width - 2 * x : Math.round(page.width * 0.4375) - x
        height: (page.isPortrait ? panel.y : page.bodyBottom) - y - Theme.px(16)
        visible: !page.isWhole

        ListView {
            id: cases

            width: parent.width
            height: foot.y - Theme.px(12)
            spacing: Theme.px(14)
            clip: true
            boundsBehavior: Flickable.StopAtBounds
            model: page.viewModel.lines

            delegate: CaseLine {
                width: ListView.view?.width ?? 0
                canOpen: !page.viewModel.isDoneShown
                onChosen: key => page.viewModel.choose(key)
                onTaken: key => page.viewModel.acknowledge(key)
            }
        }

        Column {
            id: foot

            y: parent.height - height
            width: parent.width
            spacing: Theme.px(12)

            Row {
                width: parent.width
                spacing: Theme.px(10)

                Icon {
                    id: warning

                    visible: page.viewModel.isWarning
                    name: "warning"
                    size: Theme.px(28)
                    colour: Theme.amberText
                }

                KText {
                    width: parent.width - (warning.visible ? warning.width + parent.spacing : 0)
                    text: page.viewModel.sentence
                    size: 18
                    weight: page.viewModel.isWarning ? Font.Bold : Font.Medium
                    color: page.viewModel.isWarning ? Theme.amberText : Theme.inkSoft
                    leading: 1.3
                }
            }

            KButton {
                width: parent.width
                height: Math.max(Theme.px(72), Theme.target)
                icon: page.viewModel.isDoneShown ? "arrow-left" : "done"
                text: page.viewModel.doneText
                size: 20
                onPressed: page.viewModel.turn()
            }
        }
    }

    Rectangle {
        id: panel

        x: page.isPortrait || page.isWhole ? 0 : Math.round(page.width * 0.453)
        y: page.isPortrait && !page.isWhole ? page.bodyBottom - Math.round(page.bodyHeight * (Theme.largeText ? 0.58 : 0.52)) : page.bodyTop
        width: page.width - x
        height: page.bodyBottom - y
        color: page.isFinding ? Theme.paper : Theme.paperDim

        CasePanel {
            anchors.fill: parent
            visible: !page.isFinding
            viewModel: page.opened
        }

        Loader {
            anchors.fill: parent
            active: page.isFinding
            sourceComponent: FindPerson {
                typed: page.opened.lookedFor
                sentence: page.opened.foundText
                people: page.opened.found
                onKeyPressed: key => page.opened.press(key)
                onErasePressed: page.opened.erase()
                onClearPressed: page.opened.clear()
                onPicked: key => page.opened.pick(key)
                onClosed: page.opened.go("open")
            }
        }
    }
}
