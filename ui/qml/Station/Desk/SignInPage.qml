pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// Staff choose their name and type six digits, which submit themselves.
StaffFrame {
    id: page

    readonly property SignInViewModel viewModel: station.desk.page("sign_in") as SignInViewModel
    readonly property bool isLocked: viewModel.lockTitle !== ""

    title: qsTr("Dành cho nhân viên")
    withEvacuation: true
    onEvacuationHeld: viewModel.printEvacuation()

    Component.onCompleted: forceActiveFocus()
    Keys.onPressed: event => panel.take(event)

    DigitPanel {
        id: panel

        x: page.isPortrait ? 0 : page.width - width
        y: page.isPortrait ? page.bodyBottom - height : page.bodyTop
        width: page.isPortrait ? page.width : implicitWidth
        height: page.isPortrait ? implicitHeight : page.bodyHeight
        hasText: page.viewModel.hasText
        active: page.viewModel.takesDigits
        onDigitPressed: digit => page.viewModel.press(digit)
        onErasePressed: page.viewModel.erase()
        onClearPressed: page.viewModel.clear()
    }

    Item {
        id: form

        x: Theme.margin
        y: page.bodyTop + Theme.px(page.isPortrait ? 32 : 16)
        width: (page.isPortrait ? page.width - Theme.margin : panel.x - Theme.px(32)) - x
        height: (page.isPortrait ? panel.y : page.bodyBottom) - y - Theme.px(16)

        FitText {
            id: headline

            width: parent.width
            text: page.viewModel.title
            size: 42
            weight: Font.ExtraBold
            color: Theme.jade
            maxHeight: Theme.sp(42) * 1.3
        }

        Grid {
            id: tiles

            readonly property real cell: Math.floor((width - columnSpacing) / 2)
            readonly property real room: entry.y - y - Theme.px(page.isPortrait ? 28 : 14)
            readonly property real cellHeight: Math.min(Theme.px(page.isPortrait ? 128 : 96), Math.floor((room - 2 * rowSpacing) / 3))

            y: headline.height + Theme.px(page.isPortrait ? 28 : 8)
            width: parent.width
            columns: 2
            columnSpacing: Theme.gap
            rowSpacing: Theme.gap

            Repeater {
                model: page.viewModel.tiles

                StaffTile {
                    required property var modelData

                    width: tiles.cell
                    height: tiles.cellHeight
                    name: modelData.name
                    initials: modelData.initials
                    note: modelData.note
                    chosen: modelData.isChosen
                    locked: modelData.isLocked
                    onPressed: page.viewModel.choose(modelData.accountId)
                }
            }

            KButton {
                width: tiles.cell
                height: tiles.cellHeight
                visible: page.viewModel.hasMore
                icon: "people"
                text: qsTr("Người khác")
                onPressed: page.viewModel.turn()
            }

            Item {
                width: tiles.cell
                height: tiles.cellHeight
                visible: !page.viewModel.hasMore

                FitText {
                    x: Theme.px(4)
                    anchors.verticalCenter: parent.verticalCenter
                    width: parent.width - x
                    text: qsTr("Quên mã PIN? Người quản trị đặt lại được.")
                    size: 20
                    color: Theme.inkSoft
                    maxHeight: parent.height
                }
            }
        }

        Item {
            id: entry

            y: gateNote.y - height - Theme.px(16)
            width: parent.width
            height: Theme.sp(20) * 1.4 + Theme.px(90)

            KText {
                id: label

                width: parent.width
                visible: !page.isLocked
                text: page.viewModel.label
                size: 20
                weight: Font.Bold
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
            }

            NumberCells {
                id: cells

                y: Theme.sp(20) * 1.4 + Theme.px(4)
                visible: !page.isLocked
                model: page.viewModel.cells
                room: Math.min(Theme.px(470), parent.width * 0.64)
            }

            FitText {
                x: cells.width + Theme.px(28)
                y: cells.y
                width: parent.width - x
                height: cells.height
                visible: !page.isLocked
                text: page.viewModel.note
                size: 20
                weight: page.viewModel.isWarning ? Font.Bold : Font.Medium
                color: page.viewModel.isWarning ? Theme.amberText : Theme.inkSoft
                leading: 1.2
                maxHeight: cells.height
            }

            Rectangle {
                id: lockBox

                anchors.fill: parent
                visible: page.isLocked
                radius: Theme.radius
                color: Theme.wait

                Icon {
                    id: lockSign

                    x: Theme.px(24)
                    anchors.verticalCenter: parent.verticalCenter
                    name: "lock"
                    size: Theme.px(44)
                    colour: Theme.waitText
                }

                Column {
                    anchors.verticalCenter: parent.verticalCenter
                    x: lockSign.x + lockSign.width + Theme.px(24)
                    width: recover.x - x - Theme.px(16)

                    FitText {
                        width: parent.width
                        text: page.viewModel.lockTitle
                        size: 26
                        weight: Font.ExtraBold
                        color: Theme.waitText
                        leading: 1.15
                        maxHeight: lockBox.height * 0.52
                    }

                    FitText {
                        width: parent.width
                        text: page.viewModel.lockText
                        size: 20
                        color: Theme.waitText
                        leading: 1.15
                        maxHeight: lockBox.height * 0.4
                    }
                }

                KButton {
                    id: recover

                    x: parent.width - width - Theme.px(16)
                    anchors.verticalCenter: parent.verticalCenter
                    width: Theme.sp(170)
                    height: Math.max(Theme.px(72), Theme.target)
                    text: qsTr("Dùng mã khôi phục")
                    size: 20
                    onPressed: page.viewModel.recover()
                }
            }
        }

        Row {
            id: gateNote

            y: parent.height - height
            width: parent.width
            spacing: Theme.px(14)

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: page.viewModel.paper === "" ? "camera" : "printer"
                size: Theme.px(24)
                colour: gateWords.color
            }

            FitText {
                id: gateWords

                width: parent.width - Theme.px(38)
                text: page.viewModel.paper === "" ? qsTr("Cổng vẫn ghi nhận người đến, đi trong lúc này.") : page.viewModel.paper
                size: 20
                weight: page.viewModel.paper === "" ? Font.Medium : Font.Bold
                color: page.viewModel.isPaperWarning ? Theme.amberText : Theme.inkSoft
                leading: 1.2
                maxHeight: Theme.sp(20) * 1.3
            }
        }
    }
}
