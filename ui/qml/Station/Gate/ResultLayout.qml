import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// One whole-screen result: a picture, what it means, what happens next, who may come next.
PageFrame {
    id: page

    readonly property ResultViewModel viewModel: station.gate.result
    readonly property color foreground: Theme.text(viewModel.tone)
    readonly property real free: foot.y - bodyTop
    readonly property real discSize: isPortrait ? Math.min(Theme.px(480), free * 0.38) : Math.min(Theme.px(340), free * 0.72)

    color: Theme.ground(viewModel.tone)
    colour: foreground
    withLanguage: false
    withMode: false
    withStrip: false
    takesTaps: true
    onTapped: station.gate.touch()

    Rectangle {
        id: disc

        readonly property bool isRight: page.viewModel.side === "right"

        width: page.discSize
        height: width
        radius: width / 2
        color: Theme.disc(page.viewModel.tone)
        x: page.isPortrait ? (isRight ? page.width - Theme.wideMargin - width : Theme.wideMargin) : (isRight ? page.width - Theme.wideMargin - width : Theme.wideMargin)
        y: page.isPortrait ? page.bodyTop + Math.round((page.free - height - column.height - Theme.px(64)) / 2) : page.bodyTop + Math.round((page.free - height) / 2)

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
        y: page.isPortrait ? disc.y + disc.height + Theme.px(64) : page.bodyTop + Math.round((page.free - height) / 2)
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
            size: 64
            weight: Font.ExtraBold
            color: page.foreground
            maxHeight: page.free * (page.isPortrait ? 0.26 : 0.42)
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
                size: 32
                color: page.foreground
                leading: 1.3
                maxHeight: page.free * (answer.visible ? 0.22 : 0.3)
            }
        }

        Item {
            width: 1
            height: Theme.px(8)
            visible: answer.visible
        }

        // What only the person can say: that they leave, or that the direction is wrong.
        KButton {
            id: answer

            readonly property bool isQuestion: page.viewModel.touch === "leave"

            objectName: "answer"
            visible: page.viewModel.touch !== ""
            width: isQuestion ? Math.min(parent.width, Theme.px(page.isPortrait ? 1000 : 640)) : Math.min(parent.width, implicitWidth)
            height: isQuestion ? Math.max(Theme.px(104), Theme.primaryTarget) : Math.max(Theme.px(64), Theme.target)
            primary: isQuestion
            ground: Theme.departure
            icon: page.viewModel.touchIcon
            text: page.viewModel.touchText
            size: isQuestion ? 42 : 22
            onPressed: page.station.gate.answer()
        }
    }

    Rectangle {
        id: foot

        readonly property real firstLine: page.isPortrait ? Theme.px(60) : height / 2

        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.px(page.isPortrait ? 330 : 140)
        color: Theme.foot(page.viewModel.tone)

        Icon {
            id: footIcon

            x: Theme.wideMargin
            y: Math.round(foot.firstLine - height / 2)
            visible: page.viewModel.footText !== "" && name !== ""
            name: page.viewModel.footIcon
            size: Theme.px(38)
            colour: page.foreground
        }

        FitText {
            x: page.viewModel.footIcon === "" ? Theme.wideMargin : footIcon.x + footIcon.width + Theme.px(20)
            y: Math.round(foot.firstLine - height / 2)
            width: (page.isPortrait ? ring.x : next.x) - x - Theme.px(24)
            text: page.viewModel.footText
            size: 26
            weight: Font.Bold
            color: page.foreground
            leading: 1.2
            maxHeight: page.isPortrait ? Theme.px(96) : foot.height - Theme.px(16)
        }

        Row {
            id: next

            x: page.isPortrait ? Theme.wideMargin : ring.x - width - Theme.px(28)
            y: Math.round(page.isPortrait ? foot.height - height - Theme.px(28) : (foot.height - height) / 2)
            spacing: Theme.px(18)
            layoutDirection: page.isPortrait ? Qt.RightToLeft : Qt.LeftToRight

            KText {
                anchors.verticalCenter: parent.verticalCenter
                width: page.isPortrait ? implicitWidth : Math.min(implicitWidth, Theme.sp(150))
                text: qsTr("Mời người tiếp\u00a0theo")
                size: page.isPortrait ? 26 : 18
                color: page.foreground
                leading: 1.2
                horizontalAlignment: page.isPortrait ? Text.AlignLeft : Text.AlignRight
            }

            SmallPreview {
                visible: page.station.gate.hasCamera
                width: Theme.px(page.isPortrait ? 300 : 184)
                height: Theme.px(page.isPortrait ? 186 : 112)
                feed: page.station.gate.preview
                ring: page.foreground
            }
        }

        CountdownRing {
            id: ring

            x: parent.width - Theme.wideMargin - width
            y: Math.round(foot.firstLine - height / 2)
            seconds: page.viewModel.homeS
            token: page.viewModel.token
            running: page.visible
            held: page.station.gate.deciding
            colour: page.foreground
        }
    }
}
