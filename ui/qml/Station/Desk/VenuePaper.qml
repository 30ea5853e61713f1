pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// What the venue's papers have of its own: the poster's code, or the line, names and logo of slips.
Rectangle {
    id: paper

    required property VenueViewModel viewModel

    readonly property var about: viewModel.paper
    readonly property bool showsSlip: about.showsSlip ?? false
    readonly property real inset: Theme.isPortrait ? Theme.margin : Theme.px(24)
    readonly property real cellHeight: Math.max(Theme.px(72), Theme.target)

    color: Theme.paperDim

    function isLocked(name: string): bool {
        return (viewModel.form.locked ?? []).includes(name);
    }

    Row {
        id: kinds

        x: paper.inset
        y: Theme.px(12)
        width: parent.width - 2 * x

        HalfButton {
            width: parent.width / 2
            height: Theme.target
            text: qsTr("Áp phích")
            isOn: !paper.showsSlip
            isFirst: true
            onPressed: paper.viewModel.turnPaper(false)
        }

        HalfButton {
            width: parent.width / 2
            height: Theme.target
            text: qsTr("Phiếu")
            isOn: paper.showsSlip
            isLast: true
            onPressed: paper.viewModel.turnPaper(true)
        }
    }

    Item {
        id: poster

        x: paper.inset
        y: kinds.y + kinds.height + Theme.px(10)
        width: parent.width - 2 * x
        height: foot.y - y - Theme.gap
        visible: !paper.showsSlip

        Rectangle {
            id: sheet

            readonly property real room: link.y - Theme.px(10)

            x: Math.round((parent.width - width) / 2)
            width: Math.round(height / 1.414)
            height: Math.max(0, room)
            visible: room > Theme.px(90)
            radius: Theme.px(4)
            color: Theme.card
            border.width: Math.max(1, Theme.px(2))
            border.color: Theme.edge

            Rectangle {
                x: Math.round((parent.width - width) / 2)
                y: Math.round(parent.height * 0.06)
                width: Math.round(parent.width * 0.75)
                height: Math.round(parent.height * 0.045)
                color: Theme.jade
            }

            Image {
                x: Math.round((parent.width - width) / 2)
                y: Math.round(parent.height * 0.17)
                width: Math.round(parent.width * 0.76)
                height: width
                visible: source.toString() !== ""
                source: paper.about.code ?? ""
                sourceSize: Qt.size(width, height)
                smooth: false
                fillMode: Image.PreserveAspectFit
                Accessible.role: Accessible.Graphic
                Accessible.name: qsTr("Mã QR trên áp phích")
            }

            Row {
                x: Math.round((parent.width - width) / 2)
                y: Math.round(parent.height * ((paper.about.code ?? "") !== "" ? 0.76 : 0.4))
                spacing: Math.round(parent.width * 0.1)

                Repeater {
                    model: ["camera", "form", "done"]

                    Icon {
                        required property string modelData

                        name: modelData
                        size: Math.round(sheet.width * 0.16)
                        colour: Theme.jade
                    }
                }
            }

            Rectangle {
                x: Math.round((parent.width - width) / 2)
                y: Math.round(parent.height * 0.91)
                width: Math.round(parent.width * 0.85)
                height: Math.round(parent.height * 0.04)
                color: Theme.jade
            }
        }

        TextBox {
            id: link

            y: write.y - height - Theme.px(8)
            width: parent.width
            height: paper.cellHeight
            label: qsTr("Địa chỉ trong mã QR")
            text: paper.about.link ?? ""
            hint: qsTr("Chưa có mã: áp phích chỉ có hình")
            size: 20
            icon: paper.isLocked("link") ? "lock" : "qr"
            enabled: !paper.isLocked("link")
            onPressed: paper.viewModel.use("link")
        }

        // What is written is what is in force.
        KButton {
            id: write

            y: parent.height - height
            width: parent.width
            height: paper.cellHeight
            icon: "disk"
            text: qsTr("Xuất áp phích A4")
            size: 20
            active: !paper.viewModel.canSave
            onPressed: paper.viewModel.openReports()
        }
    }

    Column {
        id: slip

        x: paper.inset
        y: kinds.y + kinds.height + Theme.px(10)
        width: parent.width - 2 * x
        visible: paper.showsSlip
        spacing: Theme.px(8)

        TextBox {
            width: parent.width
            height: paper.cellHeight
            label: qsTr("Dòng riêng trên phiếu")
            text: paper.about.line ?? ""
            hint: label
            size: 20
            icon: paper.isLocked("line") ? "lock" : ""
            enabled: !paper.isLocked("line")
            onPressed: paper.viewModel.use("line")
        }

        KButton {
            width: parent.width
            height: paper.cellHeight
            icon: paper.about.printsNames ? "tick" : ""
            text: paper.about.printsNames ? qsTr("Đang in đủ họ tên") : qsTr("In đủ họ tên trên phiếu")
            size: 20
            chosen: paper.about.printsNames ?? false
            active: !paper.isLocked("full_names")
            onPressed: paper.viewModel.turnNames()
        }

        FitText {
            width: parent.width
            text: paper.about.namesText ?? ""
            size: 18
            color: paper.about.printsNames ? Theme.amberText : Theme.inkSoft
            leading: 1.2
            maxHeight: Theme.sp(18) * 2.5
        }

        Row {
            id: logo

            width: parent.width
            height: paper.cellHeight
            spacing: Theme.gap

            KButton {
                width: drop.visible ? Math.floor((logo.width - logo.spacing) / 2) : logo.width
                height: parent.height
                icon: "disk"
                text: qsTr("Lấy logo từ USB")
                size: 20
                onPressed: paper.viewModel.changeLogo(false)
            }

            KButton {
                id: drop

                width: Math.floor((logo.width - logo.spacing) / 2)
                height: parent.height
                visible: paper.about.hasLogo ?? false
                icon: "bin"
                text: qsTr("Bỏ logo")
                size: 20
                onPressed: paper.viewModel.changeLogo(true)
            }
        }

        FitText {
            width: parent.width
            text: paper.about.logoText ?? ""
            size: 18
            color: Theme.inkSoft
            leading: 1.2
            maxHeight: Theme.sp(18) * 2.5
        }
    }

    Column {
        id: foot

        x: paper.inset
        y: parent.height - height - Theme.px(14)
        width: parent.width - 2 * x
        spacing: Theme.px(8)

        FitText {
            width: parent.width
            visible: text !== ""
            text: paper.viewModel.stateText
            size: 18
            color: paper.viewModel.isProblem ? Theme.amberText : Theme.inkSoft
            leading: 1.2
            maxHeight: Theme.sp(18) * 2.5
        }

        KButton {
            width: parent.width
            height: Math.max(Theme.px(88), Theme.primaryTarget)
            primary: true
            icon: "check"
            text: qsTr("Lưu thông tin")
            active: paper.viewModel.canSave
            onPressed: paper.viewModel.save()
        }
    }
}
