pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// Lists and summaries as files, and who is inside on paper.
StaffFrame {
    id: page

    readonly property ReportsViewModel viewModel: station.desk.page("reports") as ReportsViewModel
    readonly property real cellHeight: Math.max(Theme.px(76), Theme.target)

    title: viewModel.isTrail ? qsTr("Xuất nhật ký") : qsTr("Báo cáo")

    component Choice: Row {
        id: choice

        default property alias choices: choice.data
        property int count: 2
        readonly property real cell: Math.floor((width - (count - 1) * spacing) / count)

        height: page.cellHeight
        spacing: Theme.gap
    }

    Item {
        id: area

        x: page.isPortrait ? Theme.px(48) : Theme.margin
        y: page.bodyTop + Theme.px(page.isPortrait ? 40 : 20)
        width: page.width - 2 * x
        height: page.bodyBottom - y - Theme.px(page.isPortrait ? 32 : 20)

        Grid {
            id: form

            readonly property real cell: page.isPortrait ? width : Math.floor((width - columnSpacing) / 2)

            width: parent.width
            visible: page.viewModel.isChoosing
            columns: page.isPortrait ? 1 : 2
            columnSpacing: Theme.px(32)
            rowSpacing: Theme.px(28)

            Column {
                width: form.cell
                spacing: Math.max(Theme.gap, Theme.px(page.isPortrait ? 22 : 14))

                KText {
                    width: parent.width
                    text: qsTr("Ngày hay tháng")
                    size: 22
                    color: Theme.inkSoft
                }

                Choice {
                    id: spans

                    width: parent.width

                    KButton {
                        width: spans.cell
                        height: spans.height
                        text: qsTr("Một ngày")
                        size: 24
                        chosen: !page.viewModel.isMonth
                        onPressed: page.viewModel.chooseSpan(false)
                    }

                    KButton {
                        width: spans.cell
                        height: spans.height
                        text: qsTr("Một tháng")
                        size: 24
                        chosen: page.viewModel.isMonth
                        onPressed: page.viewModel.chooseSpan(true)
                    }
                }

                Row {
                    id: days

                    width: parent.width
                    height: page.cellHeight
                    spacing: Theme.gap

                    KButton {
                        width: height
                        height: days.height
                        icon: "arrow-left"
                        label: page.viewModel.isMonth ? qsTr("Tháng trước") : qsTr("Ngày trước")
                        active: page.viewModel.canEarlier
                        opacity: active ? 1 : 0.35
                        onPressed: page.viewModel.move(-1)
                    }

                    FitText {
                        width: days.width - 2 * (days.height + days.spacing)
                        height: days.height
                        text: page.viewModel.dayText
                        size: 26
                        weight: Font.Bold
                        horizontalAlignment: Text.AlignHCenter
                        maxHeight: days.height
                    }

                    KButton {
                        width: height
                        height: days.height
                        icon: "arrow-right"
                        label: page.viewModel.isMonth ? qsTr("Tháng sau") : qsTr("Ngày sau")
                        active: page.viewModel.canLater
                        opacity: active ? 1 : 0.35
                        onPressed: page.viewModel.move(1)
                    }
                }

                Choice {
                    id: kinds

                    width: parent.width
                    visible: !page.viewModel.isTrail

                    KButton {
                        width: kinds.cell
                        height: kinds.height
                        icon: "people"
                        text: qsTr("Danh sách họ\u00a0tên")
                        size: 22
                        chosen: page.viewModel.isList
                        onPressed: page.viewModel.chooseList(true)
                    }

                    KButton {
                        width: kinds.cell
                        height: kinds.height
                        icon: "form"
                        text: qsTr("Số liệu tổng hợp")
                        size: 22
                        chosen: !page.viewModel.isList
                        onPressed: page.viewModel.chooseList(false)
                    }
                }

                KText {
                    width: parent.width
                    text: qsTr("Giấy khổ A4, ghi thành tệp PDF")
                    size: 22
                    color: Theme.inkSoft
                }

                Choice {
                    id: papers

                    width: parent.width
                    count: 4

                    KButton {
                        width: papers.cell
                        height: papers.height
                        active: page.viewModel.canWrite
                        opacity: active ? 1 : 0.35
                        text: qsTr("Tờ hướng\u00a0dẫn")
                        size: 20
                        onPressed: page.viewModel.writePoster()
                    }

                    KButton {
                        width: papers.cell
                        height: papers.height
                        active: page.viewModel.canWrite
                        opacity: active ? 1 : 0.35
                        text: qsTr("Sổ giấy trống")
                        size: 20
                        onPressed: page.viewModel.writePaperBook()
                    }

                    KButton {
                        width: papers.cell
                        height: papers.height
                        active: page.viewModel.canWrite
                        opacity: active ? 1 : 0.35
                        text: qsTr("Thẻ đã\u00a0cấp")
                        size: 20
                        onPressed: page.viewModel.writeCards()
                    }

                    KButton {
                        width: papers.cell
                        height: papers.height
                        active: page.viewModel.canWrite
                        opacity: active ? 1 : 0.35
                        text: qsTr("Danh sách sơ\u00a0tán")
                        size: 20
                        onPressed: page.viewModel.writeEvacuation()
                    }
                }
            }

            Column {
                width: form.cell
                spacing: Math.max(Theme.gap, Theme.px(page.isPortrait ? 22 : 14))

                KText {
                    width: parent.width
                    text: qsTr("Loại tệp và nơi ghi")
                    size: 22
                    color: Theme.inkSoft
                }

                Choice {
                    id: forms

                    width: parent.width
                    count: 3

                    Repeater {
                        model: ["xlsx", "csv", "pdf"]

                        KButton {
                            required property string modelData

                            width: forms.cell
                            height: forms.height
                            text: modelData.toUpperCase()
                            size: 24
                            chosen: page.viewModel.form === modelData
                            onPressed: page.viewModel.chooseForm(modelData)
                        }
                    }
                }

                FitText {
                    width: parent.width
                    visible: page.viewModel.targets.length === 0
                    text: qsTr("Cắm USB vào máy rồi chờ vài giây.")
                    size: 24
                    weight: Font.Bold
                    color: Theme.amberText
                    maxHeight: page.cellHeight
                }

                Repeater {
                    model: page.viewModel.targets

                    KButton {
                        id: target

                        required property int index
                        required property var modelData

                        width: form.cell
                        height: page.cellHeight
                        icon: "disk"
                        text: modelData.isStick ? qsTr("USB %1").arg(modelData.name) : qsTr("Thư mục %1").arg(modelData.name)
                        size: 22
                        chosen: modelData.isChosen
                        onPressed: page.viewModel.chooseTarget(target.index)
                    }
                }
            }
        }

        Column {
            id: told

            readonly property real room: buttons.y - Theme.px(20)

            y: Math.max(0, Math.round((room - height) / 2))
            width: parent.width
            visible: !page.viewModel.isChoosing
            spacing: Theme.px(28)

            FitText {
                width: parent.width
                text: page.viewModel.headline
                size: 44
                weight: Font.ExtraBold
                color: page.viewModel.isWarning ? Theme.amberText : Theme.ink
                horizontalAlignment: Text.AlignHCenter
                maxHeight: Math.round(told.room * 0.5)
            }

            FitText {
                width: parent.width
                visible: text !== ""
                text: page.viewModel.sentence
                size: 28
                horizontalAlignment: Text.AlignHCenter
                maxHeight: Math.round(told.room * 0.3)
            }

            Rectangle {
                x: Math.round((parent.width - width) / 2)
                width: Math.min(parent.width, Theme.px(760))
                height: Theme.px(26)
                visible: page.viewModel.share >= 0
                radius: height / 2
                color: Theme.paperDim
                border.width: Math.max(1, Theme.px(1))
                border.color: Theme.edge

                Accessible.role: Accessible.ProgressBar
                Accessible.name: page.viewModel.headline

                Rectangle {
                    width: Math.max(height, parent.width * Math.min(1, page.viewModel.share))
                    height: parent.height
                    radius: height / 2
                    color: Theme.jade
                }
            }
        }

        Row {
            id: buttons

            readonly property real half: Math.floor((width - spacing) / 2)

            anchors.bottom: parent.bottom
            width: parent.width
            height: Math.max(Theme.px(92), Theme.primaryTarget)
            spacing: Theme.gap

            KButton {
                width: buttons.half
                height: buttons.height
                visible: page.viewModel.isChoosing
                icon: "printer"
                text: qsTr("In danh sách sơ\u00a0tán")
                size: 24
                onPressed: page.viewModel.printEvacuation()
            }

            KButton {
                width: buttons.width - buttons.half - buttons.spacing
                height: buttons.height
                visible: page.viewModel.isChoosing
                primary: true
                active: page.viewModel.canWrite
                icon: "disk"
                text: qsTr("Xuất tệp")
                onPressed: page.viewModel.write()
            }

            KButton {
                width: buttons.width
                height: buttons.height
                visible: page.viewModel.canGiveUp
                icon: "close"
                text: qsTr("Dừng")
                onPressed: page.viewModel.giveUp()
            }

            KButton {
                width: Math.floor((buttons.width - 4 * buttons.spacing) / 5)
                height: buttons.height
                visible: page.viewModel.isAskingCopies
                // Upright the word needs the whole button.
                icon: page.isPortrait ? "" : "arrow-left"
                text: qsTr("Thôi")
                onPressed: page.viewModel.close()
            }

            Repeater {
                model: page.viewModel.copies

                KButton {
                    required property int index
                    required property int modelData

                    width: Math.floor((buttons.width - 4 * buttons.spacing) / 5)
                    height: buttons.height
                    visible: page.viewModel.isAskingCopies
                    text: modelData
                    size: 32
                    onPressed: page.viewModel.chooseCopies(index)
                }
            }

            KButton {
                width: buttons.half
                height: buttons.height
                visible: page.viewModel.canAskLeft
                icon: "depart"
                text: qsTr("Ghi nhận tất cả đã ra")
                size: 24
                onPressed: page.viewModel.askLeft()
            }

            KButton {
                width: buttons.half
                height: buttons.height
                visible: page.viewModel.isAskingLeft
                icon: "arrow-left"
                text: qsTr("Chưa")
                onPressed: page.viewModel.close()
            }

            KButton {
                width: buttons.half
                height: buttons.height
                visible: page.viewModel.isAskingLeft
                primary: true
                icon: "check"
                text: qsTr("Đúng, tất cả đã ra")
                size: 24
                onPressed: page.viewModel.confirmLeft()
            }

            KButton {
                width: page.viewModel.canAskLeft ? buttons.half : buttons.width
                height: buttons.height
                visible: page.viewModel.canClose
                primary: true
                icon: "check"
                text: qsTr("Xong")
                onPressed: page.viewModel.close()
            }
        }
    }
}
