import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// A card's number, typed where its code cannot be read.
PageFrame {
    id: page

    readonly property CardNumberViewModel viewModel: station.desk.page("card_number") as CardNumberViewModel
    readonly property real side: isPortrait ? Theme.px(48) : Theme.margin

    withMode: false
    withLanguage: !isPortrait
    sideMargin: side
    stripWithLanguage: isPortrait
    withStaffCard: false

    Rectangle {
        id: panel

        readonly property real inset: Theme.px(page.isPortrait ? 40 : 24)

        x: page.isPortrait ? 0 : page.width - width
        y: page.isPortrait ? page.bodyBottom - height : page.bodyTop
        width: page.isPortrait ? page.width : pad.implicitWidth + 2 * inset
        height: page.isPortrait ? pad.implicitHeight + Theme.px(64) : page.bodyHeight
        color: Theme.paperDim

        KeyPad {
            id: pad

            readonly property real highest: page.isPortrait ? implicitHeight : Math.max(implicitHeight, Theme.px(560))

            x: page.isPortrait ? page.side : panel.inset
            // At the foot, near the thumb: a band at the head covers no key.
            y: parent.height - height - Theme.px(page.isPortrait ? 32 : 12)
            width: parent.width - 2 * x
            height: Math.min(highest, parent.height - 2 * Theme.px(8))
            letters: page.viewModel.wantsLetters
            canTurn: page.viewModel.canTurn
            hasText: page.viewModel.hasText
            onKeyPressed: key => page.viewModel.press(key)
            onErasePressed: page.viewModel.erase()
            onClearPressed: page.viewModel.clear()
            onTurnPressed: page.viewModel.turn()
        }
    }

    Item {
        id: form

        x: page.side
        y: page.bodyTop + Theme.px(page.isPortrait ? 24 : 8)
        width: (page.isPortrait ? page.width - page.side : panel.x - Theme.px(32)) - x
        height: (page.isPortrait ? panel.y : page.bodyBottom) - y - Theme.px(page.isPortrait ? 32 : 20)

        Column {
            id: column

            width: parent.width
            spacing: Theme.px(page.isPortrait ? 22 : 18)

            Item {
                width: parent.width
                height: title.height

                FitText {
                    id: title

                    width: parent.width
                    // A band of the gate lies here, and nowhere else on the page.
                    visible: !page.station.gate.bandVisible
                    text: qsTr("Nhập số thẻ")
                    size: 42
                    weight: Font.ExtraBold
                    color: Theme.jade
                    maxHeight: Theme.sp(42) * 1.3
                }
            }

            Row {
                id: documents

                readonly property real cell: Math.floor((width - 2 * spacing) / 3)

                width: parent.width
                height: Math.max(Theme.px(84), Theme.target)
                spacing: Theme.gap

                KButton {
                    width: documents.cell
                    height: documents.height
                    icon: "insurance"
                    text: qsTr("Thẻ bảo hiểm y\u00a0tế")
                    size: 22
                    chosen: page.viewModel.document === "insurance"
                    onPressed: page.viewModel.choose("insurance")
                }

                KButton {
                    width: documents.cell
                    height: documents.height
                    icon: "citizen"
                    text: qsTr("CCCD, Căn\u00a0cước")
                    size: 22
                    chosen: page.viewModel.document === "citizen"
                    onPressed: page.viewModel.choose("citizen")
                }

                KButton {
                    width: documents.cell
                    height: documents.height
                    icon: "slip"
                    text: qsTr("Phiếu\u00a0QR")
                    size: 22
                    chosen: page.viewModel.document === "slip"
                    onPressed: page.viewModel.choose("slip")
                }
            }

            Item {
                width: 1
                height: Theme.px(page.isPortrait ? 12 : 4)
            }

            NumberCells {
                model: page.viewModel.cells
                room: parent.width
            }

            Row {
                width: parent.width
                // Two lines: what stands below does not move while one types.
                height: Theme.sp(26) * 1.4 * 2
                spacing: Theme.px(12)

                Icon {
                    id: sign

                    visible: page.viewModel.isWarning
                    name: "warning"
                    size: Theme.px(32)
                    colour: Theme.amberText
                }

                FitText {
                    width: parent.width - (sign.visible ? sign.width + parent.spacing : 0)
                    text: page.viewModel.sentence
                    size: 26
                    weight: page.viewModel.isWarning ? Font.Bold : Font.Medium
                    color: page.viewModel.isWarning ? Theme.amberText : Theme.ink
                    leading: 1.3
                    maxHeight: parent.height
                }
            }
        }

        CardSketch {
            y: Math.round((column.height + buttons.y - height) / 2)
            height: Theme.px(140)
            visible: height < buttons.y - column.height && page.viewModel.document !== "slip"
            isCitizen: page.viewModel.document === "citizen"
        }

        Row {
            id: buttons

            anchors.bottom: parent.bottom
            width: parent.width
            height: Math.max(Theme.px(92), Theme.primaryTarget)
            spacing: Theme.gap

            KButton {
                width: Math.floor((parent.width - parent.spacing) * 0.4)
                height: parent.height
                icon: "arrow-left"
                text: qsTr("Quay lại")
                onPressed: page.viewModel.leave()
            }

            KButton {
                width: parent.width - parent.spacing - Math.floor((parent.width - parent.spacing) * 0.4)
                height: parent.height
                primary: true
                active: page.viewModel.isWhole
                icon: "check"
                text: qsTr("Xong")
                onPressed: page.viewModel.enter()
            }
        }
    }
}
