pragma ComponentBehavior: Bound

import QtQuick
import Station.Theme

// Digits as on a telephone, or the letters before an old insurance code's digits. Each key is at
// least 12 mm and as large as the room allows.
Item {
    id: pad

    signal keyPressed(string key)
    signal erasePressed
    signal clearPressed
    signal turnPressed
    signal donePressed

    property bool letters: false
    property bool canTurn: false
    property bool hasText: false
    // A pad that takes nothing now is pale.
    property bool active: true
    // For staff, who type fast.
    property bool quick: false
    // What turns the digits over to letters.
    property string turnText: "A–Z"
    // Low and broad: five digits in a row, and a key that puts the pad away.
    property bool wide: false

    readonly property int columns: letters || wide ? 5 : 3
    readonly property int rows: letters ? 6 : wide ? 3 : 4
    readonly property real keyWidth: Math.floor((width - (columns - 1) * Theme.gap) / columns)
    readonly property real keyHeight: Math.floor((height - (rows - 1) * Theme.gap) / rows)
    readonly property var digitKeys: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "left", "0", "erase"]
    readonly property var wideKeys: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "left", "", "done", "", "erase"]
    readonly property var letterKeys: "ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("").concat(["left", "", "", "erase"])

    implicitWidth: 5 * Theme.target + 4 * Theme.gap
    // Large text above an upright screen's digits needs some of their room.
    readonly property int highRows: wide ? 3 : Theme.isPortrait && Theme.largeText && !letters ? 5 : 6

    implicitHeight: highRows * Theme.target + (highRows - 1) * Theme.gap

    Repeater {
        model: pad.letters ? pad.letterKeys : pad.wide ? pad.wideKeys : pad.digitKeys

        KButton {
            id: key

            required property string modelData
            required property int index

            readonly property bool isErase: modelData === "erase"
            readonly property bool isLeft: modelData === "left"
            readonly property bool isDone: modelData === "done"
            readonly property bool isBroad: isDone || (isLeft && (pad.letters || pad.wide))

            x: (index % pad.columns) * (pad.keyWidth + Theme.gap)
            y: Math.floor(index / pad.columns) * (pad.keyHeight + Theme.gap)
            // A word needs the room of two letters.
            width: isBroad ? 2 * pad.keyWidth + Theme.gap : pad.keyWidth
            height: pad.keyHeight
            visible: modelData !== "" && (!isLeft || pad.canTurn || pad.hasText)
            icon: isErase ? "backspace" : ""
            text: isErase ? "" : isDone ? qsTr("Xong") : !isLeft ? modelData : !pad.canTurn ? qsTr("Xóa hết") : pad.letters ? "0–9" : pad.turnText
            isQuick: pad.quick
            label: isErase ? qsTr("Xóa một ký tự") : text
            size: isLeft || isDone ? 22 : pad.letters ? 32 : 42
            active: pad.active
            onPressed: {
                if (key.isErase) {
                    pad.erasePressed();
                } else if (key.isDone) {
                    pad.donePressed();
                } else if (!key.isLeft) {
                    pad.keyPressed(key.modelData);
                } else if (pad.canTurn) {
                    pad.turnPressed();
                } else {
                    pad.clearPressed();
                }
            }
        }
    }
}
