import QtQuick
import Station.Theme

// A picture of something that may be shown to the camera.
Rectangle {
    id: card

    property string icon
    property string text
    property real size: 18

    implicitHeight: column.implicitHeight + Theme.px(32)
    radius: Theme.radius
    color: Theme.card
    border.width: Math.max(1, Theme.px(2))
    border.color: Theme.line

    Column {
        id: column

        anchors.centerIn: parent
        width: parent.width - Theme.px(16)
        spacing: Theme.px(8)

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: card.icon
            size: Theme.px(46)
            colour: Theme.jade
        }

        KText {
            width: parent.width
            text: card.text
            size: card.size
            weight: Font.Bold
            lineHeight: 1.15
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
