import QtQuick
import Station.Controls
import Station.Theme

// A printer that was found; the one in use has the colour of what is chosen.
Rectangle {
    id: line

    signal pressed

    property string icon
    property string title
    property string detail
    property bool chosen: false
    property bool active: true

    readonly property bool isDown: tap.pressed && tap.containsMouse

    implicitHeight: Math.max(Theme.px(92), Theme.target)
    radius: Theme.radius
    color: isDown || chosen ? Theme.mint : Theme.card
    border.width: activeFocus ? Theme.px(5) : Math.max(1, Theme.px(chosen ? 4 : 2))
    border.color: isDown || chosen || activeFocus ? Theme.jade : Theme.edge

    Accessible.role: Accessible.RadioButton
    Accessible.name: title + ", " + detail
    Accessible.checked: chosen
    Accessible.onPressAction: line.press()
    activeFocusOnTab: true
    Keys.onReturnPressed: line.press()
    Keys.onEnterPressed: line.press()
    Keys.onSpacePressed: line.press()

    function press() {
        if (active) {
            pressed();
        }
    }

    Icon {
        id: sign

        x: Theme.px(20)
        anchors.verticalCenter: parent.verticalCenter
        name: line.icon
        size: Theme.px(34)
        colour: Theme.jade
    }

    Column {
        x: sign.x + sign.width + Theme.px(18)
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - x - Theme.px(12)

        FitText {
            width: parent.width
            text: line.title
            size: 22
            weight: Font.Bold
            leading: 1.2
            maxHeight: line.height * 0.5
        }

        FitText {
            width: parent.width
            text: line.detail
            size: 18
            color: Theme.inkSoft
            leading: 1.2
            maxHeight: line.height * 0.42
        }
    }

    TapArea {
        id: tap

        listens: line.active
        onTapped: line.press()
    }
}
