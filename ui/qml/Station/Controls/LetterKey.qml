import QtQuick
import Station.Theme

// One key of a keyboard: closer to its neighbours than buttons are, as on any keyboard.
Rectangle {
    id: key

    signal pressed

    property string text
    property string icon
    property string label: text
    property real size: 32
    // A key that types nothing: it leads somewhere, or takes back.
    property bool isControl: false

    readonly property bool isDown: tap.pressed && tap.containsMouse

    radius: Theme.px(16)
    color: isDown ? Theme.mint : isControl ? Theme.paper : Theme.card
    border.width: Math.max(1, Theme.px(2))
    border.color: isDown ? Theme.jade : Theme.edge

    Accessible.role: Accessible.Button
    Accessible.name: label
    Accessible.onPressAction: key.pressed()

    Row {
        anchors.centerIn: parent
        spacing: Theme.px(10)

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            visible: key.icon !== ""
            name: key.icon
            size: Theme.px(32)
            colour: Theme.jade
        }

        FitText {
            anchors.verticalCenter: parent.verticalCenter
            visible: text !== ""
            width: Math.min(implicitWidth + 1, key.width - Theme.px(16) - (key.icon === "" ? 0 : Theme.px(42)))
            text: key.text
            size: key.isControl ? 20 : key.size
            weight: key.isControl ? Font.Bold : Font.Medium
            leading: 1.15
            horizontalAlignment: Text.AlignHCenter
            maxHeight: key.height - Theme.px(6)
        }
    }

    TapArea {
        id: tap

        deafMs: 60
        onTapped: key.pressed()
    }
}
