pragma ComponentBehavior: Bound

import QtQuick
import Station.Theme

// Where the number stands on a card; of an old insurance code its last ten digits are enough.
Rectangle {
    id: sketch

    property bool isCitizen: false

    readonly property real line: Math.max(2, Math.round(height * 0.055))

    width: Math.round(height * 2.1)
    radius: Theme.px(16)
    color: Theme.card
    border.width: Math.max(1, Theme.px(2))
    border.color: Theme.line

    Rectangle {
        id: photo

        x: Math.round(sketch.height * 0.12)
        y: Math.round(sketch.height * 0.34)
        width: Math.round(sketch.height * 0.42)
        height: Math.round(sketch.height * 0.54)
        visible: sketch.isCitizen
        radius: Theme.px(8)
        color: Theme.paperDim
    }

    Rectangle {
        x: Math.round(sketch.height * 0.12)
        y: Math.round(sketch.height * 0.12)
        width: Math.round(sketch.width * 0.52)
        height: sketch.line
        radius: height / 2
        color: Theme.line
    }

    Rectangle {
        id: frame

        x: sketch.isCitizen ? photo.x + photo.width + Theme.px(14) : Math.round(sketch.height * 0.12)
        y: Math.round(sketch.height * 0.3)
        width: sketch.width - x - Math.round(sketch.height * 0.12)
        height: Math.round(sketch.height * 0.28)
        radius: Theme.px(10)
        color: Theme.mint
        border.width: Math.max(1, Theme.px(3))
        border.color: Theme.jade

        Row {
            anchors.centerIn: parent
            spacing: Theme.px(8)

            KText {
                visible: !sketch.isCitizen
                text: "GD 4 79"
                font.pixelSize: Theme.px(18)
                color: Theme.inkSoft
                leading: 1.15
                wrapMode: Text.NoWrap
            }

            KText {
                text: sketch.isCitizen ? "001080123456" : "799 999 9901"
                font.pixelSize: Theme.px(sketch.isCitizen ? 18 : 20)
                weight: Font.ExtraBold
                color: Theme.jade
                leading: 1.15
                wrapMode: Text.NoWrap
            }
        }
    }

    Repeater {
        model: 2

        Rectangle {
            required property int index

            x: frame.x
            y: Math.round(sketch.height * (0.68 + 0.14 * index))
            width: Math.round(frame.width * (index === 0 ? 0.8 : 0.55))
            height: sketch.line
            radius: height / 2
            color: Theme.line
        }
    }
}
