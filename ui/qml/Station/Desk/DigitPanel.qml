import QtQuick
import Station.Controls
import Station.Theme

// The number pad where the thumb is: on the right, or at the foot of an upright screen. A page hands
// it what a keyboard types, which counts like a touch.
Rectangle {
    id: panel

    signal digitPressed(string digit)
    signal erasePressed
    signal clearPressed

    property bool hasText: false
    property bool active: true

    readonly property real inset: Theme.px(Theme.isPortrait ? 40 : 24)

    implicitWidth: pad.implicitWidth + 2 * inset
    implicitHeight: pad.implicitHeight + Theme.px(64)
    color: Theme.paperDim

    function take(event: KeyEvent): void {
        event.accepted = true;
        if (event.key === Qt.Key_Backspace) {
            panel.erasePressed();
        } else if (event.key === Qt.Key_Delete) {
            panel.clearPressed();
        } else if (/^[0-9]$/.test(event.text)) {
            panel.digitPressed(event.text);
        } else {
            event.accepted = false;
        }
    }

    KeyPad {
        id: pad

        readonly property real highest: Theme.isPortrait ? implicitHeight : Math.max(implicitHeight, Theme.px(600))

        x: panel.inset
        y: Theme.isPortrait ? Theme.px(32) : panel.inset
        width: parent.width - 2 * x
        height: Math.min(highest, parent.height - 2 * y)
        hasText: panel.hasText
        active: panel.active
        quick: true
        onKeyPressed: key => panel.digitPressed(key)
        onErasePressed: panel.erasePressed()
        onClearPressed: panel.clearPressed()
    }
}
