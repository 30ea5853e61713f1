pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// What the word in hand may become, [composed | as typed], and where the page goes on.
Item {
    id: row

    signal donePressed

    required property KeyboardViewModel viewModel
    required property real step

    property string doneText
    property bool doneActive: true

    readonly property var words: fitting(viewModel.suggestions)
    readonly property real room: (choice.visible ? choice.x : done.visible ? done.x : width + step) - step
    readonly property real widest: Theme.px(200)
    readonly property real spare: room - words.reduce((sum, word) => sum + least(word) + step, -step)

    // The room that a chip needs; two words stand one below the other.
    function least(chip: string): real {
        const longest = Math.max(...chip.split(" ").map(word => word.length));
        return Math.max(Theme.target, Theme.sp(17) * longest + Theme.px(24));
    }

    // The first ones, as many as can be read beside each other.
    function fitting(chips: var): var {
        let used = -step;
        return chips.filter(chip => (used += least(chip) + step) <= room);
    }

    function chipWidth(chip: string): real {
        return Math.floor(Math.max(least(chip), Math.min(widest, least(chip) + spare / words.length)));
    }

    Row {
        height: parent.height
        spacing: row.step

        Repeater {
            model: row.words

            LetterKey {
                required property string modelData

                width: row.chipWidth(modelData)
                height: row.height
                text: modelData
                size: 26
                bold: true
                ink: Theme.jade
                onPressed: row.viewModel.pickSuggestion(modelData)
            }
        }
    }

    Row {
        id: choice

        // A half is as wide as its word, and never less than a finger.
        readonly property real half: Math.max(Theme.target, Math.min(Theme.px(190), Math.round(row.width * 0.24), Math.max(composed.wish, typed.wish)))

        x: (done.visible ? done.x : row.width + row.step) - row.step - width
        height: parent.height
        visible: row.viewModel.composed !== ""

        LetterKey {
            id: composed

            readonly property real wish: Theme.sp(17) * (row.viewModel.composed.length + 1)

            width: choice.half
            height: parent.height
            text: row.viewModel.composed
            size: 24
            chosen: !row.viewModel.isAsTyped
            onPressed: row.viewModel.chooseWord(false)
        }

        LetterKey {
            id: typed

            readonly property real wish: Theme.sp(17) * (row.viewModel.asTyped.length + 1)

            width: choice.half
            height: parent.height
            text: row.viewModel.asTyped
            size: 24
            chosen: row.viewModel.isAsTyped
            onPressed: row.viewModel.chooseWord(true)
        }
    }

    LetterKey {
        id: done

        x: parent.width - width
        width: Math.max(Theme.px(170), Math.round(parent.width * 0.13))
        height: parent.height
        visible: text !== ""
        primary: true
        size: 22
        active: row.doneActive
        text: row.doneText
        onPressed: row.donePressed()
    }
}
