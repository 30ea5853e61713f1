import QtQuick
import Station.Theme

// A part of the staff's header that counts only when it is held for some seconds, by a finger or by
// the space bar; a bar grows below it meanwhile.
HeaderButton {
    id: hold

    signal held

    property real seconds: 3
    property bool isKeyDown: false

    // A tap does nothing here, so none has to be passed over.
    deafMs: 0

    property real startedMs: 0
    property real share: 0

    Accessible.onPressAction: hold.held()
    Keys.onSpacePressed: hold.isKeyDown = true
    Keys.onReleased: event => {
        if (event.key === Qt.Key_Space && !event.isAutoRepeat) {
            hold.isKeyDown = false;
        }
    }
    onActiveFocusChanged: hold.isKeyDown = false

    Timer {
        interval: 100
        repeat: true
        running: hold.isDown || hold.isKeyDown
        onRunningChanged: {
            hold.startedMs = Date.now();
            hold.share = 0;
        }
        onTriggered: {
            const before = hold.share;
            hold.share = Math.min(1, (Date.now() - hold.startedMs) / 1000 / hold.seconds);
            if (before < 1 && hold.share === 1) {
                hold.held();
            }
        }
    }

    Rectangle {
        y: parent.height - height
        width: Math.round(hold.share * parent.width)
        height: Theme.px(8)
        color: Theme.attention
    }
}
