import QtQuick
import Station.Theme

// The one button: secondary on white with an edge, or primary in jade.
Rectangle {
    id: button

    signal pressed

    property string text
    property string icon
    property bool primary: false
    property real size: 26
    property real iconSize: Theme.px(size * 1.45)

    readonly property color foreground: primary ? Theme.jadeText : Theme.ink
    readonly property bool isDown: tap.pressed && tap.containsMouse

    implicitHeight: primary ? Theme.primaryTarget : Theme.target
    implicitWidth: row.implicitWidth + 2 * Theme.px(20)
    radius: Theme.radius
    color: primary ? (isDown ? Theme.jadePressed : Theme.jade) : (isDown ? Theme.mint : Theme.card)
    border.width: primary ? 0 : Math.max(1, Theme.px(2))
    border.color: isDown ? Theme.jade : Theme.edge

    Accessible.role: Accessible.Button
    Accessible.name: text

    Row {
        id: row

        readonly property real room: button.width - 2 * Theme.px(12) - (button.icon === "" ? 0 : button.iconSize + spacing)

        anchors.centerIn: parent
        spacing: Theme.px(12)

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            visible: button.icon !== ""
            name: button.icon
            size: button.iconSize
            colour: button.primary ? Theme.jadeText : Theme.jade
        }

        FitText {
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth + 1, row.room)
            text: button.text
            size: button.size
            weight: Font.Bold
            color: button.foreground
            leading: 1.15
            horizontalAlignment: Text.AlignHCenter
            maxHeight: button.height - Theme.px(8)
        }
    }

    TapArea {
        id: tap

        onTapped: button.pressed()
    }
}
