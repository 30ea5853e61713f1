pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// What this is, crossed out; an arrow; what to show instead.
PageFrame {
    id: page

    readonly property WrongCodeViewModel viewModel: station.gate.wrongCode
    readonly property real side: Theme.wideMargin
    readonly property real room: width - 2 * side

    withMode: false
    takesTaps: true
    onTapped: station.gate.touch()

    Rectangle {
        id: banner

        x: page.side
        y: page.bodyTop + Theme.px(8)
        width: page.room
        height: Math.max(Theme.px(86), title.height + Theme.px(28))
        radius: Theme.previewRadius
        color: Theme.attention

        Icon {
            id: sign

            x: Theme.px(28)
            anchors.verticalCenter: parent.verticalCenter
            name: "warning"
            size: Theme.px(50)
            colour: Theme.attentionText
        }

        FitText {
            id: title

            anchors.left: sign.right
            anchors.leftMargin: Theme.px(20)
            anchors.right: ring.left
            anchors.rightMargin: Theme.px(20)
            anchors.verticalCenter: parent.verticalCenter
            text: page.viewModel.title
            size: 32
            weight: Font.Bold
            color: Theme.attentionText
            leading: 1.2
            maxHeight: Theme.sp(130)
        }

        CountdownRing {
            id: ring

            anchors.right: parent.right
            anchors.rightMargin: Theme.px(24)
            anchors.verticalCenter: parent.verticalCenter
            seconds: page.viewModel.homeS
            token: page.viewModel.token
            running: page.visible
            held: page.station.gate.deciding
            colour: Theme.attentionText
        }
    }

    KText {
        id: advice

        x: page.side + Theme.px(4)
        y: banner.y + banner.height + Theme.px(14)
        width: page.room - Theme.px(8)
        text: page.viewModel.text
        size: page.isPortrait ? 32 : 26
        weight: Font.Medium
    }

    Item {
        id: scene

        x: page.side
        y: advice.y + advice.height
        width: page.room
        height: buttons.y - y

        Column {
            id: wrong

            x: page.isPortrait ? Math.round((scene.width - width) / 2) : Theme.px(30)
            y: page.isPortrait ? Math.round(scene.height * 0.06) : Math.round((scene.height - height) / 2)
            spacing: Theme.px(10)

            CrossedOut {
                id: poster

                drawing: page.viewModel.drawing
                anchors.horizontalCenter: parent.horizontalCenter
                width: Math.min(Theme.px(page.isPortrait ? 420 : 250), (scene.height - caption.height) * (page.isPortrait ? 0.4 : 0.84))
                height: width
            }

            Row {
                id: caption

                anchors.horizontalCenter: parent.horizontalCenter
                spacing: Theme.px(12)

                Icon {
                    id: emblem

                    anchors.verticalCenter: parent.verticalCenter
                    name: page.viewModel.emblem
                    size: Theme.px(34)
                    colour: Theme.posterInk
                }

                KText {
                    anchors.verticalCenter: parent.verticalCenter
                    width: Math.min(implicitWidth, Theme.sp(page.isPortrait ? 660 : 280))
                    text: page.viewModel.caption
                    size: page.isPortrait ? 26 : 22
                    weight: Font.Bold
                    leading: 1.2
                }
            }
        }

        Icon {
            id: arrow

            x: page.isPortrait ? Math.round((scene.width - width) / 2) : wrong.x + Math.max(wrong.width, Theme.px(300)) + Theme.px(24)
            y: page.isPortrait ? Math.round((wrong.y + wrong.height + cards.y - height) / 2) : Math.round(wrong.y + (poster.height - height) / 2)
            name: page.isPortrait ? "arrow-down" : "arrow-right"
            size: Theme.px(84)
            colour: Theme.jade
        }

        Row {
            id: cards

            readonly property real cell: (width - 2 * spacing) / 3

            x: page.isPortrait ? 0 : arrow.x + arrow.width + Theme.px(28)
            y: page.isPortrait ? Math.round(scene.height * 0.94 - height) : Math.round(wrong.y + (poster.height - height) / 2)
            width: scene.width - x
            spacing: Theme.px(14)

            Repeater {
                id: cardRepeater

                model: page.viewModel.cards

                ShowCard {
                    required property var modelData

                    width: cards.cell
                    height: Math.max(implicitHeight, Theme.px(page.isPortrait ? 190 : 150) * (Theme.largeText ? 1.35 : 1))
                    icon: modelData.icon
                    text: modelData.text
                    size: page.isPortrait ? 22 : 18
                }
            }
        }
    }

    Row {
        id: buttons

        readonly property real buttonHeight: Math.max(Theme.px(page.isPortrait ? 120 : 92), Theme.primaryTarget)
        readonly property real buttonWidth: Math.floor((page.room - (page.station.gate.hasCamera ? small.width + 2 * spacing : spacing)) / 2)

        x: page.side
        y: page.bodyBottom - height - Theme.px(page.isPortrait ? 40 : 28)
        spacing: Theme.gap

        KButton {
            width: buttons.buttonWidth
            height: buttons.buttonHeight
            icon: "hand"
            text: qsTr("Không có mã hoặc thẻ")
            onPressed: page.station.gate.haveNoCode()
        }

        KButton {
            width: buttons.buttonWidth
            height: buttons.buttonHeight
            primary: true
            text: qsTr("Đưa mã khác")
            onPressed: page.station.gate.touch()
        }

        SmallPreview {
            id: small

            visible: page.station.gate.hasCamera
            width: Math.round(height * 1.6)
            height: buttons.buttonHeight
            feed: page.station.gate.preview
            ring: Theme.edge
        }
    }

}
