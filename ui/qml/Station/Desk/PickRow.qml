import QtQuick
import Station.Controls
import Station.Theme

// Somebody who was found: touched, it is this person.
Rectangle {
    id: line

    signal picked(string key)

    required property var row

    readonly property string label: row.name + " " + row.about

    height: Math.max(Theme.px(76), Theme.target)
    color: touch.pressed && touch.containsMouse || activeFocus ? Theme.mint : Theme.card

    Accessible.role: Accessible.Button
    Accessible.name: label
    Accessible.onPressAction: line.picked(row.key)
    activeFocusOnTab: true
    Keys.onReturnPressed: line.picked(row.key)
    Keys.onSpacePressed: line.picked(row.key)

    Rectangle {
        y: parent.height - height
        width: parent.width
        height: Math.max(1, Theme.px(2))
        color: Theme.line
    }

    FitText {
        x: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(implicitWidth + 1, line.width * 0.5)
        text: line.row.name
        size: 24
        weight: Font.Bold
        leading: 1.15
        maxHeight: line.height - Theme.px(4)
    }

    KText {
        x: Theme.margin + line.width * 0.52
        anchors.verticalCenter: parent.verticalCenter
        width: line.width * 0.22
        text: line.row.about
        size: 20
        color: Theme.inkSoft
        leading: 1.15
    }

    KText {
        x: Theme.margin + line.width * 0.75
        anchors.verticalCenter: parent.verticalCenter
        width: line.width * 0.2
        text: line.row.phone
        size: 20
        leading: 1.15
    }

    TapArea {
        id: touch

        onTapped: line.picked(line.row.key)
    }
}
