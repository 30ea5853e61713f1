import QtQuick
import Station.Theme

// One of several lists, with how many stand in it.
Rectangle {
    id: tab

    signal pressed

    property string text
    property int count: -1
    property bool chosen: false
    // Somebody waits for something there.
    property bool isWaiting: false

    readonly property bool isDown: touch.pressed && touch.containsMouse

    implicitWidth: label.implicitWidth + (pill.visible ? pill.width + row.spacing : 0) + 2 * Theme.px(12)
    radius: Theme.radius
    color: isDown || chosen ? Theme.mint : Theme.card
    border.width: Math.max(1, Theme.px(chosen || activeFocus ? 4 : 2))
    border.color: isDown || chosen || activeFocus ? Theme.jade : Theme.edge

    Accessible.role: Accessible.PageTab
    Accessible.name: count < 0 ? text : text + " " + count
    Accessible.selected: chosen
    Accessible.onPressAction: tab.pressed()
    activeFocusOnTab: true
    Keys.onReturnPressed: tab.pressed()
    Keys.onSpacePressed: tab.pressed()

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Theme.px(8)

        FitText {
            id: label

            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth + 1, tab.width - 2 * Theme.px(10) - (pill.visible ? pill.width + row.spacing : 0))
            text: tab.text
            size: 20
            weight: Font.Bold
            leading: 1.15
            horizontalAlignment: Text.AlignHCenter
            maxHeight: tab.height - Theme.px(6)
        }

        Rectangle {
            id: pill

            anchors.verticalCenter: parent.verticalCenter
            width: Math.max(height, number.implicitWidth + 2 * Theme.px(10))
            height: number.implicitHeight + 2 * Theme.px(2)
            radius: height / 2
            visible: tab.count >= 0
            color: tab.isWaiting && tab.count > 0 ? Theme.wait : Theme.mint
            border.width: tab.chosen ? Math.max(1, Theme.px(1)) : 0
            border.color: Theme.edge

            KText {
                id: number

                anchors.centerIn: parent
                text: tab.count
                size: 20
                weight: Font.Bold
                color: tab.isWaiting && tab.count > 0 ? Theme.waitText : Theme.jade
                leading: 1.2
                wrapMode: Text.NoWrap
            }
        }
    }

    TapArea {
        id: touch

        onTapped: tab.pressed()
    }
}
