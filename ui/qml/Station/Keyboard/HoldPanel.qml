pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Theme

// The letters of a key held down, above it: slide and lift, or lift and touch.
Rectangle {
    id: panel

    signal picked(string letter)

    required property real keyWidth
    required property real keyHeight
    required property real step

    property var letters: []
    // Under the finger.
    property int at: -1

    readonly property int columns: letters.length > 12 ? 9 : 6
    readonly property real cell: Math.min(keyWidth, Math.floor((parent.width - 2 * step) / 9) - step)

    function find(where: point): int {
        for (let place = 0; place < cells.count; place++) {
            const item = cells.itemAt(place);
            if (item.contains(item.mapFromItem(null, where))) {
                return place;
            }
        }
        return -1;
    }

    function open(held: var): void {
        letters = held;
        at = -1;
    }

    function close(): void {
        letters = [];
    }

    // Lifted on a letter it is typed; elsewhere the panel waits for a touch.
    function lift(where: point): void {
        const place = find(where);
        if (place >= 0) {
            picked(letters[place]);
        }
        at = -1;
    }

    width: grid.width + 2 * step
    height: grid.height + 2 * step
    visible: letters.length > 0
    radius: Theme.px(18)
    color: Theme.mint
    border.width: Math.max(1, Theme.px(4))
    border.color: Theme.jade

    // Touches beside the letters do nothing.
    MouseArea {
        anchors.fill: parent
    }

    Grid {
        id: grid

        x: panel.step
        y: panel.step
        columns: Math.min(panel.columns, panel.letters.length)
        spacing: panel.step

        Repeater {
            id: cells

            model: panel.letters

            LetterKey {
                required property string modelData
                required property int index

                width: panel.cell
                height: panel.keyHeight
                text: modelData
                primary: index === panel.at
                onPressed: panel.picked(modelData)
            }
        }
    }
}
