pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// Quy định tại điểm này: as many rules as the page has room for, and the notice they make.
StaffFrame {
    id: page

    readonly property PolicyViewModel viewModel: station.desk.page("policy") as PolicyViewModel
    readonly property real cell: Theme.target
    readonly property real rowHeight: cell + Theme.gap
    readonly property int most: Math.max(1, Math.floor(rules.height / rowHeight))
    readonly property int parts: Math.ceil(list.count / most)
    // As many on each, so that none stands alone on the last.
    readonly property int perPart: Math.ceil(list.count / Math.max(1, parts))
    // Fewer than fit stand a little apart.
    readonly property real pitch: Math.floor(Math.min(rowHeight * 1.3, rules.height / Math.max(1, perPart)))
    readonly property int part: Math.min(viewModel.part, parts - 1)
    readonly property bool isLeaving: viewModel.leaveText !== ""

    title: qsTr("Quy định tại điểm này")
    asksFirst: true
    onBackPressed: viewModel.leave()

    Rectangle {
        id: rules

        visible: !page.isLeaving
        x: Theme.margin
        y: page.bodyTop + Theme.px(10)
        width: page.isPortrait ? page.width - 2 * x : side.x - x - Theme.px(20)
        height: page.isPortrait ? side.y - y - Theme.px(10) : page.bodyBottom - y - Theme.px(10)
        radius: Theme.radius
        color: Theme.card
        border.width: Math.max(1, Theme.px(2))
        border.color: Theme.line

        Repeater {
            id: list

            model: page.viewModel.rows

            Item {
                id: rule

                required property int index
                required property var row

                readonly property int place: index - page.part * page.perPart

                x: Theme.px(24)
                y: Math.floor((rules.height - page.perPart * page.pitch) / 2) + place * page.pitch
                width: rules.width - 2 * x + Theme.px(14)
                height: page.pitch
                visible: place >= 0 && place < page.perPart

                Rectangle {
                    width: parent.width
                    height: Math.max(1, Theme.px(2))
                    visible: rule.place > 0
                    color: Theme.line
                }

                Column {
                    anchors.verticalCenter: parent.verticalCenter
                    width: (choices.visible ? choices.x : steps.x) - Theme.px(16)

                    FitText {
                        width: parent.width
                        text: rule.row.title
                        size: 21
                        weight: Font.Bold
                        leading: 1.2
                        maxHeight: page.rowHeight * (hint.visible ? 0.48 : 0.9)
                    }

                    FitText {
                        id: hint

                        width: parent.width
                        visible: text !== ""
                        text: rule.row.hint
                        size: 18
                        color: Theme.inkSoft
                        leading: 1.2
                        maxHeight: page.rowHeight * 0.5
                    }
                }

                Row {
                    id: choices

                    x: parent.width - width
                    anchors.verticalCenter: parent.verticalCenter
                    visible: rule.row.choices.length > 0

                    Repeater {
                        model: rule.row.choices

                        HalfButton {
                            required property int index
                            required property var modelData

                            height: page.cell
                            text: modelData.text
                            label: rule.row.title + ": " + modelData.text
                            isOn: modelData.isOn
                            isFirst: index === 0
                            isLast: index === rule.row.choices.length - 1
                            active: rule.row.canChange
                            onPressed: page.viewModel.choose(rule.row.key, index)
                        }
                    }
                }

                Row {
                    id: steps

                    x: parent.width - width
                    anchors.verticalCenter: parent.verticalCenter
                    visible: !choices.visible
                    spacing: Theme.px(8)

                    KButton {
                        width: page.cell
                        height: page.cell
                        icon: "minus"
                        label: rule.row.title + " −"
                        active: rule.row.canLess
                        onPressed: page.viewModel.step(rule.row.key, -1)
                    }

                    KText {
                        width: Theme.sp(20) * 8
                        height: page.cell
                        horizontalAlignment: Text.AlignHCenter
                        verticalAlignment: Text.AlignVCenter
                        text: rule.row.text
                        size: 22
                        weight: Font.Bold
                        leading: 1.2
                    }

                    KButton {
                        width: page.cell
                        height: page.cell
                        icon: "plus"
                        label: rule.row.title + " +"
                        active: rule.row.canMore
                        onPressed: page.viewModel.step(rule.row.key, 1)
                    }
                }
            }
        }
    }

    Rectangle {
        id: side

        visible: !page.isLeaving
        readonly property real inset: page.isPortrait ? Theme.margin : Theme.px(24)

        x: page.isPortrait ? 0 : page.width - width
        y: page.isPortrait ? page.bodyBottom - height : page.bodyTop
        width: page.isPortrait ? page.width : Math.max(Theme.px(404), Math.round(page.width * 0.35))
        height: page.isPortrait ? Math.round(page.bodyHeight * 0.48) : page.bodyHeight
        color: Theme.paperDim

        Column {
            id: head

            x: side.inset
            y: Theme.px(14)
            width: parent.width - 2 * x
            spacing: Theme.px(4)

            KText {
                width: parent.width
                text: qsTr("Thông báo quyền riêng tư")
                size: 22
                weight: Font.Bold
                leading: 1.2
            }

            KText {
                width: parent.width
                visible: Theme.unit >= 0.9 && !Theme.largeText
                text: qsTr("Máy tự viết theo các quy định ở đây.")
                size: 18
                color: Theme.inkSoft
                leading: 1.25
            }
        }

        FitText {
            id: notice

            x: side.inset
            y: head.y + head.height + Theme.px(10)
            width: parent.width - 2 * x
            text: page.viewModel.notice
            size: 19
            leading: 1.25
            maxHeight: languages.y - y - Theme.px(10)
        }

        Row {
            id: languages

            x: side.inset
            y: foot.y - height - Theme.px(10)
            width: parent.width - 2 * x

            HalfButton {
                width: parent.width / 2
                height: Theme.target
                text: "Tiếng Việt"
                isOn: !page.viewModel.isEnglish
                isFirst: true
                onPressed: page.viewModel.turnNotice(false)
            }

            HalfButton {
                width: parent.width / 2
                height: Theme.target
                text: "English"
                isOn: page.viewModel.isEnglish
                isLast: true
                onPressed: page.viewModel.turnNotice(true)
            }
        }

        Column {
            id: foot

            x: side.inset
            y: parent.height - height - Theme.px(16)
            width: parent.width - 2 * x
            spacing: Theme.gap

            FitText {
                width: parent.width
                visible: text !== ""
                text: page.viewModel.stateText
                size: 18
                color: page.viewModel.isProblem ? Theme.amberText : Theme.inkSoft
                leading: 1.25
                maxHeight: Theme.sp(18) * (Theme.largeText ? 1.3 : 2.6)
            }

            KButton {
                width: parent.width
                height: Theme.target
                visible: page.parts > 1
                icon: "arrow-right"
                text: qsTr("Các quy định khác")
                size: 22
                onPressed: page.viewModel.turnPart((page.part + 1) % page.parts)
            }

            KButton {
                width: parent.width
                height: Theme.primaryTarget
                primary: true
                icon: "check"
                text: qsTr("Lưu thay đổi")
                active: page.viewModel.canSave
                onPressed: page.viewModel.save()
            }
        }
    }

    LeaveQuestion {
        frame: page
        visible: page.isLeaving
        text: page.viewModel.leaveText
        stayText: qsTr("Sửa tiếp")
        onDropped: page.viewModel.leave()
        onKept: page.viewModel.stay()
    }
}
