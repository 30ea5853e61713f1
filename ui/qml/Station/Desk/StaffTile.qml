import QtQuick
import Station.Controls
import Station.Theme

// One name to sign in with: initials in a disc, the name, the role or that it is locked.
Rectangle {
    id: tile

    signal pressed

    property string name
    property string initials
    property string note
    property bool chosen: false
    property bool locked: false

    readonly property bool isDown: tap.pressed && tap.containsMouse

    radius: Theme.radius
    color: isDown || chosen ? Theme.mint : Theme.card
    border.width: activeFocus ? Theme.px(5) : Math.max(1, Theme.px(chosen ? 4 : 2))
    border.color: isDown || chosen || activeFocus ? Theme.jade : Theme.edge

    Accessible.role: Accessible.RadioButton
    Accessible.name: tile.name + ", " + tile.note
    Accessible.checked: chosen
    Accessible.onPressAction: tile.pressed()
    activeFocusOnTab: true
    Keys.onReturnPressed: tile.pressed()
    Keys.onEnterPressed: tile.pressed()
    Keys.onSpacePressed: tile.pressed()

    Rectangle {
        id: disc

        x: Theme.px(22)
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(Theme.px(56), tile.height - Theme.px(16))
        height: width
        radius: width / 2
        color: tile.locked ? Theme.wait : tile.chosen ? Theme.jade : Theme.mint

        KText {
            anchors.centerIn: parent
            visible: !tile.locked
            text: tile.initials
            // The disc does not grow with the text.
            font.pixelSize: Math.round(disc.width * 0.39)
            weight: Font.Bold
            color: tile.chosen ? Theme.jadeText : Theme.jade
            wrapMode: Text.NoWrap
        }

        Icon {
            anchors.centerIn: parent
            visible: tile.locked
            name: "lock"
            size: Math.round(disc.width * 0.5)
            colour: Theme.amberText
        }
    }

    Column {
        anchors.verticalCenter: parent.verticalCenter
        x: disc.x + disc.width + Theme.px(18)
        width: parent.width - x - Theme.px(14)

        FitText {
            width: parent.width
            text: tile.name
            size: 24
            weight: Font.Bold
            leading: 1.15
            maxHeight: tile.height - role.height - Theme.px(8)
        }

        KText {
            id: role

            width: parent.width
            text: tile.note
            size: 18
            weight: tile.locked ? Font.Bold : Font.Medium
            color: tile.locked ? Theme.amberText : Theme.inkSoft
            leading: 1.15
            wrapMode: Text.NoWrap
        }
    }

    TapArea {
        id: tap

        onTapped: tile.pressed()
    }
}
