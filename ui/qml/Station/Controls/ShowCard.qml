import QtQuick
import Station.Theme

// A picture of something that may be shown to the camera.
Rectangle {
    id: card

    property string icon
    property string text
    property real size: 18

    implicitHeight: column.implicitHeight + Theme.px(Theme.largeText ? 18 : 32)
    radius: Theme.radius
    color: Theme.card
    border.width: Math.max(1, Theme.px(2))
    border.color: Theme.line

    Column {
        id: column

        anchors.centerIn: parent
        width: parent.width - Theme.px(16)
        spacing: Theme.px(Theme.largeText ? 4 : 8)

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: card.icon
            size: Theme.px(Theme.largeText ? 36 : 46)
            colour: Theme.jade
        }

        FitText {
            width: parent.width
            text: card.text
            size: card.size
            weight: Font.Bold
            leading: 1.15
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
