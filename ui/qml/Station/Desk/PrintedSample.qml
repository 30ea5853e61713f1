pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Theme

// What a test page looks like: right, in strange signs, cut off at the edge, or not there.
Rectangle {
    id: sample

    // right, garbled, too_wide, nothing.
    property string look: "right"
    readonly property real unit: Math.min(height / 220, width / 240)

    radius: Theme.radius
    color: Theme.paperDim
    clip: true

    Rectangle {
        id: paper

        readonly property real shift: sample.look === "too_wide" ? width * 0.24 : 0

        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.round(170 * sample.unit)
        height: parent.height - Math.round(10 * sample.unit)
        visible: sample.look !== "nothing"
        color: Theme.card
        clip: true

        Column {
            x: paper.shift
            y: Math.round(8 * sample.unit)
            width: parent.width
            spacing: Math.round(4 * sample.unit)
            visible: sample.look !== "garbled"

            Line {
                text: qsTr("Bản in thử")
            }

            Icon {
                anchors.horizontalCenter: parent.horizontalCenter
                name: "qr"
                size: Math.round(112 * sample.unit)
            }

            Line {
                text: "Ẵ ẵ Ễ ễ Ộ ộ Ự ự"
                visible: sample.look === "right"
            }

            Line {
                text: "0123456789"
                visible: sample.look === "right"
            }
        }

        Column {
            y: Math.round(10 * sample.unit)
            width: parent.width
            spacing: Math.round(8 * sample.unit)
            visible: sample.look === "garbled"

            Repeater {
                model: ["Tr¶ng t©m Y tÕ", "@ÿÇv0 ¤¤§", "ëíÿÿ@Ç¢0", "§¥v0@Ç¶"]

                Line {
                    required property string modelData

                    text: modelData
                }
            }
        }
    }

    Icon {
        anchors.centerIn: parent
        visible: sample.look === "nothing"
        name: "printer"
        size: Math.round(110 * sample.unit)
        colour: Theme.edge
    }

    Icon {
        x: parent.width / 2 + 32 * sample.unit
        y: parent.height / 2 + 18 * sample.unit
        visible: sample.look === "nothing"
        name: "close"
        size: Math.round(40 * sample.unit)
        colour: Theme.stop
    }

    component Line: Text {
        width: parent?.width ?? 0
        horizontalAlignment: Text.AlignHCenter
        font.family: Theme.family
        font.weight: Font.Bold
        font.pixelSize: Math.max(1, Math.round(18 * sample.unit))
        color: Theme.ink
    }
}
