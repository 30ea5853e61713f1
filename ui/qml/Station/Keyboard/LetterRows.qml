pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// Three rows of letters, or of digits and signs; the fourth has Telex, the space and the next field.
Column {
    id: rows

    signal nextPressed
    signal turnedAway
    // A key that has accents is held down, and the finger's way from there.
    signal held(Item key, string letter)
    signal slid(point where)
    signal lifted(point where)

    required property KeyboardViewModel viewModel
    required property real keyWidth
    required property real keyHeight
    required property real step

    property string nextText
    property bool turnsAway: false
    property bool hasSigns: false
    // Shift: one capital, or all of them after a second touch.
    property int shift: 0

    readonly property bool isUpper: shift > 0 || viewModel.beginsWord
    readonly property var lines: hasSigns ? ["1234567890", "-/.,:;()'="] : ["qwertyuiop", "asdfghjkl"]
    readonly property string third: hasSigns ? "+%@#&?°" : "zxcvbnm"

    function type(letter: string): void {
        viewModel.press(letter);
        if (shift === 1) {
            shift = 0;
        }
    }

    function cased(letter: string): string {
        return isUpper ? letter.toUpperCase() : letter;
    }

    spacing: step

    component Letter: LetterKey {
        id: letter

        required property string modelData

        width: rows.keyWidth
        height: rows.keyHeight
        text: rows.cased(modelData)
        label: modelData
        holds: rows.viewModel.takesAccents && "aeiouyd".includes(modelData)
        onPressed: rows.type(text)
        onHeld: rows.held(letter, modelData)
        onSlid: where => rows.slid(where)
        onLifted: where => rows.lifted(where)
    }

    Repeater {
        model: rows.lines

        Row {
            id: line

            required property string modelData

            anchors.horizontalCenter: parent?.horizontalCenter
            spacing: rows.step

            Repeater {
                model: line.modelData.split("")

                Letter {}
            }
        }
    }

    Item {
        id: thirdRow

        readonly property real side: Math.floor((width - 7 * rows.keyWidth - 8 * rows.step) / 2)

        width: rows.width
        height: rows.keyHeight

        LetterKey {
            width: parent.side
            height: rows.keyHeight
            isControl: true
            chosen: rows.viewModel.takesAccents && rows.shift > 0
            icon: rows.viewModel.takesAccents ? (rows.shift === 2 ? "caps" : "shift") : ""
            text: rows.viewModel.takesAccents ? "" : qsTr("Xóa hết")
            label: rows.viewModel.takesAccents ? qsTr("Chữ hoa") : text
            onPressed: {
                if (rows.viewModel.takesAccents) {
                    rows.shift = (rows.shift + 1) % 3;
                } else {
                    rows.viewModel.clear();
                }
            }
        }

        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: rows.step

            Repeater {
                model: rows.third.split("")

                Letter {}
            }
        }

        LetterKey {
            x: parent.width - width
            width: parent.side
            height: rows.keyHeight
            isControl: true
            icon: "backspace"
            label: qsTr("Xóa một ký tự")
            onPressed: rows.viewModel.erase()
        }
    }

    Row {
        id: foot

        readonly property bool isName: rows.viewModel.kind === "name"
        readonly property bool hasTelex: rows.viewModel.kind !== "code" && rows.viewModel.kind !== "link"
        readonly property real narrow: Math.floor(rows.width * 0.135)
        readonly property real broad: rows.nextText === "" ? 0 : Math.floor(rows.width * 0.235)
        readonly property real taken: narrow + rows.step + (hasTelex ? telex.width + rows.step : 0) + (isName ? 2 * (rows.keyWidth + rows.step) : 0) + (broad > 0 ? broad + rows.step : 0)

        spacing: rows.step

        LetterKey {
            width: foot.narrow
            height: rows.keyHeight
            isControl: true
            text: rows.hasSigns ? "ABC" : "123"
            onPressed: {
                if (rows.turnsAway && !rows.hasSigns) {
                    rows.turnedAway();
                } else {
                    rows.hasSigns = !rows.hasSigns;
                }
            }
        }

        LetterKey {
            id: telex

            width: Math.floor(rows.width * (foot.isName ? 0.12 : 0.154))
            height: rows.keyHeight
            visible: foot.hasTelex
            isControl: true
            primary: rows.viewModel.isTelex
            text: "Telex"
            onPressed: rows.viewModel.turnTelex()
        }

        Letter {
            modelData: "'"
            visible: foot.isName
            label: qsTr("Dấu nháy")
        }

        LetterKey {
            width: rows.width - foot.taken
            height: rows.keyHeight
            isControl: true
            text: qsTr("dấu cách")
            onPressed: rows.viewModel.press(" ")
        }

        Letter {
            modelData: "-"
            visible: foot.isName
            label: qsTr("Gạch nối")
        }

        LetterKey {
            width: foot.broad
            height: rows.keyHeight
            visible: rows.nextText !== ""
            isControl: true
            text: rows.nextText
            onPressed: rows.nextPressed()
        }
    }
}
