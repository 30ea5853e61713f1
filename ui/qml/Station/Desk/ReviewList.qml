pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Theme

// The cards of what is read back to whoever declares. A long form's scroll by a finger, and by two
// buttons for whoever does not know that they do.
Item {
    id: whole

    signal edited(string key)

    required property var cards
    // The height of a line; a long one has two or three of them.
    required property real lineHeight
    required property bool scrolls

    readonly property real spacing: Theme.px(8)
    readonly property alias contentHeight: list.contentHeight

    RowList {
        id: list

        width: parent.width
        height: parent.height - (turns.visible ? turns.height + Theme.gap : 0)
        interactive: whole.scrolls
        spacing: whole.spacing
        model: whole.cards

        delegate: Rectangle {
            id: card

            required property var row
            readonly property bool isLong: row.lines.some(line => line.label.length > 14)
            readonly property real weight: row.lines.reduce((sum, line) => sum + line.weight, 0)

            width: list.width
            height: Math.max(Theme.target + Theme.px(12), weight * whole.lineHeight + Theme.px(10))
            radius: Theme.px(16)
            color: Theme.card
            border.width: Math.max(1, Theme.px(2))
            border.color: Theme.line

            Column {
                id: words

                x: Theme.px(18)
                anchors.verticalCenter: parent.verticalCenter
                width: edit.x - x - Theme.px(12)

                Repeater {
                    model: card.row.lines

                    Item {
                        id: line

                        required property var modelData

                        width: words.width
                        height: card.row.lines.length === 1 ? card.height - Theme.px(10) : modelData.weight * whole.lineHeight

                        FitText {
                            id: label

                            anchors.verticalCenter: parent.verticalCenter
                            width: Math.floor(parent.width * (card.isLong ? 0.56 : 0.36))
                            text: line.modelData.label
                            size: 20
                            color: Theme.inkSoft
                            leading: 1.15
                            maxHeight: parent.height - Theme.px(2)
                        }

                        FitText {
                            x: label.width + Theme.px(10)
                            anchors.verticalCenter: parent.verticalCenter
                            width: parent.width - x
                            text: line.modelData.text
                            size: 24
                            weight: Font.Bold
                            leading: 1.15
                            maxHeight: parent.height - Theme.px(2)
                        }
                    }
                }
            }

            KButton {
                id: edit

                anchors.verticalCenter: parent.verticalCenter
                x: card.width - width - Theme.px(10)
                width: Math.max(Theme.px(100), Theme.target)
                height: Theme.target
                text: qsTr("Sửa")
                label: qsTr("Sửa") + ": " + card.row.lines[0].label
                size: 22
                onPressed: whole.edited(card.row.key)
            }
        }
    }

    Row {
        id: turns

        readonly property real cell: Math.floor((width - spacing) / 2)

        y: parent.height - height
        width: parent.width
        height: Math.max(Theme.px(72), Theme.target)
        visible: whole.scrolls
        spacing: Theme.gap

        KButton {
            width: turns.cell
            height: turns.height
            active: !list.atYBeginning
            icon: "arrow-up"
            text: qsTr("Lên")
            size: 24
            onPressed: list.turn(-1)
        }

        KButton {
            width: turns.cell
            height: turns.height
            active: !list.atYEnd
            icon: "arrow-down"
            text: qsTr("Xem thêm")
            size: 24
            onPressed: list.turn(1)
        }
    }
}
