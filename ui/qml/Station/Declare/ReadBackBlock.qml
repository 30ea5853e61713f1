pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Theme

// Some lines that are read back, with what leads to their page.
Rectangle {
    id: block

    signal edited(string step)

    required property var row

    readonly property real inset: Theme.px(14)
    // Whole questions have more room than words.
    readonly property real labelShare: row.rows.some(line => line.label.length > 24) ? 0.5 : 0.28

    implicitHeight: Math.max(lines.height, edit.height) + 2 * inset
    radius: Theme.radius
    color: Theme.card
    border.width: Math.max(1, Theme.px(2))
    border.color: Theme.line

    Column {
        id: lines

        x: Theme.px(22)
        anchors.verticalCenter: parent.verticalCenter
        width: edit.x - x - Theme.px(16)

        Repeater {
            model: block.row.rows

            Item {
                id: line

                required property var modelData
                required property int index

                width: lines.width
                height: Math.max(label.height, text.height) + 2 * Theme.px(9)

                Rectangle {
                    width: parent.width
                    height: Math.max(1, Theme.px(2))
                    visible: line.index > 0
                    color: Theme.line
                }

                FitText {
                    id: label

                    anchors.verticalCenter: parent.verticalCenter
                    width: Math.floor(parent.width * block.labelShare)
                    text: line.modelData.label
                    size: 20
                    color: Theme.inkSoft
                    leading: 1.2
                    maxHeight: Theme.sp(20) * 2.5
                }

                FitText {
                    id: text

                    x: label.width + Theme.px(10)
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width - x
                    text: line.modelData.text
                    size: 22
                    weight: Font.Bold
                    leading: 1.25
                    maxHeight: Theme.sp(22) * 3.9
                }
            }
        }
    }

    KButton {
        id: edit

        x: parent.width - width - block.inset
        anchors.verticalCenter: parent.verticalCenter
        width: Math.max(Theme.px(96), Theme.target)
        height: Math.max(Theme.px(72), Theme.target)
        text: qsTr("Sửa")
        size: 20
        onPressed: block.edited(block.row.step)
    }
}
