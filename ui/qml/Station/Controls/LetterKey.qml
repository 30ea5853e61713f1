import QtQuick
import Station.Theme

// One key of a keyboard: closer to its neighbours than buttons are, as on any keyboard.
Rectangle {
    id: key

    signal pressed
    // Held down, where it `holds`: a finger that slides on from there, and is lifted.
    signal held
    signal slid(point where)
    signal lifted(point where)

    property string text
    property string icon
    property string label: text
    property real size: 32
    // A key that types nothing: it leads somewhere, or takes back.
    property bool isControl: false
    // What cannot be typed now is pale and does nothing.
    property bool active: true
    // What stands there already, or is switched on.
    property bool chosen: false
    property bool primary: false
    property bool holds: false
    property bool bold: isControl || primary
    property color ink: Theme.ink

    readonly property bool isDown: tap.isHolding || (tap.pressed && tap.containsMouse)
    readonly property bool isFilled: primary || tap.isHolding

    radius: Theme.px(16)
    color: isFilled ? (active ? Theme.jade : Theme.jadePale) : isDown || chosen ? Theme.mint : isControl ? Theme.paper : Theme.card
    border.width: isFilled ? 0 : Math.max(1, Theme.px(chosen ? 4 : 2))
    border.color: isDown || chosen ? Theme.jade : active ? Theme.edge : Theme.line

    Accessible.role: Accessible.Button
    Accessible.name: label
    Accessible.onPressAction: key.press()

    function press() {
        if (active) {
            pressed();
        }
    }

    Row {
        anchors.centerIn: parent
        spacing: Theme.px(10)

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            visible: key.icon !== ""
            name: key.icon
            size: Theme.px(32)
            colour: key.isFilled ? Theme.jadeText : Theme.jade
        }

        FitText {
            anchors.verticalCenter: parent.verticalCenter
            visible: text !== ""
            width: Math.min(implicitWidth + 1, key.width - Theme.px(16) - (key.icon === "" ? 0 : Theme.px(42)))
            text: key.text
            size: key.isControl ? 20 : key.size
            weight: key.bold ? Font.Bold : Font.Medium
            color: key.isFilled ? Theme.jadeText : key.active ? key.ink : Theme.edge
            leading: 1.15
            horizontalAlignment: Text.AlignHCenter
            maxHeight: key.height - Theme.px(6)
        }
    }

    TapArea {
        id: tap

        property bool isHolding: false

        function place(mouse: MouseEvent): point {
            return mapToItem(null, mouse.x, mouse.y);
        }

        listens: key.active
        isQuick: true
        pressAndHoldInterval: 350
        onTapped: key.pressed()
        onPressAndHold: mouse => {
            mouse.accepted = key.holds;
            if (key.holds) {
                isHolding = true;
                key.held();
            }
        }
        onPositionChanged: mouse => {
            if (isHolding) {
                key.slid(place(mouse));
            }
        }
        onReleased: mouse => {
            if (isHolding) {
                isHolding = false;
                key.lifted(place(mouse));
            }
        }
        onCanceled: isHolding = false
    }
}
