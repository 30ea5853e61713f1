import QtQuick
import Station.Theme

// What was shown, drawn as a poster with a code, crossed out.
Rectangle {
    id: poster

    property string drawing: "qr"

    radius: Theme.previewRadius
    color: Theme.card
    border.width: Math.max(2, Theme.px(3))
    border.color: Theme.posterEdge

    Icon {
        anchors.centerIn: parent
        name: poster.drawing
        size: Math.round(poster.height * 0.58)
        colour: Theme.posterInk
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
