import QtQuick
import Station.Theme

// What was shown, drawn as a poster with a code, crossed out.
Rectangle {
    id: poster

    property string caption

    radius: Theme.previewRadius
    color: Theme.card
    border.width: Math.max(2, Theme.px(3))
    border.color: "#D9B25C"

    Column {
        anchors.centerIn: parent
        width: parent.width * 0.8
        spacing: Theme.px(8)

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: "qr"
            size: Math.round(poster.height * 0.56)
            colour: "#6E5430"
        }
    }

    Rectangle {
        anchors.centerIn: parent
        width: Math.round(poster.height * 0.9)
        height: width
        radius: width / 2
        color: "transparent"
        border.width: Theme.px(13)
        border.color: Theme.stop
    }

    Rectangle {
        anchors.centerIn: parent
        width: Math.round(poster.height * 0.88)
        height: Theme.px(13)
        rotation: 45
        antialiasing: true
        color: Theme.stop
    }
}
