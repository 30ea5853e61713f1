import QtQuick
import Station.Controls
import Station.Theme

// What is agreed to by a touch, and never before it.
Rectangle {
    id: box

    signal toggled

    property string text
    property bool checked: false

    implicitHeight: Math.max(Theme.px(92), words.height + 2 * Theme.px(14), Theme.target)
    radius: Theme.radius
    color: checked ? Theme.mint : Theme.card
    border.width: Math.max(1, Theme.px(checked || activeFocus ? 4 : 2))
    border.color: checked || activeFocus ? Theme.jade : Theme.edge

    Accessible.role: Accessible.CheckBox
    Accessible.name: text
    Accessible.checked: checked
    Accessible.onPressAction: box.toggled()
    activeFocusOnTab: true
    Keys.onReturnPressed: box.toggled()
    Keys.onSpacePressed: box.toggled()

    Rectangle {
        id: tick

        x: Theme.px(22)
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.px(56)
        height: width
        radius: Theme.px(14)
        color: box.checked ? Theme.jade : Theme.card
        border.width: box.checked ? 0 : Math.max(1, Theme.px(2))
        border.color: Theme.edge

        Icon {
            anchors.centerIn: parent
            visible: box.checked
            name: "tick"
            size: Theme.px(38)
            colour: Theme.jadeText
        }
    }

    FitText {
        id: words

        x: tick.x + tick.width + Theme.px(18)
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - x - Theme.px(16)
        text: box.text
        size: 22
        weight: Font.Bold
        leading: 1.25
        maxHeight: Theme.sp(22) * 4
    }

    TapArea {
        onTapped: box.toggled()
    }
}
