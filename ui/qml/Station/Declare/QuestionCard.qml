pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// A question or a group of some, with its own large no; below it what there is to choose or to type.
Rectangle {
    id: card

    required property var row
    required property DeclareViewModel viewModel

    readonly property real inset: Theme.px(10)
    readonly property real step: Theme.gap
    readonly property real cellHeight: Math.max(Theme.px(68), Theme.target)
    readonly property bool isUpright: Theme.isPortrait
    readonly property real denialWidth: isUpright ? Math.floor((width - 2 * inset - step) / 2) : Theme.px(340)
    readonly property real yesWidth: row.yes === "" ? 0 : isUpright ? denialWidth : Theme.px(220)
    readonly property real answersWidth: (row.denial === "" ? 0 : denialWidth) + (row.yes === "" ? 0 : yesWidth + step)
    // Upright the answers stand below the words.
    readonly property real wordsWidth: isUpright ? width - 2 * inset : width - 3 * inset - answersWidth
    readonly property real headHeight: isUpright ? title.height + step + (answersWidth > 0 ? cellHeight : 0) : Math.max(title.height, answersWidth > 0 ? cellHeight : 0)

    implicitHeight: headHeight + 2 * inset + (below.height > 0 ? below.height + step : 0)
    radius: Theme.radius
    color: Theme.card
    border.width: Math.max(1, Theme.px(2))
    border.color: Theme.line

    Item {
        id: title

        x: card.inset
        y: card.inset + (card.isUpright ? 0 : Math.max(0, Math.round((card.headHeight - height) / 2)))
        width: card.wordsWidth
        height: Math.max(words.height, disc.height)

        QuestionNumber {
            id: disc

            x: Theme.px(12)
            anchors.verticalCenter: parent.verticalCenter
            number: card.row.number
        }

        FitText {
            id: words

            x: disc.visible ? disc.x + disc.width + Theme.px(12) : Theme.px(12)
            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - x
            text: card.row.title
            size: 22
            weight: Font.DemiBold
            leading: 1.2
            maxHeight: Theme.sp(22) * 3.8
        }
    }

    Row {
        x: parent.width - width - card.inset
        y: card.isUpright ? title.y + title.height + card.step : card.inset
        height: card.cellHeight
        spacing: card.step

        KButton {
            width: card.yesWidth
            height: parent.height
            visible: card.row.yes !== ""
            text: card.row.yes
            size: 22
            chosen: card.row.isYes
            onPressed: card.viewModel.answer(card.row.yesOf, "yes")
        }

        KButton {
            width: card.denialWidth
            height: parent.height
            visible: card.row.denial !== ""
            accent: Theme.jade
            icon: card.row.isDenied ? "check" : ""
            text: card.row.denial
            size: 22
            chosen: card.row.isDenied
            onPressed: card.viewModel.deny(card.row.key)
        }
    }

    Column {
        id: below

        x: card.inset
        y: card.inset + card.headHeight + card.step
        width: parent.width - 2 * x
        spacing: card.step

        Repeater {
            model: card.row.parts

            Loader {
                id: part

                required property var modelData

                width: below.width
                sourceComponent: modelData.kind === "options" ? options : modelData.kind === "cells" ? cells : modelData.kind === "words" ? sentence : typed

                Component {
                    id: options

                    Column {
                        spacing: Theme.px(6)

                        FitText {
                            width: part.width
                            visible: text !== ""
                            text: part.modelData.text
                            size: 20
                            weight: Font.DemiBold
                            leading: 1.2
                            maxHeight: Theme.sp(20) * 2.5
                        }

                        Grid {
                            id: grid

                            readonly property int count: part.modelData.options.length
                            readonly property real cell: Math.floor((part.width - (columns - 1) * columnSpacing) / columns)

                            columns: card.isUpright ? Math.min(3, count) : Math.min(6, count)
                            columnSpacing: Theme.gap
                            rowSpacing: Theme.gap

                            Repeater {
                                model: part.modelData.options

                                KButton {
                                    required property var modelData

                                    width: grid.cell
                                    height: card.cellHeight
                                    text: modelData.text
                                    size: 22
                                    chosen: modelData.isChosen
                                    onPressed: card.viewModel.touchOption(part.modelData.linkId, modelData.index)
                                }
                            }
                        }
                    }
                }

                Component {
                    id: cells

                    Grid {
                        id: board

                        property real lines: Theme.sp(20) * 1.3
                        readonly property int count: part.modelData.cells.length
                        readonly property real cell: Math.floor((part.width - (columns - 1) * columnSpacing) / columns)

                        columns: card.isUpright ? 1 : Math.min(3, count)
                        columnSpacing: Theme.gap
                        rowSpacing: Theme.gap

                        Repeater {
                            model: part.modelData.cells

                            QuestionCell {
                                width: board.cell
                                lines: card.isUpright ? wordsHeight : board.lines
                                onWordsHeightChanged: board.lines = Math.max(board.lines, wordsHeight)
                                onAnswered: (linkId, key) => card.viewModel.answer(linkId, key)
                            }
                        }
                    }
                }

                Component {
                    id: typed

                    Item {
                        implicitHeight: card.cellHeight

                        FitText {
                            anchors.verticalCenter: parent.verticalCenter
                            x: Theme.px(12)
                            width: Math.floor(parent.width * 0.4) - 2 * x
                            text: part.modelData.text
                            size: 20
                            weight: Font.DemiBold
                            leading: 1.2
                            maxHeight: parent.height
                        }

                        TextBox {
                            x: Math.floor(parent.width * 0.4)
                            width: parent.width - x
                            height: parent.height
                            label: part.modelData.text
                            text: part.modelData.value
                            hint: part.modelData.kind === "list" ? qsTr("Chọn trong danh sách") : qsTr("Chưa nhập")
                            icon: part.modelData.kind === "list" ? "chevron-right" : "pencil"
                            size: 22
                            onPressed: card.viewModel.open(part.modelData.linkId)
                        }
                    }
                }

                Component {
                    id: sentence

                    FitText {
                        width: part.width
                        text: part.modelData.text
                        size: 20
                        leading: 1.25
                        maxHeight: Theme.sp(20) * 8
                    }
                }
            }
        }
    }
}
