import QtQuick
import Station.Controls
import Station.Theme

// A day's heading in a timeline, or one line below it; a touch on an entry corrects it.
Item {
    id: row

    signal touched(string entry)

    required property var modelData

    readonly property bool isDay: modelData.label !== ""
    readonly property bool isUnseen: modelData.kind === "not_seen_leaving"
    readonly property color ground: isUnseen ? Theme.amberText : modelData.kind === "departure" ? Theme.departure : Theme.arrival

    implicitHeight: isDay ? day.implicitHeight + Theme.px(10) : Math.max(Theme.target, lines.implicitHeight + Theme.px(6))

    KText {
        id: day

        x: Theme.px(58)
        y: Theme.px(6)
        visible: row.isDay
        text: row.modelData.label
        size: 18
        weight: Font.Bold
        color: Theme.inkSoft
        leading: 1.2
        wrapMode: Text.NoWrap
    }

    Rectangle {
        anchors.verticalCenter: parent.verticalCenter
        visible: !row.isDay
        width: Theme.px(44)
        height: width
        radius: width / 2
        color: row.ground

        Icon {
            anchors.centerIn: parent
            name: row.isDay ? "" : row.isUnseen ? "warning" : row.modelData.kind === "departure" ? "depart" : "arrive"
            size: Theme.px(24)
            colour: Theme.card
        }
    }

    Column {
        id: lines

        x: Theme.px(58)
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - x
        visible: !row.isDay

        KText {
            width: parent.width
            text: row.modelData.title
            size: 20
            weight: Font.Bold
            color: row.ground
            leading: 1.2
        }

        KText {
            width: parent.width
            text: row.modelData.text
            size: 18
            color: Theme.inkSoft
            leading: 1.2
        }
    }

    Accessible.role: Accessible.Button
    Accessible.name: modelData.label + modelData.title + " " + modelData.text
    activeFocusOnTab: true
    Keys.onReturnPressed: row.touched(row.modelData.entry)
    Keys.onSpacePressed: row.touched(row.modelData.entry)

    Rectangle {
        anchors.fill: parent
        visible: row.activeFocus
        color: "transparent"
        border.width: Theme.px(4)
        border.color: Theme.jade
        radius: Theme.px(8)
    }

    TapArea {
        listens: row.modelData.entry !== ""
        onTapped: row.touched(row.modelData.entry)
    }
}
