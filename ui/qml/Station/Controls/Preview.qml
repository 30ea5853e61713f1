pragma ComponentBehavior: Bound

import QtQuick
import Station.Models
import Station.Theme

// The mirror: live picture, corner marks that turn jade when a code is seen, hint, lens.
Item {
    id: preview

    required property PreviewFeed feed
    property bool codeSeen: false
    property string hint: ""
    property string lens: "top"

    // The marks stand between the sign of the lens and the hint, and touch neither.
    readonly property real markTop: (lens === "top" ? lensSign.y + lensSign.height : 0) + Theme.px(10)
    readonly property real markBottom: (lens === "bottom" ? lensSign.y : pill.y) - Theme.px(10)
    readonly property real markSize: Math.min(width * 0.62, height * 0.68, (markBottom - markTop) / 1.02)
    readonly property real markY: Math.min(Math.max((height - markSize * 1.02) / 2 - Theme.px(12), markTop), markBottom - markSize * 1.02)
    readonly property color markColour: codeSeen ? Theme.jade : "#FFFFFF"

    PreviewItem {
        anchors.fill: parent
        feed: preview.feed
        radius: Theme.previewRadius
    }

    // The whole frame turns too: the marks alone are lost on a dark picture.
    Rectangle {
        anchors.fill: parent
        visible: preview.codeSeen
        radius: Theme.previewRadius
        color: "transparent"
        border.width: Theme.px(12)
        border.color: Theme.jade
    }

    Repeater {
        model: 4

        Item {
            id: corner

            required property int index

            readonly property bool isRight: index % 2 === 1
            readonly property bool isBottom: index > 1
            readonly property real stroke: Theme.px(preview.codeSeen ? 12 : 9)
            readonly property real arm: Theme.px(70)

            x: Math.round((preview.width - preview.markSize) / 2) + (isRight ? preview.markSize - arm : 0)
            y: Math.round(preview.markY) + (isBottom ? preview.markSize * 1.02 - arm : 0)
            width: arm
            height: arm
            clip: true

            // One rounded frame, of which each corner shows its quarter.
            Rectangle {
                x: corner.isRight ? corner.arm - width : 0
                y: corner.isBottom ? corner.arm - height : 0
                width: corner.arm * 2
                height: corner.arm * 2
                radius: Theme.px(24)
                color: "transparent"
                border.width: corner.stroke
                border.color: preview.markColour
            }
        }
    }

    Rectangle {
        id: pill

        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.px(28)
        width: hintText.width + Theme.px(44)
        height: hintText.height + Theme.px(20)
        radius: Theme.px(16)
        color: preview.codeSeen ? Theme.seenGround : Theme.hintGround

        KText {
            id: hintText

            anchors.centerIn: parent
            width: Math.min(implicitWidth, preview.width - Theme.px(80))
            text: preview.hint
            size: 22
            weight: Font.Bold
            leading: 1.15
            color: "#FFFFFF"
            horizontalAlignment: Text.AlignHCenter
        }
    }

    // Where the lens is: a person looks at the picture and holds the card beside the camera.
    Rectangle {
        id: lensSign

        readonly property bool isSide: preview.lens === "left" || preview.lens === "right"

        visible: preview.lens !== "none"
        x: preview.lens === "left" ? Theme.px(26) : preview.lens === "right" ? preview.width - width - Theme.px(26) : Math.round((preview.width - width) / 2)
        y: preview.lens === "top" ? Theme.px(26) : preview.lens === "bottom" ? pill.y - height - Theme.px(12) : Math.round((preview.height - height) / 2)
        width: lensRow.implicitWidth + Theme.px(28)
        height: Theme.px(48)
        radius: height / 2
        color: Theme.card

        Row {
            id: lensRow

            anchors.centerIn: parent
            spacing: Theme.px(10)
            layoutDirection: preview.lens === "right" ? Qt.RightToLeft : Qt.LeftToRight

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: preview.lens === "left" ? "arrow-left" : preview.lens === "right" ? "arrow-right" : preview.lens === "bottom" ? "arrow-down" : "arrow-up"
                size: Theme.px(24)
                colour: Theme.jade
            }

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: "lens"
                size: Theme.px(26)
                colour: Theme.jade
            }

            KText {
                anchors.verticalCenter: parent.verticalCenter
                visible: !lensSign.isSide
                text: qsTr("Camera ở đây")
                size: 18
                weight: Font.Bold
                leading: 1.15
                color: Theme.ink
                wrapMode: Text.NoWrap
            }
        }
    }
}
