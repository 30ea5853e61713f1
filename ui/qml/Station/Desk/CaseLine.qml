import QtQuick
import Station.Controls
import Station.Theme

// One case of the list: what it is about, who, for how long, and Nhận while nobody took it.
Rectangle {
    id: line

    signal chosen(string key)
    signal taken(string key)

    required property var row
    property bool canOpen: true

    height: Math.max(Theme.px(122), words.height + Theme.px(20))
    radius: Theme.radius
    color: row.isChosen ? Theme.mint : Theme.card
    border.width: Math.max(1, Theme.px(row.isChosen || activeFocus ? 4 : 2))
    border.color: row.isChosen || activeFocus ? Theme.jade : Theme.edge

    Accessible.role: Accessible.Button
    Accessible.name: row.title + ", " + row.who + ", " + row.when
    Accessible.onPressAction: line.chosen(row.key)
    activeFocusOnTab: canOpen
    Keys.onReturnPressed: line.chosen(row.key)
    Keys.onSpacePressed: line.chosen(row.key)

    TapArea {
        listens: line.canOpen
        onTapped: line.chosen(line.row.key)
    }

    Rectangle {
        id: disc

        x: Theme.px(20)
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.px(56)
        height: width
        radius: width / 2
        color: Theme.wait

        Icon {
            anchors.centerIn: parent
            name: line.row.icon
            size: Theme.px(28)
            colour: Theme.waitText
        }
    }

    Column {
        id: words

        x: disc.x + disc.width + Theme.px(18)
        anchors.verticalCenter: parent.verticalCenter
        width: (take.visible ? take.x : parent.width) - x - Theme.px(12)

        KText {
            width: parent.width
            text: line.row.title
            size: 22
            weight: Font.Bold
            leading: 1.2
        }

        KText {
            width: parent.width
            text: line.row.who
            size: 20
            leading: 1.2
        }

        KText {
            width: parent.width
            text: line.row.when
            size: 18
            color: Theme.inkSoft
            leading: 1.2
        }
    }

    KButton {
        id: take

        x: parent.width - width - Theme.px(16)
        anchors.verticalCenter: parent.verticalCenter
        visible: !line.row.isTaken
        primary: true
        width: Math.max(Theme.px(100), Theme.target)
        height: Math.max(Theme.px(72), Theme.target)
        text: qsTr("Nhận")
        size: 22
        onPressed: line.taken(line.row.key)
    }
}
