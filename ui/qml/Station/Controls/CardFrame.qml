import QtQuick
import Station.Theme

// A card that lies over a page: what it holds stands in one column, and the card is as high as that.
Rectangle {
    id: card

    default property alias content: column.data
    property alias spacing: column.spacing
    readonly property alias columnWidth: column.width

    implicitHeight: column.height + 2 * Theme.px(28)
    radius: Theme.previewRadius
    color: Theme.card
    border.width: Math.max(1, Theme.px(2))
    border.color: Theme.line

    // Touches on the card are not touches on what lies behind it.
    MouseArea {
        anchors.fill: parent
    }

    Column {
        id: column

        x: Theme.px(28)
        y: Theme.px(28)
        width: parent.width - 2 * x
    }
}
