pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// Nhật ký: what staff did, the newest first; as a file by Xuất tệp.
StaffFrame {
    id: page

    readonly property TrailViewModel viewModel: station.desk.page("trail") as TrailViewModel
    readonly property real foot: Math.max(Theme.px(76), Theme.target)

    title: qsTr("Nhật ký")

    FitText {
        x: Theme.margin
        y: page.bodyTop + Theme.px(28)
        width: page.width - 2 * x
        visible: text !== ""
        text: page.viewModel.sentence
        size: 28
        weight: Font.Bold
        color: page.viewModel.isProblem ? Theme.amberText : Theme.inkSoft
        leading: 1.25
        maxHeight: Theme.sp(28) * 3.9
    }

    PagedList {
        id: lines

        y: page.bodyTop
        width: page.width
        height: bar.y - y
        model: page.viewModel.rows
        onMoreWanted: page.viewModel.goFurther()

        delegate: Item {
            id: line

            required property var row

            readonly property real cell: page.isPortrait ? width - 2 * Theme.margin : width * 0.5 - Theme.margin

            width: lines.width
            height: page.isPortrait ? head.height + what.height + Theme.px(24) : Math.max(Theme.px(64), head.height + Theme.px(16), what.height + Theme.px(16))

            Accessible.role: Accessible.ListItem
            Accessible.name: [row.when, row.who, row.what, row.about].filter(text => text !== "").join(", ")

            Rectangle {
                y: parent.height - height
                width: parent.width
                height: Math.max(1, Theme.px(2))
                color: Theme.line
            }

            Column {
                id: head

                x: Theme.margin
                y: page.isPortrait ? Theme.px(12) : Math.round((line.height - height) / 2)
                width: line.cell

                KText {
                    width: parent.width
                    text: line.row.who
                    size: 20
                    weight: Font.Bold
                    leading: 1.2
                    wrapMode: Text.NoWrap
                    elide: Text.ElideRight
                }

                KText {
                    width: parent.width
                    text: line.row.when
                    size: 18
                    color: Theme.inkSoft
                    leading: 1.2
                    wrapMode: Text.NoWrap
                    elide: Text.ElideRight
                }
            }

            Column {
                id: what

                x: page.isPortrait ? Theme.margin : Math.round(line.width * 0.5)
                y: page.isPortrait ? head.y + head.height : Math.round((line.height - height) / 2)
                width: line.cell

                KText {
                    width: parent.width
                    text: line.row.what
                    size: 20
                    leading: 1.2
                }

                KText {
                    width: parent.width
                    visible: text !== ""
                    text: line.row.about
                    size: 18
                    color: Theme.inkSoft
                    leading: 1.2
                    wrapMode: Text.NoWrap
                    elide: Text.ElideRight
                }
            }
        }
    }

    Rectangle {
        id: bar

        y: page.bodyBottom - height
        width: page.width
        height: page.foot + 2 * Theme.px(12)
        color: Theme.paperDim

        KText {
            x: Theme.margin
            anchors.verticalCenter: parent.verticalCenter
            width: save.x - x - Theme.px(16)
            text: qsTr("Người đến chỉ có mã, không có tên. Nhật ký không sửa được.")
            size: 18
            color: Theme.inkSoft
            leading: 1.25
            maximumLineCount: 2
            elide: Text.ElideRight
        }

        KButton {
            id: save

            x: parent.width - width - Theme.margin
            y: Theme.px(12)
            width: Math.min(implicitWidth, parent.width * 0.5)
            height: page.foot
            primary: true
            icon: "disk"
            text: qsTr("Xuất tệp")
            size: 22
            onPressed: page.viewModel.export()
        }
    }
}
