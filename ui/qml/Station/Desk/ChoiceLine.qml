import QtQuick
import Station.Controls
import Station.Theme

// One answer of several: filled with a tick where it is chosen, like no other before it is touched.
Rectangle {
    id: line

    signal pressed

    property string text
    property string more
    property bool chosen: false
    // *Không có …*: a way of its own.
    property bool isStrong: false
    property real size: 32

    readonly property bool isDown: tap.pressed && tap.containsMouse
    readonly property color foreground: chosen ? Theme.jadeText : isStrong ? Theme.jade : Theme.ink

    radius: Theme.radius
    color: chosen ? Theme.jade : isDown ? Theme.mint : Theme.card
    border.width: activeFocus ? Theme.px(5) : Math.max(1, Theme.px(isStrong ? 3 : 2))
    border.color: activeFocus ? Theme.attention : isDown || isStrong ? Theme.jade : Theme.edge

    Accessible.role: Accessible.CheckBox
    Accessible.name: more === "" ? text : text + ". " + more
    Accessible.checked: chosen
    Accessible.onPressAction: line.pressed()
    activeFocusOnTab: true
    Keys.onReturnPressed: line.pressed()
    Keys.onEnterPressed: line.pressed()
    Keys.onSpacePressed: line.pressed()

    Column {
        anchors.centerIn: parent
        width: parent.width - Theme.px(24)
        spacing: 0

        Row {
            id: row

            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Theme.px(14)

            FitText {
                width: Math.min(implicitWidth + 1, line.width - Theme.px(24) - (tick.visible ? tick.width + row.spacing : 0))
                anchors.verticalCenter: parent.verticalCenter
                text: line.text
                size: line.size
                weight: Font.Bold
                color: line.foreground
                leading: 1.15
                horizontalAlignment: Text.AlignHCenter
                maxHeight: (line.height - Theme.px(8)) * (line.more === "" ? 1 : 0.56)
            }

            Icon {
                id: tick

                anchors.verticalCenter: parent.verticalCenter
                visible: line.chosen
                name: "tick"
                size: Math.min(Theme.px(36), line.height * 0.4)
                colour: Theme.jadeText
            }
        }

        FitText {
            width: parent.width
            visible: text !== ""
            text: line.more
            size: 20
            color: line.chosen ? Theme.jadeText : Theme.inkSoft
            leading: 1.15
            horizontalAlignment: Text.AlignHCenter
            maxHeight: (line.height - Theme.px(8)) * 0.42
        }
    }

    TapArea {
        id: tap

        onTapped: line.pressed()
    }
}
