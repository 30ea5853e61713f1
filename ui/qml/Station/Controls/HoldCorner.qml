import QtQuick
import Station.Theme

// A mark that counts only when it is held for some seconds; it fills meanwhile.
Rectangle {
    id: corner

    signal held

    property real seconds: 3
    property bool isHeld: false

    readonly property real share: isHeld ? 1 : Math.max(0, Math.min(1, hold.timeHeld / seconds))

    width: Math.max(Theme.px(104), Theme.primaryTarget)
    height: width
    radius: width / 2
    color: Theme.card
    border.width: Math.max(1, Theme.px(4))
    border.color: Theme.jade

    Rectangle {
        anchors.centerIn: parent
        width: Math.round(corner.share * (corner.width - 2 * corner.border.width))
        height: width
        radius: width / 2
        color: corner.isHeld ? Theme.jade : Theme.jadePale
    }

    Icon {
        anchors.centerIn: parent
        name: corner.isHeld ? "check" : "hand"
        size: Math.round(corner.width * 0.46)
        colour: corner.isHeld ? Theme.jadeText : Theme.jade
    }

    TapHandler {
        id: hold

        enabled: !corner.isHeld
        longPressThreshold: corner.seconds
        gesturePolicy: TapHandler.ReleaseWithinBounds
        onLongPressed: corner.held()
    }
}
