import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// Ways on for somebody without a code or card.
PageFrame {
    id: page

    readonly property NoCodeViewModel viewModel: station.desk.page("no_code") as NoCodeViewModel

    withMode: false
    withLanguage: !isPortrait
    sideMargin: isPortrait ? Theme.px(48) : Theme.margin
    stripWithLanguage: isPortrait
    withStaffCard: false

    FitText {
        id: title

        x: Theme.wideMargin
        y: page.bodyTop + Theme.px(page.isPortrait ? 24 : 8)
        width: page.width - 2 * Theme.wideMargin
        // A band of the gate lies here on upright screens, and nowhere else on the page.
        visible: !(page.isPortrait && page.station.gate.bandVisible)
        text: qsTr("Xin mời chọn một cách")
        size: 52
        weight: Font.ExtraBold
        color: Theme.jade
        maxHeight: Theme.sp(52) * 1.3
    }

    Grid {
        id: choices

        readonly property real cell: Math.floor((width - (columns - 1) * spacing) / columns)
        readonly property int count: page.viewModel.canDeclare ? 4 : 3
        readonly property int lines: Math.ceil(count / columns)
        readonly property real cellHeight: Math.min(Theme.px(380), Math.floor((height - (lines - 1) * spacing) / lines))

        x: Theme.wideMargin
        y: title.y + title.height + Theme.px(24)
        width: page.width - 2 * Theme.wideMargin
        height: back.y - y - Theme.px(28)
        columns: page.isPortrait ? 1 : count === 4 ? 2 : 3
        spacing: Theme.gap

        ChoiceCard {
            width: choices.cell
            height: choices.cellHeight
            visible: page.viewModel.canDeclare
            icon: "hand"
            text: qsTr("Khai báo tại đây")
            more: qsTr("Khoảng 1 phút, có phiếu in")
            size: 32
            onPressed: page.viewModel.declareHere()
        }

        ChoiceCard {
            width: choices.cell
            height: choices.cellHeight
            icon: "phone"
            text: qsTr("Đọc số điện thoại cho nhân viên")
            more: qsTr("Nhân viên tìm theo số đó")
            size: 32
            onPressed: page.viewModel.sayNumber()
        }

        ChoiceCard {
            width: choices.cell
            height: choices.cellHeight
            icon: "speech"
            text: qsTr("Cho người đối\u00a0diện xem")
            more: qsTr("Câu viết sẵn, có cả tiếng Anh")
            size: 32
            onPressed: page.viewModel.showSentences()
        }

        ChoiceCard {
            width: choices.cell
            height: choices.cellHeight
            icon: "bell"
            text: qsTr("Gọi nhân viên")
            more: qsTr("Nhận số và chờ tại bàn hỗ trợ")
            size: 32
            onPressed: page.viewModel.callStaff()
        }
    }

    KButton {
        id: back

        x: Theme.wideMargin
        y: page.bodyBottom - height - Theme.px(page.isPortrait ? 32 : 20)
        width: Math.max(implicitWidth, Theme.px(280))
        height: Math.max(Theme.px(84), Theme.primaryTarget)
        icon: "arrow-left"
        text: qsTr("Quay lại")
        onPressed: page.viewModel.leave()
    }
}
