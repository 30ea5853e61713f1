pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// Kiểm tra đầu ca: card, paper, clock and network, and what the last shift left.
StaffFrame {
    id: page

    readonly property ShiftCheckViewModel viewModel: station.desk.page("shift_check") as ShiftCheckViewModel
    readonly property real foot: Math.max(Theme.px(92), Theme.primaryTarget)

    title: qsTr("Kiểm tra đầu ca")

    Column {
        id: checks

        x: Theme.margin
        y: page.bodyTop + Theme.px(16)
        width: page.isPortrait ? page.width - 2 * x : panel.x - x - Theme.px(24)
        spacing: Theme.px(12)

        FitText {
            width: parent.width
            text: page.viewModel.sentence
            size: 26
            weight: Font.ExtraBold
            color: page.viewModel.isWell ? Theme.jade : Theme.amberText
            leading: 1.2
            maxHeight: Theme.sp(26) * 2.5
        }

        Repeater {
            model: page.viewModel.checks

            Rectangle {
                id: line

                required property var row

                width: checks.width
                height: Math.max(Theme.px(page.isPortrait && !Theme.largeText ? 112 : 96), words.height + Theme.px(16), confirm.visible ? confirm.height + Theme.px(16) : 0)
                radius: Theme.radius
                color: row.isWell ? Theme.card : Theme.wait
                border.width: Math.max(1, Theme.px(2))
                border.color: Theme.line

                Icon {
                    id: sign

                    x: Theme.px(20)
                    anchors.verticalCenter: parent.verticalCenter
                    name: line.row.icon
                    size: Theme.px(36)
                    colour: line.row.isWell ? Theme.well : Theme.amberText
                }

                Column {
                    id: words

                    x: sign.x + sign.width + Theme.px(18)
                    anchors.verticalCenter: parent.verticalCenter
                    width: (confirm.visible ? confirm.x : state.x) - x - Theme.px(12)

                    KText {
                        width: parent.width
                        text: line.row.title
                        size: 22
                        weight: Font.Bold
                        leading: 1.2
                    }

                    KText {
                        width: parent.width
                        text: line.row.text
                        size: 18
                        color: line.row.isWell ? Theme.inkSoft : Theme.waitText
                        leading: 1.2
                    }
                }

                Icon {
                    id: state

                    x: parent.width - width - Theme.px(20)
                    anchors.verticalCenter: parent.verticalCenter
                    visible: !confirm.visible
                    name: line.row.isWell ? "done" : "warning"
                    size: Theme.px(34)
                    colour: line.row.isWell ? Theme.well : Theme.amberText
                }

                KButton {
                    id: confirm

                    x: parent.width - width - Theme.px(12)
                    anchors.verticalCenter: parent.verticalCenter
                    visible: text !== ""
                    text: line.row.button
                    size: 20
                    onPressed: page.viewModel.confirm(line.row.key)
                }
            }
        }
    }

    Rectangle {
        id: panel

        x: page.isPortrait ? 0 : page.width - Math.round(page.width * 0.4)
        y: page.isPortrait ? checks.y + checks.height + Theme.px(24) : page.bodyTop
        width: page.width - x
        height: page.bodyBottom - y
        color: Theme.paperDim

        Column {
            x: Theme.px(24)
            y: Theme.px(18)
            width: parent.width - 2 * x
            spacing: Theme.px(10)

            KText {
                width: parent.width
                text: page.viewModel.casesText
                size: 22
                weight: Font.Bold
                leading: 1.25
            }

            Repeater {
                model: page.viewModel.cases

                KText {
                    required property int index
                    required property var row

                    width: parent?.width ?? 0
                    // The list has them all; here stand as many as leave the buttons free.
                    visible: (index + 1) * (height + Theme.px(10)) < acts.y - Theme.px(18) - Theme.sp(22) * 2.6
                    text: row.text
                    size: 20
                    leading: 1.25
                    wrapMode: Text.NoWrap
                    elide: Text.ElideRight
                }
            }
        }

        Column {
            id: acts

            x: Theme.px(24)
            y: parent.height - height - Theme.px(16)
            width: parent.width - 2 * x
            spacing: Theme.gap

            KText {
                width: parent.width
                visible: text !== ""
                text: page.viewModel.handOverText
                size: 20
                weight: Font.Bold
                leading: 1.2
            }

            Row {
                id: first

                readonly property bool areBoth: page.viewModel.hasCases && page.viewModel.staysText !== ""

                width: parent.width
                visible: page.viewModel.hasCases || page.viewModel.staysText !== ""
                spacing: Theme.gap

                KButton {
                    width: first.areBoth ? Math.floor((first.width - first.spacing) / 2) : first.width
                    height: Math.max(Theme.px(76), Theme.target)
                    visible: page.viewModel.hasCases
                    icon: "bell"
                    text: qsTr("Mở Cần hỗ trợ")
                    size: first.areBoth ? 20 : 22
                    onPressed: page.viewModel.openCases()
                }

                KButton {
                    width: first.areBoth ? Math.floor((first.width - first.spacing) / 2) : first.width
                    height: Math.max(Theme.px(76), Theme.target)
                    visible: page.viewModel.staysText !== ""
                    icon: page.viewModel.isStaysDue ? "warning" : "people"
                    text: page.viewModel.staysText
                    size: first.areBoth ? 20 : 22
                    onPressed: page.viewModel.openStays()
                }
            }

            Grid {
                id: office

                readonly property real cell: Math.floor((width - spacing) / 2)
                readonly property real low: Math.max(Theme.px(64), Theme.target)

                width: parent.width
                columns: 2
                spacing: Theme.gap
                visible: page.viewModel.hasRules

                KButton {
                    width: office.cell
                    height: office.low
                    text: qsTr("Quy định tại điểm này")
                    size: 20
                    onPressed: page.viewModel.openRules()
                }

                KButton {
                    width: office.cell
                    height: office.low
                    text: qsTr("Tài khoản, nhật ký")
                    size: 20
                    onPressed: page.viewModel.openAccounts()
                }

                KButton {
                    width: office.cell
                    height: office.low
                    icon: "printer"
                    text: qsTr("Máy in")
                    size: 20
                    onPressed: page.viewModel.openPrinter()
                }

                KButton {
                    width: office.cell
                    height: office.low
                    text: qsTr("Đăng ký điểm kiểm dịch")
                    size: 20
                    onPressed: page.viewModel.openVenue()
                }
            }

            Row {
                id: papers

                width: parent.width
                spacing: Theme.gap

                KButton {
                    width: Math.floor((papers.width - papers.spacing) / 2)
                    height: Math.max(Theme.px(76), Theme.target)
                    enabled: page.viewModel.canHandOver
                    icon: "printer"
                    text: qsTr("In bàn giao ca")
                    size: 20
                    onPressed: page.viewModel.handOver()
                }

                KButton {
                    width: Math.floor((papers.width - papers.spacing) / 2)
                    height: Math.max(Theme.px(76), Theme.target)
                    text: page.viewModel.requestsText
                    size: 20
                    onPressed: page.viewModel.openRequests()
                }
            }

            Row {
                width: parent.width
                spacing: Theme.gap

                KButton {
                    id: end

                    width: Math.round((parent.width - parent.spacing) * 0.4)
                    height: page.foot
                    text: qsTr("Hết ca")
                    label: qsTr("Hết ca, đăng xuất")
                    size: 22
                    onPressed: page.viewModel.signOut()
                }

                KButton {
                    width: parent.width - end.width - parent.spacing
                    height: page.foot
                    primary: true
                    icon: "check"
                    text: qsTr("Vào ca")
                    onPressed: page.viewModel.begin()
                }
            }
        }
    }
}
