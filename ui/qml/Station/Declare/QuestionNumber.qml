import QtQuick
import Station.Controls
import Station.Theme

// The number of a question, in a disc; nothing for a group.
Rectangle {
    id: disc

    property int number

    width: visible ? Theme.px(36) : 0
    height: Theme.px(36)
    radius: width / 2
    visible: number > 0
    color: Theme.mint

    KText {
        anchors.centerIn: parent
        text: disc.number
        size: 20
        weight: Font.Bold
        color: Theme.jade
        leading: 1.15
        wrapMode: Text.NoWrap
    }
}
