import QtQuick
import Station.Controls
import Station.Theme

// An account: name, what it may do, and what stands before it.
Rectangle {
    id: line

    signal chosen(string key)

    required property var row

    height: Math.max(Theme.px(80), Theme.target)
    color: row.isChosen || touch.pressed && touch.containsMouse || activeFocus ? Theme.mint : Theme.card

    Accessible.role: Accessible.Button
    Accessible.name: [row.name, row.role, row.state].filter(text => text !== "").join(", ")
    Accessible.onPressAction: line.chosen(line.row.key)
    activeFocusOnTab: true
    Keys.onReturnPressed: line.chosen(row.key)
    Keys.onSpacePressed: line.chosen(row.key)

    Rectangle {
        y: parent.height - height
        width: parent.width
        height: Math.max(1, Theme.px(2))
        color: Theme.line
    }

    Icon {
        id: sign

        x: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        name: line.row.isActive ? "person" : "no-entry"
        size: Theme.px(32)
        colour: line.row.isActive ? Theme.jade : Theme.inkSoft
    }

    Column {
        x: sign.x + sign.width + Theme.px(18)
        anchors.verticalCenter: parent.verticalCenter
        width: (state.visible ? state.x : parent.width) - x - Theme.px(16)

        FitText {
            width: parent.width
            text: line.row.name
            size: 24
            weight: Font.Bold
            color: line.row.isActive ? Theme.ink : Theme.inkSoft
            leading: 1.15
            maxHeight: line.height * 0.55
        }

        KText {
            width: parent.width
            text: line.row.role
            size: 19
            color: Theme.inkSoft
            leading: 1.15
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
        }
    }

    KText {
        id: state

        x: parent.width - width - Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(implicitWidth + 1, parent.width * 0.4)
        visible: text !== ""
        text: line.row.state
        size: 20
        weight: Font.Bold
        color: line.row.isActive ? Theme.amberText : Theme.inkSoft
        leading: 1.15
    }

    TapArea {
        id: touch

        onTapped: line.chosen(line.row.key)
    }
}
