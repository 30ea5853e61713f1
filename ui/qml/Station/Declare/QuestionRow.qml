pragma ComponentBehavior: Bound

import QtQuick
import Station.Models
import Station.Theme

// A piece of a card of the form: its head, or one part of what stands below. A card is drawn in
// pieces because the list makes those on show alone.
Item {
    id: piece

    required property var row
    required property DeclareViewModel viewModel

    readonly property bool isHead: row.kind === "head"
    readonly property bool isLast: row.isLast
    readonly property real inset: Theme.px(10)
    readonly property real between: Theme.px(10)

    implicitHeight: Math.ceil((isHead ? inset : Theme.gap) + content.height + (isLast ? inset + between : 0))
    clip: true

    // It goes on above a part and below a piece that is not the last.
    Rectangle {
        y: piece.isHead ? 0 : -radius
        width: parent.width
        height: parent.height - y + (piece.isLast ? -piece.between : radius)
        radius: Theme.radius
        color: Theme.card
        border.width: Math.max(1, Theme.px(2))
        border.color: Theme.line
    }

    Loader {
        id: content

        x: piece.inset
        y: piece.isHead ? piece.inset : Theme.gap
        width: parent.width - 2 * x
        sourceComponent: piece.isHead ? head : part
    }

    Component {
        id: head

        QuestionHead {
            card: piece.row.card
            viewModel: piece.viewModel
        }
    }

    Component {
        id: part

        QuestionPart {
            part: piece.row.part
            viewModel: piece.viewModel
        }
    }
}
