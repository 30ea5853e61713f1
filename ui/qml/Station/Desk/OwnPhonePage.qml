pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// A citizen's own number, the code that is sent to it, and whom it stands for.
PageFrame {
    id: page

    readonly property OwnPhoneViewModel viewModel: station.desk.page("own_phone") as OwnPhoneViewModel
    readonly property real side: isPortrait ? Theme.px(48) : Theme.margin
    readonly property string part: viewModel.part
    readonly property bool isTyping: part === "number" || part === "code"

    withMode: false
    withLanguage: !isPortrait
    sideMargin: side
    stripWithLanguage: isPortrait
    withStaffCard: false

    // A keyboard works the page as the pad does.
    focus: visible
    Keys.onPressed: event => {
        if (!page.isTyping) {
            return;
        }
        if (event.text >= "0" && event.text <= "9") {
            page.viewModel.press(event.text);
        } else if (event.key === Qt.Key_Backspace) {
            page.viewModel.erase();
        } else if ((event.key === Qt.Key_Return || event.key === Qt.Key_Enter) && page.viewModel.canGoOn) {
            page.viewModel.goOn();
        } else {
            return;
        }
        event.accepted = true;
    }

    Rectangle {
        id: panel

        readonly property real inset: Theme.px(page.isPortrait ? 40 : 24)

        x: page.isPortrait ? 0 : page.width - width
        y: page.isPortrait ? page.bodyBottom - height : page.bodyTop
        width: page.isPortrait ? page.width : pad.implicitWidth + 2 * inset
        height: page.isPortrait ? pad.implicitHeight + Theme.px(64) : page.bodyHeight
        visible: page.isTyping
        color: Theme.paperDim

        KeyPad {
            id: pad

            readonly property real highest: page.isPortrait ? implicitHeight : Math.max(implicitHeight, Theme.px(560))

            x: page.isPortrait ? page.side : panel.inset
            // At the foot, near the thumb: a band at the head covers no key.
            y: parent.height - height - Theme.px(page.isPortrait ? 32 : 12)
            width: parent.width - 2 * x
            height: Math.min(highest, parent.height - 2 * Theme.px(8))
            hasText: page.viewModel.hasText
            onKeyPressed: key => page.viewModel.press(key)
            onErasePressed: page.viewModel.erase()
            onClearPressed: page.viewModel.clear()
        }
    }

    Item {
        id: form

        x: page.side
        y: page.bodyTop + Theme.px(page.isPortrait ? 24 : 8)
        width: (page.isPortrait || !page.isTyping ? page.width - page.side : panel.x - Theme.px(32)) - x
        height: (page.isPortrait && page.isTyping ? panel.y : page.bodyBottom) - y - Theme.px(page.isPortrait ? 32 : 20)
        visible: page.part !== "wait" && page.part !== "done"

        Column {
            id: column

            width: parent.width
            spacing: Theme.px(page.isPortrait && !Theme.largeText ? 22 : 18)

            Item {
                width: parent.width
                height: title.height

                FitText {
                    id: title

                    width: parent.width
                    // A band of the gate lies here, and nowhere else on the page.
                    visible: !page.station.gate.bandVisible
                    text: page.viewModel.title
                    size: 42
                    weight: Font.ExtraBold
                    color: Theme.jade
                    maxHeight: Theme.sp(42) * 1.3
                }
            }

            NumberCells {
                visible: page.isTyping
                model: page.viewModel.cells
                room: parent.width
            }

            Row {
                width: parent.width
                // Two lines: what stands below does not move while one types.
                height: Theme.sp(26) * 1.4 * (page.isTyping ? 2 : 1)
                spacing: Theme.px(12)

                Icon {
                    id: sign

                    visible: page.viewModel.isWarning
                    name: "warning"
                    size: Theme.px(32)
                    colour: Theme.amberText
                }

                FitText {
                    width: parent.width - (sign.visible ? sign.width + parent.spacing : 0)
                    text: page.viewModel.sentence
                    size: 26
                    weight: page.viewModel.isWarning ? Font.Bold : Font.Medium
                    color: page.viewModel.isWarning ? Theme.amberText : Theme.ink
                    leading: 1.3
                    maxHeight: parent.height
                }
            }

            // Another code, or somebody who helps.
            Grid {
                id: others

                readonly property real cell: Math.floor((width - (columns - 1) * spacing) / columns)

                width: parent.width
                visible: page.part === "code"
                columns: 2
                spacing: Theme.gap

                KButton {
                    width: others.cell
                    height: Math.max(Theme.px(76), Theme.target)
                    active: page.viewModel.canResend
                    icon: "mobile"
                    text: page.viewModel.resendText
                    size: 22
                    onPressed: page.viewModel.resend()
                }

                KButton {
                    width: others.cell
                    height: Math.max(Theme.px(76), Theme.target)
                    icon: "bell"
                    text: qsTr("Không nhận được mã")
                    size: 22
                    onPressed: page.viewModel.askStaff()
                }
            }
        }

        Grid {
            id: people

            readonly property int lines: Math.ceil(page.viewModel.people.length / columns)
            readonly property real cell: Math.floor((width - (columns - 1) * spacing) / columns)

            y: column.height + Theme.px(12)
            width: parent.width
            visible: page.part === "people"
            columns: page.isPortrait ? Math.ceil(page.viewModel.people.length / 6) : Math.ceil(page.viewModel.people.length / 3)
            spacing: Theme.gap

            Repeater {
                model: page.part === "people" ? page.viewModel.people : []

                KButton {
                    required property var modelData
                    required property int index

                    width: people.cell
                    height: Math.max(Theme.target, Math.min(Theme.px(104), Math.floor((buttons.y - people.y - Theme.px(16) - (people.lines - 1) * people.spacing) / Math.max(1, people.lines))))
                    icon: modelData.isTicked ? "check" : "person"
                    chosen: modelData.isTicked
                    text: modelData.name
                    size: 32
                    onPressed: page.viewModel.tick(index)
                }
            }
        }

        Row {
            id: buttons

            y: parent.height - height
            width: parent.width
            height: Math.max(Theme.px(92), Theme.primaryTarget)
            spacing: Theme.gap

            KButton {
                width: Math.floor((parent.width - parent.spacing) * 0.4)
                height: parent.height
                icon: "arrow-left"
                text: qsTr("Quay lại")
                onPressed: page.viewModel.leave()
            }

            KButton {
                width: parent.width - parent.spacing - Math.floor((parent.width - parent.spacing) * 0.4)
                height: parent.height
                // A whole code is checked by itself.
                visible: page.part !== "code"
                primary: true
                active: page.viewModel.canGoOn
                icon: "check"
                text: page.part === "people" ? qsTr("Ghi nhận") : qsTr("Tiếp tục")
                onPressed: page.viewModel.goOn()
            }
        }
    }

    FitText {
        x: Theme.wideMargin
        y: page.bodyTop + Math.round((page.bodyHeight - height) / 2)
        width: page.width - 2 * Theme.wideMargin
        visible: page.part === "wait"
        text: page.viewModel.title
        size: 52
        weight: Font.ExtraBold
        color: Theme.jade
        horizontalAlignment: Text.AlignHCenter
        maxHeight: page.bodyHeight * 0.5
    }

    KButton {
        x: page.side
        y: form.y + form.height - height
        width: Math.max(implicitWidth, Theme.px(280))
        height: Math.max(Theme.px(92), Theme.primaryTarget)
        visible: page.part === "wait"
        icon: "arrow-left"
        text: qsTr("Quay lại")
        onPressed: page.viewModel.leave()
    }

    Rectangle {
        id: done

        y: page.bodyTop + (page.isPortrait && page.station.gate.bandVisible ? Theme.px(80) : 0)
        width: page.width
        height: page.bodyBottom - y
        visible: page.part === "done"
        color: Theme.arrival

        Column {
            anchors.centerIn: parent
            width: parent.width - 2 * Theme.wideMargin
            spacing: Theme.px(24)

            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                name: "arrive"
                size: Math.round(done.height * 0.18)
                colour: Theme.arrivalText
            }

            FitText {
                width: parent.width
                text: page.viewModel.title
                size: 64
                weight: Font.ExtraBold
                color: Theme.arrivalText
                horizontalAlignment: Text.AlignHCenter
                maxHeight: done.height * 0.2
            }

            FitText {
                width: parent.width
                text: page.viewModel.done.join("\n")
                size: 32
                weight: Font.Bold
                color: Theme.arrivalText
                horizontalAlignment: Text.AlignHCenter
                maxHeight: done.height * 0.34
            }

            FitText {
                width: parent.width
                text: page.viewModel.sentence
                size: 26
                color: Theme.arrivalText
                horizontalAlignment: Text.AlignHCenter
                maxHeight: done.height * 0.12
            }
        }

        TapArea {
            onTapped: page.viewModel.close()
        }
    }
}
