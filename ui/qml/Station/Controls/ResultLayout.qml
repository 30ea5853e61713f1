import QtQuick
import Station.Models
import Station.Theme

// One whole-screen result: a picture, what it means, what happens next, who may come next.
Rectangle {
    id: page

    signal touched

    required property ResultViewModel viewModel
    required property HeaderViewModel header
    required property PreviewFeed feed
    property string language

    readonly property color foreground: Theme.text(viewModel.tone)
    readonly property bool isPortrait: Theme.isPortrait
    readonly property real bodyTop: bar.height
    readonly property real bodyHeight: foot.y - bodyTop
    readonly property real discSize: isPortrait ? Math.min(Theme.px(480), bodyHeight * 0.38) : Math.min(Theme.px(340), bodyHeight * 0.72)

    color: Theme.ground(viewModel.tone)

    TapArea {
        onTapped: page.touched()
    }

    HeaderBar {
        id: bar

        width: parent.width
        viewModel: page.header
        withLanguage: false
        withMode: false
        colour: page.foreground
    }

    Rectangle {
        id: disc

        readonly property bool isRight: page.viewModel.side === "right"

        width: page.discSize
        height: width
        radius: width / 2
        color: Theme.disc(page.viewModel.tone)
        x: page.isPortrait ? (isRight ? page.width - Theme.wideMargin - width : Theme.wideMargin) : (isRight ? page.width - Theme.wideMargin - width : Theme.wideMargin)
        y: page.isPortrait ? page.bodyTop + Math.round((page.bodyHeight - height - column.height - Theme.px(64)) / 2) : page.bodyTop + Math.round((page.bodyHeight - height) / 2)

        Icon {
            anchors.centerIn: parent
            name: page.viewModel.icon
            size: Math.round(page.discSize * 0.59)
            colour: page.foreground
        }
    }

    Column {
        id: column

        readonly property real textLeft: disc.isRight ? Theme.wideMargin : Theme.wideMargin + page.discSize + Theme.px(64)

        x: page.isPortrait ? Theme.wideMargin : textLeft
        y: page.isPortrait ? disc.y + disc.height + Theme.px(64) : page.bodyTop + Math.round((page.bodyHeight - height) / 2)
        width: page.width - 2 * Theme.wideMargin - (page.isPortrait ? 0 : page.discSize + Theme.px(64))
        spacing: Theme.px(10)

        FitText {
            width: parent.width
            visible: text !== ""
            text: page.viewModel.word
            size: 92
            weight: Font.ExtraBold
            color: page.foreground
            maxHeight: Theme.sp(92) * 1.3
        }

        FitText {
            width: parent.width
            text: page.viewModel.title
            size: page.isPortrait ? 72 : 64
            weight: Font.ExtraBold
            color: page.foreground
            maxHeight: page.bodyHeight * (page.isPortrait ? 0.26 : 0.42)
        }

        Item {
            width: 1
            height: Theme.px(4)
        }

        FitText {
            width: parent.width
            visible: text !== ""
            text: page.viewModel.name
            size: page.isPortrait ? 52 : 42
            weight: Font.Bold
            color: page.foreground
            maxHeight: Theme.sp(42) * 2.6
        }

        Row {
            width: parent.width
            spacing: Theme.px(22)
            layoutDirection: page.viewModel.pointer === "left" ? Qt.LeftToRight : Qt.RightToLeft

            Icon {
                id: pointer

                anchors.verticalCenter: parent.verticalCenter
                visible: page.viewModel.pointer !== ""
                name: page.viewModel.pointer === "left" ? "arrow-left" : "arrow-right"
                size: Theme.px(72)
                colour: page.foreground
            }

            FitText {
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - (pointer.visible ? pointer.width + parent.spacing : 0)
                text: page.viewModel.text
                size: page.isPortrait ? 34 : 30
                color: page.foreground
                lineHeight: 1.3
                maxHeight: page.bodyHeight * 0.3
            }
        }
    }

    Rectangle {
        id: foot

        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.px(page.isPortrait ? 250 : 140)
        color: Theme.foot(page.viewModel.tone)

        Row {
            id: footRow

            x: Theme.wideMargin
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.px(20)

            Icon {
                id: footIcon

                anchors.verticalCenter: parent.verticalCenter
                visible: page.viewModel.footText !== ""
                name: page.viewModel.footIcon
                size: Theme.px(38)
                colour: page.foreground
            }

            FitText {
                anchors.verticalCenter: parent.verticalCenter
                width: next.x - footRow.x - footIcon.width - footRow.spacing - Theme.px(24)
                text: page.viewModel.footText
                size: 26
                weight: Font.Bold
                color: page.foreground
                lineHeight: 1.2
                maxHeight: foot.height - Theme.px(16)
            }
        }

        Row {
            id: next

            x: ring.x - width - Theme.px(28)
            anchors.verticalCenter: parent.verticalCenter
            spacing: Theme.px(18)

            KText {
                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(implicitWidth, Theme.sp(150))
                text: qsTr("Mời người tiếp theo")
                size: 18
                color: page.foreground
                lineHeight: 1.2
                horizontalAlignment: Text.AlignRight
            }

            SmallPreview {
                width: Theme.px(page.isPortrait ? 300 : 184)
                height: Theme.px(page.isPortrait ? 190 : 112)
                feed: page.feed
                ring: page.foreground
            }
        }

        CountdownRing {
            id: ring

            x: parent.width - Theme.wideMargin - width
            anchors.verticalCenter: parent.verticalCenter
            seconds: page.viewModel.homeS
            token: page.viewModel.token
            running: page.visible
            colour: page.foreground
        }
    }
}
