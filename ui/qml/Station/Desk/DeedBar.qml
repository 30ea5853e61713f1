import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// What staff just did, and for ten seconds the way to take it back. It lies over the health strip:
// nothing of the page is covered, and nothing moves.
Rectangle {
    id: bar

    required property StaffFrameViewModel viewModel

    readonly property var deed: viewModel.deed
    readonly property color foreground: Theme.text(deed.tone)

    color: Theme.ground(deed.tone)

    Accessible.role: Accessible.AlertMessage
    Accessible.name: deed.text + " " + deed.more

    Row {
        id: said

        readonly property real room: (ring.visible ? ring.x : undo.visible ? undo.x : bar.width - Theme.margin) - x - Theme.px(16)

        x: Theme.margin
        height: bar.height
        spacing: Theme.px(14)

        Icon {
            id: sign

            anchors.verticalCenter: parent.verticalCenter
            name: bar.deed.icon
            size: Theme.px(34)
            colour: bar.foreground
        }

        FitText {
            id: text

            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth + 1, said.room - sign.width - said.spacing)
            text: bar.deed.text + (bar.deed.more === "" ? "" : " · " + bar.deed.more)
            size: 24
            weight: Font.Bold
            color: bar.foreground
            leading: 1.15
            maxHeight: bar.height - Theme.px(4)
        }
    }

    CountdownRing {
        id: ring

        x: undo.x - width - Theme.px(18)
        anchors.verticalCenter: parent.verticalCenter
        visible: bar.deed.canUndo
        width: Theme.px(52)
        height: width
        seconds: bar.deed.seconds
        token: bar.deed.token
        running: bar.visible && visible
        colour: bar.foreground
    }

    KButton {
        id: undo

        x: bar.width - width - Theme.px(8)
        anchors.verticalCenter: parent.verticalCenter
        visible: bar.deed.canUndo
        height: Theme.target
        icon: "undo"
        text: qsTr("Hoàn tác")
        size: 22
        onPressed: bar.viewModel.undo()
    }
}
