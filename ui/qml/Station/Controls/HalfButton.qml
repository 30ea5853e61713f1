import QtQuick
import Station.Theme

// One part of a switch between two or more: the part that holds has its colour. The first and the
// last are round at their outer side.
Rectangle {
    id: half

    signal pressed

    property string text
    property string label: text
    property bool active: true
    property bool isOn: false
    property bool isFirst: false
    property bool isLast: false
    property color ground: Theme.jade

    implicitWidth: Math.max(Theme.px(76), Theme.target, words.implicitWidth + 2 * Theme.px(12))
    topLeftRadius: isFirst ? Theme.px(14) : 0
    bottomLeftRadius: topLeftRadius
    topRightRadius: isLast ? Theme.px(14) : 0
    bottomRightRadius: topRightRadius
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
