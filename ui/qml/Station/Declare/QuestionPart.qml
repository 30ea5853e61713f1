pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// What there is to choose or to type below a card's head. An answer changes what stands there and
// makes nothing anew: what is counted is counted by a number, and looked up by its place.
Loader {
    id: whole

    required property var part
    required property DeclareViewModel viewModel

    readonly property bool isUpright: Theme.isPortrait
    readonly property real cellHeight: Math.max(Theme.px(68), Theme.target)

    sourceComponent: part.kind === "options" ? options : part.kind === "cells" ? cells : part.kind === "words" ? sentence : typed

    Component {
        id: options

        Column {
            spacing: Theme.px(6)

            FitText {
                width: whole.width
                visible: text !== ""
                text: whole.part.text
                size: 20
                weight: Font.DemiBold
                leading: 1.2
                maxHeight: Theme.sp(20) * 2.5
            }

            Grid {
                id: grid

                readonly property int count: whole.part.options.length
                readonly property real cell: Math.floor((whole.width - (columns - 1) * columnSpacing) / columns)

                columns: whole.isUpright ? Math.min(3, count) : Math.min(6, count)
                columnSpacing: Theme.gap
                rowSpacing: Theme.gap

                Repeater {
                    model: grid.count

                    KButton {
                        required property int index
                        readonly property var option: whole.part.options[index]

                        width: grid.cell
                        height: whole.cellHeight
                        text: option.text
                        size: 22
                        chosen: option.isChosen
                        onPressed: whole.viewModel.touchOption(whole.part.linkId, option.index)
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
            readonly property real cell: Math.floor((whole.width - (columns - 1) * columnSpacing) / columns)

            columns: whole.isUpright ? 1 : whole.part.columns
            columnSpacing: Theme.gap
            rowSpacing: Theme.gap

            Repeater {
                model: whole.part.cells.length

                QuestionCell {
                    required property int index

                    cell: whole.part.cells[index]
                    width: board.cell
                    lines: whole.isUpright ? wordsHeight : board.lines
                    onWordsHeightChanged: board.lines = Math.max(board.lines, wordsHeight)
                    onAnswered: (linkId, key) => whole.viewModel.answer(linkId, key)
                }
            }
        }
    }

    Component {
        id: typed

        Item {
            implicitHeight: whole.cellHeight

            FitText {
                anchors.verticalCenter: parent.verticalCenter
                x: Theme.px(12)
                width: Math.floor(parent.width * 0.4) - 2 * x
                text: whole.part.text
                size: 20
                weight: Font.DemiBold
                leading: 1.2
                maxHeight: parent.height
            }

            TextBox {
                x: Math.floor(parent.width * 0.4)
                width: parent.width - x
                height: parent.height
                label: whole.part.text
                text: whole.part.value
                hint: whole.part.kind === "list" ? qsTr("Chọn trong danh sách") : qsTr("Chưa nhập")
                icon: whole.part.kind === "list" ? "chevron-right" : "pencil"
                size: 22
                onPressed: whole.viewModel.open(whole.part.linkId)
            }
        }
    }

    Component {
        id: sentence

        FitText {
            width: whole.width
            text: whole.part.text
            size: 20
            leading: 1.25
            maxHeight: Theme.sp(20) * 8
        }
    }
}
