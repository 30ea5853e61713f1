import QtQuick
import Station.Theme

// A unit that was found: as it was before, and what it belongs to now.
Rectangle {
    id: row

    signal chosen(int index)

    required property var modelData
    required property int index

    readonly property bool isOld: modelData.old !== ""
    // Upright large letters need the whole width: what is near says so below.
    readonly property bool isTight: Theme.isPortrait && Theme.largeText

    implicitHeight: Math.max(Theme.px(isOld ? 104 : 84), Theme.target, now.height + Theme.px(20))
    radius: Theme.radius
    color: tap.pressed ? Theme.mint : Theme.card
    border.width: Math.max(1, Theme.px(activeFocus ? 4 : 2))
    border.color: activeFocus ? Theme.jade : Theme.edge

    Accessible.role: Accessible.Button
    Accessible.name: modelData.old + " " + modelData.today
    Accessible.onPressAction: row.chosen(row.index)
    activeFocusOnTab: true
    Keys.onReturnPressed: row.chosen(row.index)
    Keys.onSpacePressed: row.chosen(row.index)

    Column {
        id: before

        x: Theme.px(26)
        anchors.verticalCenter: parent.verticalCenter
        width: visible ? Math.round(parent.width * 0.37) : 0
        visible: row.isOld
        spacing: Theme.px(2)

        KText {
            text: qsTr("Trước 07/2025")
            size: 18
            color: Theme.inkSoft
            leading: 1.2
        }

        FitText {
            width: parent.width
            text: row.modelData.old
            size: 22
            weight: Font.DemiBold
            leading: 1.2
            maxHeight: Theme.sp(22) * 2.5
        }
    }

    Icon {
        id: arrow

        x: before.x + before.width + Theme.px(20)
        anchors.verticalCenter: parent.verticalCenter
        visible: row.isOld
        name: "arrow-right"
        size: Theme.px(34)
        colour: Theme.jade
    }

    Column {
        id: now

        x: row.isOld ? arrow.x + arrow.width + Theme.px(18) : Theme.px(26)
        anchors.verticalCenter: parent.verticalCenter
        width: (near.visible ? near.x : open.x) - x - Theme.px(12)
        spacing: Theme.px(2)

        KText {
            visible: row.isOld
            text: qsTr("Hiện nay")
            size: 18
            color: Theme.inkSoft
            leading: 1.2
        }

        FitText {
            width: parent.width
            text: row.modelData.today !== "" ? row.modelData.today : qsTr("Chia về %1 nơi").arg(row.modelData.count)
            size: 24
            weight: Font.Bold
            leading: 1.2
            maxHeight: Theme.sp(24) * 2.5
        }

        KText {
            visible: row.modelData.isNear && row.isTight
            text: same.text
            size: 18
            weight: Font.Bold
            color: Theme.jade
            leading: 1.2
        }
    }

    Rectangle {
        id: near

        x: open.x - width - Theme.px(20)
        anchors.verticalCenter: parent.verticalCenter
        width: same.implicitWidth + 2 * Theme.px(12)
        height: Math.max(Theme.px(34), same.implicitHeight)
        visible: row.modelData.isNear && !row.isTight
        radius: Theme.px(10)
        color: Theme.mint

        KText {
            id: same

            anchors.centerIn: parent
            text: qsTr("Cùng tỉnh")
            size: 18
            weight: Font.Bold
            color: Theme.jade
            leading: 1.2
            wrapMode: Text.NoWrap
        }
    }

    Icon {
        id: open

        x: parent.width - width - Theme.px(22)
        anchors.verticalCenter: parent.verticalCenter
        name: "chevron-right"
        size: Theme.px(30)
        colour: Theme.jade
    }

    TapArea {
        id: tap

        onTapped: row.chosen(row.index)
    }
}
