import QtQuick
import Station.Theme

// A field that a pad or a keyboard types into: touched, it is the one in use.
Rectangle {
    id: box

    signal pressed

    property string text
    // What stands there while nothing is typed.
    property string hint
    property string label
    property string icon
    property bool inUse: false
    property real size: 26
    // What stands in its right end and is no text.
    property real inset: 0

    // Behind what is typed.
    readonly property real room: width - typed.implicitWidth - Theme.px(96)

    implicitHeight: Math.max(Theme.px(72), Theme.target)
    radius: Theme.px(16)
    color: Theme.card
    border.width: Math.max(1, Theme.px(inUse || activeFocus ? 5 : 2))
    border.color: inUse || activeFocus ? Theme.jade : Theme.edge

    Accessible.role: Accessible.EditableText
    Accessible.name: label
    Accessible.description: text
    Accessible.onPressAction: box.pressed()
    activeFocusOnTab: true
    Keys.onReturnPressed: box.pressed()
    Keys.onSpacePressed: box.pressed()

    Item {
        x: Theme.px(18)
        width: parent.width - 2 * x - (sign.visible ? sign.width + Theme.px(8) : 0) - box.inset
        height: parent.height

        FitText {
            id: typed

            // Behind the cursor: whoever types must see into what.
            x: box.inUse && box.text === "" ? Theme.px(12) : 0
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth + 1, parent.width - x)
            text: box.text !== "" ? box.text : box.hint
            size: box.text !== "" ? box.size : 20
            weight: box.text !== "" ? Font.Bold : Font.Medium
            color: box.text !== "" ? Theme.ink : Theme.inkSoft
            leading: 1.15
            maxHeight: parent.height - Theme.px(8)
        }

        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            x: Math.min(box.text === "" ? 0 : typed.width + Theme.px(2), parent.width - width)
            width: Math.max(2, Theme.px(3))
            height: Theme.sp(34)
            visible: box.inUse
            color: Theme.jade
        }
    }

    Icon {
        id: sign

        anchors.right: parent.right
        anchors.rightMargin: Theme.px(16)
        anchors.verticalCenter: parent.verticalCenter
        visible: box.icon !== ""
        name: box.icon
        size: Theme.px(28)
        colour: Theme.jade
    }

    TapArea {
        onTapped: box.pressed()
    }
}
