import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// The gate's result in one line, over whatever the desk is doing; takes no focus. A touch on its
// button is the only one it takes.
Rectangle {
    id: band

    signal answered

    required property ResultViewModel viewModel

    // In the header of a staff page: those who read it know whose it is, and its button takes two lines.
    property bool narrow: false
    // Where nobody is signed in yet it only tells.
    property bool answers: true

    implicitHeight: Theme.isPortrait ? Theme.px(72) : Theme.headerHeight - Theme.px(6)
    radius: Theme.radius
    color: Theme.ground(viewModel.tone)
    border.width: viewModel.tone === "paper" ? Math.max(1, Theme.px(2)) : 0
    border.color: Theme.edge
    onVisibleChanged: if (visible && Theme.motion) {
        slide.restart();
    }

    transform: Translate {
        id: shift
    }

    NumberAnimation {
        id: slide

        target: shift
        property: "y"
        from: -Theme.px(28)
        to: 0
        duration: Theme.motionMs
        easing.type: Easing.OutCubic
    }

    Connections {
        target: Theme

        function onMotionChanged() {
            if (!Theme.motion) {
                slide.complete();
            }
        }
    }

    Row {
        x: Theme.px(band.narrow ? 16 : 24)
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.px(band.narrow ? 12 : 18)

        Icon {
            id: sign

            anchors.verticalCenter: parent.verticalCenter
            name: band.viewModel.icon
            size: Theme.px(32)
            colour: Theme.text(band.viewModel.tone)
        }

        FitText {
            anchors.verticalCenter: parent.verticalCenter
            width: band.width - sign.width - Theme.px(band.narrow ? 44 : 66) - (answer.visible ? answer.width + Theme.px(12) : 0)
            text: band.narrow ? band.viewModel.bandText : qsTr("Cổng: %1").arg(band.viewModel.bandText)
            size: 22
            weight: Font.Bold
            color: Theme.text(band.viewModel.tone)
            leading: 1.15
            maxHeight: band.height - Theme.px(2)
        }
    }

    KButton {
        id: answer

        x: band.width - width - Theme.px(10)
        anchors.verticalCenter: parent.verticalCenter
        visible: band.answers && band.viewModel.touch !== ""
        width: band.narrow ? Theme.sp(170) : Math.min(implicitWidth, band.width * 0.5)
        height: band.height - 2 * Theme.px(8)
        icon: band.narrow ? "" : band.viewModel.touchIcon
        text: band.viewModel.touchText
        size: 20
        onPressed: band.answered()
    }
}
