pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// Tones and marks in fixed places, shown on the syllable in hand; what it has is marked, and goes
// when it is touched again.
Row {
    id: row

    required property KeyboardViewModel viewModel
    required property real keyWidth
    required property real keyHeight

    Repeater {
        model: 10

        LetterKey {
            required property int index

            readonly property var place: row.viewModel.accents[index]
            readonly property bool isNone: index === 9

            width: row.keyWidth
            height: row.keyHeight
            size: isNone ? 20 : 32
            text: isNone ? qsTr("Bỏ dấu") : place?.letters ?? ""
            active: place?.isActive ?? false
            chosen: place?.isOn ?? false
            onPressed: row.viewModel.pickAccent(place.accent)
        }
    }
}
