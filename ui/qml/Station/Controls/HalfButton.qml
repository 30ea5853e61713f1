import QtQuick
import Station.Theme

// One half of a switch between two: the half that holds has its colour.
Rectangle {
    id: half

    signal pressed

    property string text
    property string label: text
    property bool active: true
    property bool isOn: false
    property color ground: Theme.jade

    implicitWidth: Math.max(Theme.px(76), Theme.target, words.implicitWidth + 2 * Theme.px(12))
    color: isOn ? ground : tap.pressed && tap.containsMouse ? Theme.mint : Theme.card
    border.width: Math.max(1, Theme.px(activeFocus ? 5 : 2))
    border.color: activeFocus ? Theme.attention : Theme.edge

    Accessible.role: Accessible.RadioButton
    Accessible.name: label
    Accessible.checked: isOn
    Accessible.onPressAction: half.pressed()
    activeFocusOnTab: true
    Keys.onReturnPressed: half.pressed()
    Keys.onSpacePressed: half.pressed()

    KText {
        id: words

        anchors.centerIn: parent
        text: half.text
        size: 20
        weight: Font.Bold
        color: half.isOn ? Theme.card : Theme.ink
        leading: 1.15
    }

    TapArea {
        id: tap

        listens: half.active
        onTapped: half.pressed()
    }
}
