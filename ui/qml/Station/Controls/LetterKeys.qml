pragma ComponentBehavior: Bound

import QtQuick
import Station.Theme

// A plain keyboard across the foot of a page: letters without accents, an apostrophe and a hyphen for
// the names that have them, digits on its other side. It never lies over what is typed into.
Rectangle {
    id: board

    signal keyPressed(string key)
    signal erasePressed
    signal clearPressed
    signal donePressed

    property string doneText: qsTr("Ẩn bàn phím")
    property string doneIcon: "keyboard-hide"
    property bool digits: false

    readonly property real step: Theme.px(8)
    readonly property real inset: Theme.px(20)
    readonly property real keyHeight: Math.max(Theme.px(70), Theme.target)
    readonly property real keyWidth: Math.floor((width - 2 * inset - 9 * step) / 10)
    readonly property var rows: digits ? ["12345", "67890"] : ["qwertyuiop", "asdfghjkl"]
    readonly property string third: digits ? "+-." : "zxcvbnm"

    implicitHeight: 4 * keyHeight + 3 * step + 2 * Theme.px(10)
    color: Theme.paperDim

    component Letter: LetterKey {
        required property string modelData

        width: board.keyWidth
        height: board.keyHeight
        text: modelData
        onPressed: board.keyPressed(modelData)
    }

    Rectangle {
        width: parent.width
        height: Math.max(1, Theme.px(2))
        color: Theme.line
    }

    Column {
        x: board.inset
        y: Theme.px(10)
        width: parent.width - 2 * board.inset
        spacing: board.step

        Repeater {
            model: board.rows

            Row {
                id: line

                required property string modelData

                anchors.horizontalCenter: parent?.horizontalCenter
                spacing: board.step

                Repeater {
                    model: line.modelData.split("")

                    Letter {
                        width: board.digits ? 2 * board.keyWidth + board.step : board.keyWidth
                    }
                }
            }
        }

        Item {
            width: parent.width
            height: board.keyHeight

            readonly property real side: Math.floor((width - 7 * board.keyWidth - 8 * board.step) / 2)

            LetterKey {
                width: parent.side
                height: board.keyHeight
                isControl: true
                text: qsTr("Xóa hết")
                onPressed: board.clearPressed()
            }

            Row {
                anchors.horizontalCenter: parent.horizontalCenter
                spacing: board.step

                Repeater {
                    model: board.third.split("")

                    Letter {}
                }
            }

            LetterKey {
                x: parent.width - width
                width: parent.side
                height: board.keyHeight
                isControl: true
                icon: "backspace"
                label: qsTr("Xóa một ký tự")
                onPressed: board.erasePressed()
            }
        }

        Row {
            width: parent.width
            height: board.keyHeight
            spacing: board.step

            readonly property real side: Math.floor(1.7 * board.keyWidth)
            readonly property real done: Math.floor(2.6 * board.keyWidth)

            LetterKey {
                width: parent.side
                height: board.keyHeight
                isControl: true
                text: board.digits ? "ABC" : "123"
                onPressed: board.digits = !board.digits
            }

            Letter {
                modelData: "'"
                label: qsTr("Dấu nháy")
            }

            LetterKey {
                width: parent.width - parent.side - parent.done - 2 * board.keyWidth - 4 * board.step
                height: board.keyHeight
                isControl: true
                text: qsTr("dấu cách")
                onPressed: board.keyPressed(" ")
            }

            Letter {
                modelData: "-"
                label: qsTr("Gạch nối")
            }

            LetterKey {
                width: parent.done
                height: board.keyHeight
                isControl: true
                icon: board.doneIcon
                text: board.doneText
                onPressed: board.donePressed()
            }
        }
    }
}
