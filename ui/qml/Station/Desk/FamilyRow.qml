import QtQuick
import Station.Controls
import Station.Theme

// Somebody who uses the number: ticked or not.
Rectangle {
    id: row

    signal ticked(int index)
    signal declaring(int index)

    required property var modelData
    required property int index

    implicitHeight: Math.max(Theme.px(112), lines.implicitHeight + 2 * Theme.px(14))
    radius: Theme.radius
    color: modelData.isTicked ? Theme.mint : Theme.card
    border.width: Math.max(1, Theme.px(modelData.isTicked || activeFocus ? 4 : 2))
    border.color: activeFocus ? Theme.attention : modelData.isTicked ? Theme.jade : Theme.edge

    Accessible.role: Accessible.CheckBox
    Accessible.name: modelData.name + " " + modelData.about + " " + modelData.seen
    Accessible.checked: modelData.isTicked
    activeFocusOnTab: true
    Keys.onReturnPressed: row.ticked(row.index)
    Keys.onSpacePressed: row.ticked(row.index)

    Rectangle {
        id: box

        x: Theme.px(24)
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.px(64)
        height: width
        radius: Theme.px(14)
        color: row.modelData.isTicked ? Theme.jade : Theme.card
        border.width: row.modelData.isTicked ? 0 : Math.max(1, Theme.px(2))
        border.color: Theme.edge

        Icon {
            anchors.centerIn: parent
            visible: row.modelData.isTicked
            name: "tick"
            size: Theme.px(44)
            colour: Theme.jadeText
        }
    }

    Column {
        id: lines

        x: box.x + box.width + Theme.px(22)
        anchors.verticalCenter: parent.verticalCenter
        width: (declare.visible ? declare.x : parent.width) - x - Theme.px(20)
        spacing: Theme.px(4)

        FitText {
            width: parent.width
            text: row.modelData.name + (row.modelData.about === "" ? "" : " · " + row.modelData.about)
            size: 26
            weight: Font.Bold
            leading: 1.2
            maxHeight: Theme.sp(26) * 2.5
        }

        KText {
            width: parent.width
            text: [row.modelData.declared, row.modelData.seen].filter(words => words !== "").join(" · ")
            size: 20
            color: row.modelData.isInside ? Theme.well : Theme.inkSoft
            leading: 1.2
        }
    }

    TapArea {
        onTapped: row.ticked(row.index)
    }

    KButton {
        id: declare

        x: parent.width - width - Theme.px(20)
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(implicitWidth, Theme.px(190))
        height: Math.max(Theme.px(72), Theme.target)
        visible: row.modelData.hasToDeclare
        icon: "form"
        text: qsTr("Khai hộ")
        size: 20
        onPressed: row.declaring(row.index)
    }
}
