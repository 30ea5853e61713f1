import QtQuick
import Station.Controls
import Station.Theme

// The number pad beside the list and the search. Its keys stand at the same place on both: the first
// key leads from one to the other, and the finger goes on typing where it is.
Rectangle {
    id: panel

    signal keyPressed(key: string)
    signal erasePressed
    signal turnPressed
    signal declarePressed

    required property StaffFrame frame
    property bool hasText: false
    // On upright screens: whether what stands above the keys needs its row.
    property bool withRow: true
    // Where it begins, where it stands beside the page.
    property real begin: frame.bodyTop

    default property alias above: above.data

    readonly property real row: Math.max(Theme.px(72), Theme.target)
    // Of what the list shows over its whole width.
    readonly property real figuresHeight: Math.max(Theme.px(72), Theme.target + 2 * Theme.px(4))
    readonly property real inset: frame.isPortrait ? Theme.margin : Theme.px(24)

    x: frame.isPortrait ? 0 : frame.width - width
    y: frame.isPortrait ? frame.bodyBottom - height : begin
    width: frame.isPortrait ? frame.width : Math.max(Theme.px(404), 3 * Theme.target + 2 * Theme.gap + 2 * inset)
    height: frame.isPortrait ? keys.height + Theme.px(30) + declare.room + (withRow ? row + Theme.px(14) : 0) : frame.bodyBottom - y
    color: Theme.paperDim

    Item {
        id: above

        x: panel.inset
        y: Theme.px(16)
        width: parent.width - 2 * x
        height: keys.y - y - Theme.px(14)
    }

    KeyPad {
        id: keys

        x: panel.inset
        y: parent.height - height - Theme.px(14) - declare.room
        width: parent.width - 2 * x
        height: panel.frame.isPortrait ? 4 * panel.row + 3 * Theme.gap : panel.frame.bodyHeight - panel.figuresHeight - panel.row - Theme.px(44) - declare.room
        canTurn: true
        turnText: "ABC"
        quick: true
        hasText: panel.hasText
        onKeyPressed: key => panel.keyPressed(key)
        onErasePressed: panel.erasePressed()
        onTurnPressed: panel.turnPressed()
    }

    DeclareButton {
        id: declare

        x: panel.inset
        y: parent.height - height - Theme.px(14)
        width: parent.width - 2 * x
        frame: panel.frame
        onPressed: panel.declarePressed()
    }
}
