import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// A question or a group of some, with its own large no.
Item {
    id: head

    required property var card
    required property DeclareViewModel viewModel

    readonly property real step: Theme.gap
    readonly property real cellHeight: Math.max(Theme.px(68), Theme.target)
    readonly property bool isUpright: Theme.isPortrait
    readonly property real denialWidth: isUpright ? Math.floor((width - step) / 2) : Theme.px(340)
    readonly property real yesWidth: card.yes === "" ? 0 : isUpright ? denialWidth : Theme.px(220)
    readonly property real answersWidth: (card.denial === "" ? 0 : denialWidth) + (card.yes === "" ? 0 : yesWidth + step)
    // Upright the answers stand below the words.
    readonly property real wordsWidth: isUpright ? width : width - Theme.px(10) - answersWidth

    implicitHeight: isUpright ? title.height + step + (answersWidth > 0 ? cellHeight : 0) : Math.max(title.height, answersWidth > 0 ? cellHeight : 0)

    Item {
        id: title

        y: head.isUpright ? 0 : Math.max(0, Math.round((head.height - height) / 2))
        width: head.wordsWidth
        height: Math.max(words.height, disc.height)

        QuestionNumber {
            id: disc

            x: Theme.px(12)
            anchors.verticalCenter: parent.verticalCenter
            number: head.card.number
        }

        FitText {
            id: words

            x: disc.visible ? disc.x + disc.width + Theme.px(12) : Theme.px(12)
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - x
            text: head.card.title
            size: 22
            weight: Font.DemiBold
            leading: 1.2
            maxHeight: Theme.sp(22) * 3.8
        }
    }

    Row {
        x: parent.width - width
        y: head.isUpright ? title.y + title.height + head.step : 0
        height: head.cellHeight
        spacing: head.step

        KButton {
            width: head.yesWidth
            height: parent.height
            visible: head.card.yes !== ""
            text: head.card.yes
            size: 22
            chosen: head.card.isYes
            onPressed: head.viewModel.answer(head.card.yesOf, "yes")
        }

        KButton {
            width: head.denialWidth
            height: parent.height
            visible: head.card.denial !== ""
            accent: Theme.jade
            icon: head.card.isDenied ? "check" : ""
            text: head.card.denial
            size: 22
            chosen: head.card.isDenied
            onPressed: head.viewModel.deny(head.card.key)
        }
    }
}
