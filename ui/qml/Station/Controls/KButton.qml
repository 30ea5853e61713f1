import QtQuick
import Station.Theme

// The one button: secondary on white with an edge, or primary in jade or another ground. Keys work it
// as a finger does.
Rectangle {
    id: button

    signal pressed

    property string text
    property string icon
    property string label: text
    property bool primary: false
    // What a primary one stands on; white is read on it.
    property color ground: Theme.jade
    // What a secondary one is written and edged in, where it has a meaning of its own.
    property color accent: Theme.ink
    // The one of several that holds now.
    property bool chosen: false
    // What cannot be done yet is shown pale and does nothing.
    property bool active: true
    // Passes touches over for now, and looks as always.
    property bool deaf: false
    property bool isQuick: false
    property real size: 26
    property real iconSize: Theme.px(size * 1.45)

    readonly property bool isPlain: Qt.colorEqual(accent, Theme.ink)
    readonly property color foreground: primary ? Theme.jadeText : active ? accent : Theme.edge
    readonly property bool isDown: tap.pressed && tap.containsMouse

    implicitHeight: primary ? Theme.primaryTarget : Theme.target
    implicitWidth: row.implicitWidth + 2 * Theme.px(20)
    radius: Theme.radius
    color: primary ? (!active ? Theme.jadePale : isDown ? Qt.darker(ground, 1.4) : ground) : (isDown || chosen ? Theme.mint : Theme.card)
    border.width: activeFocus ? Theme.px(5) : primary ? 0 : Math.max(1, Theme.px(chosen ? 4 : isPlain ? 2 : 3))
    border.color: activeFocus ? (primary ? Theme.attention : Theme.jade) : isDown || chosen ? Theme.jade : !active ? Theme.line : isPlain ? Theme.edge : accent

    Accessible.role: Accessible.Button
    Accessible.name: label
    Accessible.onPressAction: button.press()
    activeFocusOnTab: true
    Keys.onReturnPressed: button.press()
    Keys.onEnterPressed: button.press()
    Keys.onSpacePressed: button.press()

    function press() {
        if (active) {
            pressed();
        }
    }

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
            colour: button.primary ? Theme.jadeText : !button.active ? Theme.edge : button.isPlain ? Theme.jade : button.accent
        }

        FitText {
            anchors.verticalCenter: parent.verticalCenter
            visible: text !== ""
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

        listens: button.active && !button.deaf
        isQuick: button.isQuick
        onTapped: button.pressed()
    }
}
