import QtQuick
import Station.Controls
import Station.Theme

// One question of a group, answered by yes or no.
Rectangle {
    id: box

    signal answered(string linkId, string key)

    required property var cell
    // The highest words of its row: all cells are as high.
    property real lines: wordsHeight

    readonly property real wordsHeight: words.implicitHeight
    readonly property real inset: Theme.px(10)
    readonly property real buttonHeight: Math.max(Theme.px(64), Theme.target)

    implicitHeight: Math.max(lines, Theme.px(40)) + buttonHeight + 3 * inset
    radius: Theme.px(16)
    color: Theme.card
    border.width: Math.max(1, Theme.px(2))
    border.color: Theme.line

    QuestionNumber {
        id: number

        x: Theme.px(14)
        y: box.inset
        number: box.cell.number
    }

    FitText {
        id: words

        x: number.visible ? number.x + number.width + Theme.px(12) : Theme.px(14)
        y: box.inset
        width: parent.width - x - Theme.px(12)
        text: box.cell.text
        size: 20
        weight: Font.DemiBold
        leading: 1.2
        maxHeight: Theme.sp(20) * 3.8
    }

    Row {
        x: box.inset
        y: parent.height - height - box.inset
        width: parent.width - 2 * x
        height: box.buttonHeight
        spacing: Theme.gap

        KButton {
            width: Math.floor((parent.width - parent.spacing) / 2)
            height: parent.height
            text: box.cell.yes
            size: 22
            chosen: box.cell.value === "yes"
            onPressed: box.answered(box.cell.linkId, "yes")
        }

        KButton {
            width: Math.floor((parent.width - parent.spacing) / 2)
            height: parent.height
            text: box.cell.no
            size: 22
            chosen: box.cell.value === "no"
            onPressed: box.answered(box.cell.linkId, "no")
        }
    }
}
