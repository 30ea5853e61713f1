import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// The number pad in the place of the letters, and the two ways on beside it.
Item {
    id: digits

    signal nextPressed
    signal donePressed

    required property KeyboardViewModel viewModel

    property string doneText
    property bool doneActive: true
    property string nextText

    readonly property bool hasSide: doneText !== "" || nextText !== ""
    readonly property real side: Math.round(width * 0.3)
    readonly property real room: hasSide ? width - side - Theme.gap : width

    KeyPad {
        id: pad

        x: digits.hasSide ? 0 : Math.round((digits.width - width) / 2)
        width: Math.min(digits.room, Math.max(implicitWidth, Theme.px(860)))
        height: parent.height
        quick: true
        canTurn: digits.viewModel.kind === "phone" && !digits.viewModel.hasText
        turnText: "+"
        hasText: digits.viewModel.hasText
        onKeyPressed: key => digits.viewModel.press(key)
        onErasePressed: digits.viewModel.erase()
        onClearPressed: digits.viewModel.clear()
        onTurnPressed: digits.viewModel.press("+")
    }

    Column {
        x: parent.width - width
        width: digits.side
        spacing: Theme.gap

        KButton {
            width: parent.width
            height: Math.max(Theme.target, pad.keyHeight)
            visible: digits.doneText !== ""
            primary: true
            active: digits.doneActive
            size: 24
            text: digits.doneText
            onPressed: digits.donePressed()
        }

        KButton {
            width: parent.width
            height: Math.max(Theme.target, pad.keyHeight)
            visible: digits.nextText !== ""
            size: 22
            text: digits.nextText
            onPressed: digits.nextPressed()
        }
    }
}
