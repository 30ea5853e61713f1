import QtQuick
import Station.Controls
import Station.Theme

// A state in a few words.
Rectangle {
    id: chip

    required property string text
    property string icon
    property bool amber: false

    implicitWidth: row.implicitWidth + 2 * Theme.px(12)
    implicitHeight: Math.max(row.implicitHeight + Theme.px(4), Theme.px(32))
    radius: Theme.px(8)
    color: amber ? Theme.wait : Theme.mint

    Row {
        id: row

        anchors.centerIn: parent
        spacing: Theme.px(8)

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            visible: chip.icon !== ""
            name: chip.icon
            size: Theme.px(20)
            colour: chip.amber ? Theme.amberText : Theme.well
        }

        KText {
            anchors.verticalCenter: parent.verticalCenter
            text: chip.text
            size: 18
            weight: Font.Bold
            color: chip.amber ? Theme.amberText : Theme.well
            leading: 1.15
            wrapMode: Text.NoWrap
        }
    }
}
