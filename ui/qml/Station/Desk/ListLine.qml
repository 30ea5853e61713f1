import QtQuick
import Station.Controls
import Station.Theme

// One entry of the day's list: masked until touched, then it leads to the person.
Rectangle {
    id: line

    signal touched(string key)

    required property var row
    // Upright screens are narrow: the number stands below the name.
    property bool isNarrow: false

    readonly property color tone: row.isArrival ? Theme.arrival : Theme.departure
    // Columns as wide as their words, also where these are large.
    readonly property real directionX: Theme.px(20) + Theme.sp(78)
    readonly property real nameX: directionX + Theme.px(32) + Theme.sp(62)
    readonly property real noteX: width - Theme.sp(182)
    readonly property real phoneX: isNarrow ? nameX : noteX - Theme.sp(142)

    height: Math.max(Theme.px(isNarrow ? 92 : 76), Theme.target, name.height + (isNarrow ? phone.height : 0) + Theme.px(16))
    // Without a graphics card a row is drawn once, and then moved as a picture.
    layer.enabled: GraphicsInfo.api === GraphicsInfo.Software
    color: row.isRevealed || touch.pressed && touch.containsMouse ? Theme.mint : Theme.card

    Accessible.role: Accessible.Button
    Accessible.name: [row.time, row.direction, row.name, row.year, row.note].join(", ")
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
        visible: line.row.isRevealed || line.activeFocus
        color: Theme.jade
    }

    // Two texts whose colons stand below each other: a row is made while a finger scrolls, and each
    // digit in a cell of its own took a third of that.
    KText {
        id: hours

        x: Theme.px(20)
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.sp(32)
        text: line.row.time.slice(0, 2)
        size: 22
        weight: Font.Bold
        leading: 1.12
        horizontalAlignment: Text.AlignRight
        wrapMode: Text.NoWrap
    }

    KText {
        x: hours.x + hours.width
        anchors.verticalCenter: parent.verticalCenter
        text: line.row.time.slice(2)
        size: 22
        weight: Font.Bold
        leading: 1.12
        wrapMode: Text.NoWrap
    }

    Icon {
        x: line.directionX
        anchors.verticalCenter: parent.verticalCenter
        name: line.row.isArrival ? "arrive" : "depart"
        size: Theme.px(24)
        colour: line.tone
    }

    KText {
        x: line.directionX + Theme.px(32)
        anchors.verticalCenter: parent.verticalCenter
        text: line.row.direction
        size: 22
        weight: Font.Bold
        color: line.tone
        leading: 1.15
        wrapMode: Text.NoWrap
    }

    // A long name takes more lines, and the row with it.
    KText {
        id: name

        readonly property real room: (line.isNarrow ? line.noteX : line.phoneX) - line.nameX - Theme.px(8) - (year.text === "" ? 0 : year.implicitWidth + Theme.px(6))

        x: line.nameX
        y: line.isNarrow ? Math.round((line.height - height - phone.height - Theme.px(4)) / 2) : Math.round((line.height - height) / 2)
        width: Math.min(Math.ceil(implicitWidth), room)
        text: line.row.name
        size: 22
        weight: Font.Bold
        leading: 1.15
    }

    KText {
        id: year

        x: name.x + name.width + Theme.px(6)
        y: name.y + Math.round((name.height - height) / 2)
        text: line.row.year === "" ? "" : "· " + line.row.year
        size: 20
        color: Theme.inkSoft
        leading: 1.15
        wrapMode: Text.NoWrap
    }

    KText {
        id: phone

        x: line.phoneX
        y: line.isNarrow ? name.y + name.height + Theme.px(4) : Math.round((line.height - height) / 2)
        width: line.noteX - x - Theme.px(6)
        text: line.row.phone
        size: 20
        color: Theme.inkSoft
        leading: 1.15
        fits: true
        wrapMode: Text.NoWrap
    }

    Rectangle {
        id: note

        x: line.noteX
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(said.implicitWidth + (line.row.isMarked ? 2 * Theme.px(10) : 0) + 1, (open.visible ? open.x : line.width) - x - Theme.px(6))
        height: said.height + 2 * Theme.px(3)
        radius: Theme.px(10)
        color: line.row.isMarked ? Theme.wait : "transparent"

        FitText {
            id: said

            anchors.verticalCenter: parent.verticalCenter
            x: line.row.isMarked ? Theme.px(10) : 0
            width: parent.width - 2 * x
            text: line.row.note
            size: line.row.isMarked ? 18 : 20
            weight: line.row.isMarked ? Font.Bold : Font.Medium
            color: line.row.isMarked ? Theme.amberText : Theme.inkSoft
            leading: 1.12
            maxHeight: Theme.px(64)
        }
    }

    Icon {
        id: open

        x: parent.width - width - Theme.px(14)
        anchors.verticalCenter: parent.verticalCenter
        visible: line.row.isRevealed && line.row.canOpen
        name: "chevron-right"
        size: Theme.px(26)
        colour: Theme.jade
    }

    TapArea {
        id: touch

        onTapped: line.touched(line.row.key)
    }
}
