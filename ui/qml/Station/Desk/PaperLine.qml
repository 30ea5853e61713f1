import QtQuick
import Station.Controls
import Station.Theme

// A row of the paper book: its time, a name or phone, the direction, and what it was matched with.
Item {
    id: line

    signal used(int line, string field)
    signal directed(int line, bool isArrival)

    required property var row

    readonly property real cell: Math.max(Theme.px(72), Theme.target)

    height: cell

    KText {
        id: number

        anchors.verticalCenter: parent.verticalCenter
        width: Theme.sp(34)
        text: line.row.number
        size: 20
        color: Theme.inkSoft
        leading: 1.15
    }

    TextBox {
        id: time

        x: number.width
        width: Theme.sp(112)
        height: line.cell
        text: line.row.time
        hint: "00:00"
        label: qsTr("Giờ, dòng %1").arg(line.row.number)
        size: 22
        inUse: line.row.inUse === "time"
        onPressed: line.used(line.row.key, "time")
    }

    TextBox {
        x: time.x + time.width + Theme.gap
        width: arrival.x - x - Theme.gap
        height: line.cell
        text: line.row.who
        hint: qsTr("Tên hoặc số điện thoại")
        label: qsTr("Tên hoặc số điện thoại, dòng %1").arg(line.row.number)
        size: 22
        inUse: line.row.inUse === "who"
        onPressed: line.used(line.row.key, "who")
    }

    HalfButton {
        id: arrival

        x: departure.x - width
        height: line.cell
        text: qsTr("Đến")
        label: qsTr("Đến, dòng %1").arg(line.row.number)
        isOn: line.row.isArrival
        isFirst: true
        ground: Theme.arrival
        onPressed: line.directed(line.row.key, true)
    }

    HalfButton {
        id: departure

        x: match.x - width - Theme.px(10)
        height: line.cell
        text: qsTr("Đi")
        label: qsTr("Đi, dòng %1").arg(line.row.number)
        isOn: !line.row.isArrival
        isLast: true
        ground: Theme.departure
        onPressed: line.directed(line.row.key, false)
    }

    // Whom it was matched with: touched, staff choose another.
    TapArea {
        anchors.centerIn: match
        width: match.width
        height: line.cell
        onTapped: line.used(line.row.key, "person")
    }

    Column {
        id: match

        x: parent.width - width
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.sp(132)

        FitText {
            width: parent.width
            text: line.row.isKnown ? "✓ " + line.row.match : line.row.match
            size: 18
            weight: Font.Bold
            color: line.row.isWarning ? Theme.amberText : line.row.isKnown ? Theme.well : Theme.jade
            leading: 1.15
            maxHeight: line.cell * (line.row.matchMore === "" ? 1 : 0.5)
        }

        FitText {
            width: parent.width
            visible: text !== ""
            text: line.row.matchMore
            size: 18
            color: Theme.inkSoft
            leading: 1.15
            maxHeight: line.cell * 0.5
        }
    }
}
