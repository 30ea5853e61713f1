import QtQuick
import Station.Controls
import Station.Theme

// A field with one touch in its right end that answers in its place: Không có.
TextBox {
    id: field

    signal sidePressed

    property string side

    inset: side === "" ? 0 : cell.width

    Item {
        id: cell

        anchors.right: parent.right
        width: Math.max(Theme.target, Math.min(words.implicitWidth + Theme.px(40), field.width * 0.45))
        height: parent.height
        visible: field.side !== ""

        Accessible.role: Accessible.Button
        Accessible.name: field.side
        Accessible.onPressAction: field.sidePressed()

        Rectangle {
            y: field.border.width
            width: Math.max(1, Theme.px(2))
            height: parent.height - 2 * y
            color: Theme.edge
        }

        FitText {
            id: words

            anchors.centerIn: parent
            width: Math.min(implicitWidth + 1, parent.width - Theme.px(20))
            text: field.side
            size: 20
            weight: Font.Bold
            color: Theme.jade
            leading: 1.15
            horizontalAlignment: Text.AlignHCenter
            maxHeight: parent.height - Theme.px(8)
        }

        TapArea {
            onTapped: field.sidePressed()
        }
    }
}
