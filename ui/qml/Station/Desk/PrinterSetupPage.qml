pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// Máy in: the printers that were found and the roll at one side; at the other which of two is set,
// the test page, and whether it is right.
StaffFrame {
    id: page

    readonly property PrinterSetupViewModel viewModel: station.desk.page("printer_setup") as PrinterSetupViewModel
    readonly property real row: Math.max(Theme.px(72), Theme.target)

    title: qsTr("Máy in")

    Rectangle {
        id: side

        readonly property real inner: width - 2 * Theme.px(24)

        y: page.bodyTop
        width: page.isPortrait ? page.width : Math.round(page.width * 0.316)
        height: page.isPortrait ? Math.round(page.bodyHeight * 0.42) : page.bodyHeight
        color: Theme.paperDim

        KText {
            id: found

            x: Theme.px(24)
            y: Theme.px(14)
            width: side.inner
            text: page.viewModel.foundText
            size: 22
            weight: Font.Bold
            leading: 1.2
        }

        ListView {
            id: printers

            x: Theme.px(24)
            y: found.y + found.height + Theme.px(10)
            width: side.inner
            height: Math.max(0, Math.min(contentHeight, again.room - y))
            clip: true
            spacing: Theme.gap
            boundsBehavior: Flickable.StopAtBounds
            cacheBuffer: 0
            model: page.viewModel.printers

            delegate: PrinterLine {
                id: line

                required property var row

                width: ListView.view?.width ?? 0
                icon: line.row.icon
                title: line.row.title
                detail: line.row.detail
                chosen: line.row.isUsed
                active: !page.viewModel.isBusy && line.row.isFree
                onPressed: page.viewModel.choose(line.row.key)
            }
        }

        KButton {
            id: again

            // Its lowest place, where the list is long.
            readonly property real room: paper.y - height - Theme.px(10) - Theme.gap

            x: Theme.px(24)
            y: printers.y + printers.height + (printers.height > 0 ? Theme.gap : 0)
            width: side.inner
            height: page.row
            icon: "search"
            text: qsTr("Tìm lại")
            size: 22
            active: !page.viewModel.isBusy
            onPressed: page.viewModel.search()
        }

        KText {
            id: paper

            x: Theme.px(24)
            y: roll.y - height - Theme.px(10)
            width: side.inner
            text: page.viewModel.paperText
            size: 20
            leading: 1.2
        }

        KButton {
            id: roll

            x: Theme.px(24)
            y: page.isPortrait ? trial.y : trial.y - height - Theme.gap
            width: page.isPortrait ? Math.round((side.inner - Theme.gap) / 2) : side.inner
            height: page.row
            icon: "slip"
            text: qsTr("Đã thay cuộn mới")
            size: 22
            active: page.viewModel.hasPrinter
            onPressed: page.viewModel.changeRoll()
        }

        KButton {
            id: trial

            x: page.isPortrait ? roll.x + roll.width + Theme.gap : Theme.px(24)
            y: side.height - height - Theme.px(14)
            width: roll.width
            height: page.row
            icon: "printer"
            primary: page.viewModel.hasPrinter && !page.viewModel.isAsking
            text: page.viewModel.isAsking ? qsTr("In thử lần nữa") : qsTr("In thử")
            size: 22
            active: page.viewModel.hasPrinter && !page.viewModel.isBusy
            onPressed: page.viewModel.tryOut()
        }
    }

    Item {
        id: work

        x: page.isPortrait ? 0 : side.width
        y: page.isPortrait ? side.y + side.height : page.bodyTop
        width: page.width - x
        height: page.bodyBottom - y

        FitText {
            id: question

            x: Theme.px(28)
            y: Theme.px(16)
            width: parent.width - 2 * x
            text: page.viewModel.title
            size: 42
            weight: Font.ExtraBold
            color: Theme.jade
            leading: 1.15
            maxHeight: Theme.sp(42) * 2.4
        }

        PrintedSample {
            id: right

            x: Theme.px(28)
            y: question.y + question.height + Theme.px(12)
            width: Math.round(work.width * 0.275)
            height: Math.round(work.height * (Theme.largeText ? 0.42 : 0.335))
            visible: page.viewModel.isAsking
        }

        FitText {
            id: text

            x: right.visible ? right.x + right.width + Theme.px(24) : Theme.px(28)
            y: right.y
            width: work.width - x - Theme.px(28)
            text: page.viewModel.text
            size: 22
            leading: 1.35
            maxHeight: right.visible ? right.height - yes.height - Theme.px(8) : right.height
        }

        KButton {
            id: yes

            x: text.x
            y: right.y + right.height - height
            width: text.width
            height: Math.max(Theme.px(100), Theme.primaryTarget)
            visible: page.viewModel.isAsking
            primary: true
            icon: "check"
            text: qsTr("Đúng như hình")
            onPressed: page.viewModel.answer("right")
        }

        KText {
            id: ifNot

            x: Theme.px(28)
            y: right.y + right.height + Theme.px(14)
            width: work.width - 2 * x
            visible: page.viewModel.isAsking
            text: qsTr("Nếu chưa đúng, chạm hình giống nhất:")
            size: 21
            weight: Font.Bold
            leading: 1.2
        }

        Row {
            id: wrongs

            readonly property real cell: Math.floor((width - 2 * spacing) / 3)
            readonly property real cellHeight: work.height - y - Theme.px(16)

            x: Theme.px(28)
            y: ifNot.y + ifNot.height + Theme.px(10)
            width: work.width - 2 * x
            spacing: Theme.gap
            visible: page.viewModel.isAsking

            WrongPrint {
                width: wrongs.cell
                height: wrongs.cellHeight
                look: "garbled"
                text: qsTr("Chữ lạ, lộn xộn")
                more: page.viewModel.garbledText
                onPressed: page.viewModel.answer("garbled")
            }

            WrongPrint {
                width: wrongs.cell
                height: wrongs.cellHeight
                look: "too_wide"
                text: qsTr("Mất mép, quá rộng")
                more: page.viewModel.wideText
                onPressed: page.viewModel.answer("too_wide")
            }

            WrongPrint {
                width: wrongs.cell
                height: wrongs.cellHeight
                look: "nothing"
                text: qsTr("Không ra gì")
                more: qsTr("Máy sẽ kiểm tra cáp, nắp giấy và cổng")
                onPressed: page.viewModel.answer("nothing")
            }
        }

        // What cannot be seen from here, before a test page is out and after it was judged.
        Column {
            x: Theme.px(28)
            y: text.y + text.height + Theme.px(32)
            width: work.width - 2 * x
            spacing: Theme.gap
            visible: !page.viewModel.isAsking

            Switch {
                name: qsTr("Máy in")
                first: qsTr("Máy thứ nhất")
                second: qsTr("Máy thứ hai")
                isFirst: !page.viewModel.isSecond
                onChosen: isFirst => page.viewModel.setSecond(!isFirst)
            }

            Switch {
                visible: page.viewModel.hasPrinter
                name: qsTr("Khổ giấy")
                first: qsTr("58 mm")
                second: qsTr("80 mm")
                isFirst: page.viewModel.isNarrow
                onChosen: isFirst => page.viewModel.setNarrow(isFirst)
            }

            Switch {
                visible: page.viewModel.hasPrinter
                name: qsTr("Dao cắt")
                first: qsTr("Không có")
                second: qsTr("Có")
                isFirst: !page.viewModel.hasCutter
                onChosen: isFirst => page.viewModel.setCutter(!isFirst)
            }

            KButton {
                width: parent.width
                height: page.row
                visible: page.viewModel.isSecond && page.viewModel.hasPrinter
                active: !page.viewModel.isBusy
                text: qsTr("Không dùng máy in thứ hai")
                size: 22
                onPressed: page.viewModel.leaveSecondOut()
            }
        }
    }

    component Switch: Item {
        id: choice

        signal chosen(bool isFirst)

        property string name
        property string first
        property string second
        property bool isFirst

        width: parent?.width ?? 0
        height: page.row

        FitText {
            anchors.verticalCenter: parent.verticalCenter
            width: halves.x - Theme.px(12)
            text: choice.name
            size: 22
            weight: Font.Bold
            leading: 1.2
            maxHeight: choice.height
        }

        Row {
            id: halves

            x: Math.round(parent.width * 0.34)

            HalfButton {
                width: Math.round((choice.width - halves.x) / 2)
                height: choice.height
                text: choice.first
                label: choice.name + ": " + choice.first
                isOn: choice.isFirst
                isFirst: true
                active: !page.viewModel.isBusy
                onPressed: choice.chosen(true)
            }

            HalfButton {
                width: Math.round((choice.width - halves.x) / 2)
                height: choice.height
                text: choice.second
                label: choice.name + ": " + choice.second
                isOn: !choice.isFirst
                isLast: true
                active: !page.viewModel.isBusy
                onPressed: choice.chosen(false)
            }
        }
    }
}
