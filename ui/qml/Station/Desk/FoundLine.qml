pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Theme

// Somebody who was found: the name with what was typed marked in it, and when they were last here.
Rectangle {
    id: line

    signal touched(string key)

    required property var row
    // Less room: what else is known stands below the name.
    property bool isNarrow: false

    readonly property real nameHeight: isNarrow ? Math.round(height * 0.54) : height
    readonly property real secondY: isNarrow ? nameHeight : 0
    readonly property real secondHeight: height - secondY

    height: Math.max(Theme.px(isNarrow ? 92 : 76), Theme.target)
    color: touch.pressed && touch.containsMouse || activeFocus ? Theme.mint : Theme.card

    Accessible.role: Accessible.Button
    Accessible.name: [row.name, row.about, row.state, row.seen].join(", ")
    Accessible.onPressAction: line.touched(row.key)
    activeFocusOnTab: true
    Keys.onReturnPressed: line.touched(row.key)
    Keys.onSpacePressed: line.touched(row.key)

    Rectangle {
        y: parent.height - height
        width: parent.width
        height: Math.max(1, Theme.px(2))
        color: Theme.line
    }

    Rectangle {
        width: Theme.px(6)
        height: parent.height
        visible: line.activeFocus
        color: Theme.jade
    }

    Item {
        id: who

        x: Theme.margin
        width: (line.isNarrow ? open.x : Math.round(line.width * 0.46)) - x - Theme.px(8)
        height: line.nameHeight
        clip: true

        Row {
            id: name

            readonly property real room: who.width - about.implicitWidth - Theme.px(8)

            anchors.verticalCenter: parent.verticalCenter
            visible: implicitWidth <= room

            Repeater {
                model: line.row.parts

                Rectangle {
                    id: part

                    required property string modelData
                    required property int index

                    width: stretch.implicitWidth
                    height: stretch.implicitHeight
                    radius: Theme.px(6)
                    // Every second stretch was typed.
                    color: index % 2 === 1 ? Theme.wait : "transparent"

                    KText {
                        id: stretch

                        text: part.modelData
                        size: 24
                        weight: Font.Bold
                        leading: 1.2
                        wrapMode: Text.NoWrap
                    }
                }
            }
        }

        // A name that has no room in one line, without its marks.
        FitText {
            id: whole

            anchors.verticalCenter: parent.verticalCenter
            width: name.room
            visible: !name.visible
            text: line.row.name
            size: 24
            weight: Font.Bold
            leading: 1.12
            maxHeight: parent.height - Theme.px(2)
        }

        KText {
            id: about

            x: (name.visible ? name.width : whole.width) + Theme.px(8)
            anchors.verticalCenter: parent.verticalCenter
            text: line.row.about === "" ? "" : "· " + line.row.about
            size: 20
            color: Theme.inkSoft
            leading: 1.15
            wrapMode: Text.NoWrap
        }
    }

    Rectangle {
        id: state

        x: line.isNarrow ? phone.x + phone.width + Theme.px(14) : Math.round(line.width * 0.465)
        y: line.secondY + Math.round((line.secondHeight - height) / 2) - (line.isNarrow ? Theme.px(4) : 0)
        width: inside.implicitWidth + 2 * Theme.px(12)
        height: inside.implicitHeight + 2 * Theme.px(3)
        radius: Theme.px(10)
        visible: line.row.state !== ""
        color: Theme.mint

        KText {
            id: inside

            anchors.centerIn: parent
            text: line.row.state
            size: 18
            weight: Font.Bold
            color: Theme.arrival
            leading: 1.2
            wrapMode: Text.NoWrap
        }
    }

    KText {
        id: phone

        x: line.isNarrow ? Theme.margin : seen.x - Theme.sp(118) - Theme.px(12)
        y: line.secondY + Math.round((line.secondHeight - height) / 2) - (line.isNarrow ? Theme.px(4) : 0)
        text: line.row.phone
        size: 20
        color: Theme.inkSoft
        leading: 1.15
        wrapMode: Text.NoWrap
    }

    KText {
        id: seen

        x: open.x - (line.isNarrow ? width : Theme.sp(112)) - Theme.px(14)
        y: line.secondY + Math.round((line.secondHeight - height) / 2) - (line.isNarrow ? Theme.px(4) : 0)
        text: line.row.seen
        size: 20
        color: Theme.inkSoft
        leading: 1.15
        wrapMode: Text.NoWrap
    }

    Icon {
        id: open

        x: parent.width - width - Theme.px(22)
        anchors.verticalCenter: parent.verticalCenter
        name: "chevron-right"
        size: Theme.px(26)
        colour: Theme.jade
    }

    TapArea {
        id: touch

        onTapped: line.touched(line.row.key)
    }
}
