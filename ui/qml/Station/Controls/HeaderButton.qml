import QtQuick
import Station.Theme

// A part of the staff's header that can be pressed: as high as the header, worked by keys as well.
Rectangle {
    id: button

    signal pressed

    required property string label
    property string text
    property string icon
    property bool iconLeads: true
    property color foreground: Theme.card
    property color colour: "transparent"
    // No wider than this: a long name takes two lines.
    property real widest: 100000
    property int deafMs: Theme.tremorMs

    readonly property bool isDown: tap.pressed && tap.containsMouse

    implicitWidth: Math.max(content.implicitWidth + 2 * Theme.px(20), Theme.px(84), Theme.target)
    color: isDown ? Theme.jadePressed : colour
    border.width: activeFocus ? Theme.px(4) : 0
    border.color: Theme.attention

    Accessible.role: Accessible.Button
    Accessible.name: label
    Accessible.onPressAction: button.pressed()
    activeFocusOnTab: true
    Keys.onReturnPressed: button.pressed()
    Keys.onEnterPressed: button.pressed()
    Keys.onSpacePressed: button.pressed()

    Row {
        id: content

        anchors.centerIn: parent
        spacing: Theme.px(12)
        layoutDirection: button.iconLeads ? Qt.LeftToRight : Qt.RightToLeft

        Icon {
            id: sign

            anchors.verticalCenter: parent.verticalCenter
            name: button.icon
            size: Theme.px(button.text === "" ? 34 : 28)
            colour: button.isDown ? Theme.card : button.foreground
        }

        FitText {
            anchors.verticalCenter: parent.verticalCenter
            visible: text !== ""
            width: Math.min(implicitWidth + 1, button.widest - sign.width - content.spacing - 2 * Theme.px(20))
            text: button.text
            size: 20
            weight: Font.Bold
            color: button.isDown ? Theme.card : button.foreground
            leading: 1.15
            maxHeight: button.height - Theme.px(4)
        }
    }

    TapArea {
        id: tap

        deafMs: button.deafMs
        onTapped: button.pressed()
    }
}
