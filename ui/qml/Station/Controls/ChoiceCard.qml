import QtQuick
import Station.Theme

// One of several ways on: a picture, what it is, and in smaller words what comes of it.
Rectangle {
    id: choice

    signal pressed

    property string icon
    property string text
    property string more
    property real size: 26
    property real moreSize: 20

    readonly property bool isDown: tap.pressed && tap.containsMouse

    radius: Theme.radius
    color: isDown ? Theme.mint : Theme.card
    border.width: activeFocus ? Theme.px(5) : Math.max(1, Theme.px(2))
    border.color: isDown || activeFocus ? Theme.jade : Theme.edge

    Accessible.role: Accessible.Button
    Accessible.name: more === "" ? text : text + ". " + more
    Accessible.onPressAction: choice.pressed()
    activeFocusOnTab: true
    Keys.onReturnPressed: choice.pressed()
    Keys.onEnterPressed: choice.pressed()
    Keys.onSpacePressed: choice.pressed()

    Column {
        id: column

        readonly property real room: choice.height - Theme.px(16)
        readonly property real words: room - sign.height - 2 * spacing

        anchors.centerIn: parent
        width: parent.width - Theme.px(32)
        spacing: Theme.px(Theme.largeText ? 4 : 10)

        Icon {
            id: sign

            anchors.horizontalCenter: parent.horizontalCenter
            name: choice.icon
            size: Math.round(Math.min(Theme.px(72), column.room * (Theme.largeText ? 0.2 : 0.32)))
            colour: Theme.jade
        }

        FitText {
            id: title

            width: parent.width
            text: choice.text
            size: choice.size
            weight: Font.Bold
            leading: 1.2
            horizontalAlignment: Text.AlignHCenter
            maxHeight: column.words * (choice.more === "" ? 1 : 0.56)
        }

        FitText {
            width: parent.width
            text: choice.more
            size: choice.moreSize
            color: Theme.inkSoft
            leading: 1.2
            horizontalAlignment: Text.AlignHCenter
            maxHeight: column.words - title.height
        }
    }

    TapArea {
        id: tap

        onTapped: choice.pressed()
    }
}
