import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// The keyboard of a page's field in use, across the foot of the page: what is typed stands above it
// and is never covered. It follows the page on top by itself: letters with Telex, a row of accents,
// chips, or the number pad, as the field's kind wants them. Physical keys go the same way.
Rectangle {
    id: board

    // Where the page goes on; shown in landscape, upright the page has a button of its own.
    signal done
    // The next field; Enter of a physical keyboard too.
    signal next
    // 123, where `turnsAway`.
    signal turnedAway

    required property KeyboardViewModel viewModel

    property string doneText
    property bool doneActive: true
    property string nextText: qsTr("Ô tiếp theo")
    // The page has a number pad of its own: 123 leads there.
    property bool turnsAway: false

    readonly property real step: Theme.px(8)
    readonly property real inset: Theme.px(20)
    readonly property real keyHeight: Math.max(Theme.px(Theme.isPortrait ? 88 : 71), Theme.target)
    readonly property real keyWidth: Math.floor((width - 2 * inset - 9 * step) / 10)
    readonly property int rowCount: viewModel.takesAccents && viewModel.hasLetters ? 6 : 4
    readonly property string shownDone: Theme.isPortrait ? "" : doneText

    implicitHeight: rowCount * keyHeight + (rowCount - 1) * step + Theme.px(10) + Theme.px(8)
    color: Theme.paperDim

    onVisibleChanged: hold.close()

    // Touches between the keys are none on the page.
    MouseArea {
        anchors.fill: parent
    }

    KeyTaker {
        focus: board.visible
        hasCursor: true
        onTyped: text => board.viewModel.press(text)
        onErased: board.viewModel.erase()
        onEntered: board.next()
        onMoved: step => board.viewModel.moveCursor(step)
    }

    Rectangle {
        width: parent.width
        height: Math.max(1, Theme.px(2))
        color: Theme.line
    }

    Column {
        id: keys

        x: board.inset
        y: Theme.px(10)
        width: parent.width - 2 * board.inset
        spacing: board.step
        visible: board.viewModel.hasLetters

        ChipRow {
            width: parent.width
            height: board.keyHeight
            visible: board.viewModel.takesAccents
            viewModel: board.viewModel
            step: board.step
            doneText: board.shownDone
            doneActive: board.doneActive
            onDonePressed: board.done()
        }

        AccentRow {
            anchors.horizontalCenter: parent.horizontalCenter
            visible: board.viewModel.takesAccents
            viewModel: board.viewModel
            spacing: board.step
            keyWidth: board.keyWidth
            keyHeight: board.keyHeight
        }

        LetterRows {
            id: letters

            width: parent.width
            viewModel: board.viewModel
            keyWidth: board.keyWidth
            keyHeight: board.keyHeight
            step: board.step
            nextText: board.nextText
            turnsAway: board.turnsAway
            onNextPressed: board.next()
            onTurnedAway: board.turnedAway()
            onHeld: (key, letter) => {
                hold.open(board.viewModel.lettersOf(letter, letters.isUpper));
                const above = key.mapToItem(board, 0, 0);
                hold.y = above.y - hold.height - Theme.px(2);
                hold.x = Math.max(board.step, Math.min(above.x + (key.width - hold.width) / 2, board.width - hold.width - board.step));
            }
            onSlid: where => hold.at = hold.find(where)
            onLifted: where => hold.lift(where)
        }
    }

    DigitKeys {
        x: board.inset
        y: Theme.px(12)
        width: parent.width - 2 * board.inset
        height: parent.height - y - Theme.px(10)
        visible: !board.viewModel.hasLetters
        viewModel: board.viewModel
        doneText: board.shownDone
        doneActive: board.doneActive
        nextText: board.nextText
        onNextPressed: board.next()
        onDonePressed: board.done()
    }

    // A touch anywhere else puts the letters of a held key away.
    MouseArea {
        anchors.fill: parent
        visible: hold.visible
        enabled: visible
        onPressed: hold.close()
    }

    HoldPanel {
        id: hold

        keyWidth: board.keyWidth
        keyHeight: board.keyHeight
        step: board.step
        onPicked: letter => {
            board.viewModel.pickLetter(letter);
            hold.close();
        }
    }
}
