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

    property bool letters: false
    property bool canTurn: false
    property bool hasText: false

    readonly property int columns: letters ? 5 : 3
    readonly property int rows: letters ? 6 : 4
    readonly property real keyWidth: Math.floor((width - (columns - 1) * Theme.gap) / columns)
    readonly property real keyHeight: Math.floor((height - (rows - 1) * Theme.gap) / rows)
    readonly property var digitKeys: ["1", "2", "3", "4", "5", "6", "7", "8", "9", "left", "0", "erase"]
    readonly property var letterKeys: "ABCDEFGHIJKLMNOPQRSTUVWXYZ".split("").concat(["left", "", "", "erase"])

    implicitWidth: 5 * Theme.target + 4 * Theme.gap
    implicitHeight: 6 * Theme.target + 5 * Theme.gap

    Repeater {
        model: pad.letters ? pad.letterKeys : pad.digitKeys

        KButton {
            id: key

            required property string modelData
            required property int index

            readonly property bool isErase: modelData === "erase"
            readonly property bool isLeft: modelData === "left"

            x: (index % pad.columns) * (pad.keyWidth + Theme.gap)
            y: Math.floor(index / pad.columns) * (pad.keyHeight + Theme.gap)
            // A word needs the room of two letters.
            width: isLeft && pad.letters ? 2 * pad.keyWidth + Theme.gap : pad.keyWidth
            height: pad.keyHeight
            visible: modelData !== "" && (!isLeft || pad.canTurn || pad.hasText)
            icon: isErase ? "backspace" : ""
            text: isErase ? "" : !isLeft ? modelData : !pad.canTurn ? qsTr("Xóa hết") : pad.letters ? "0–9" : "A–Z"
            label: isErase ? qsTr("Xóa một ký tự") : text
            size: isLeft ? 22 : pad.letters ? 32 : 42
            onPressed: {
                if (key.isErase) {
                    pad.erasePressed();
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
