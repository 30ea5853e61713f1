import QtQuick
import Station.Controls
import Station.Keyboard
import Station.Models
import Station.Theme

// Đăng ký điểm kiểm dịch: what is registered, and beside it what stands on poster and slips. A field that
// is touched stands alone above the keyboard.
StaffFrame {
    id: page

    readonly property VenueViewModel viewModel: station.desk.page("venue") as VenueViewModel
    readonly property bool isTyping: (viewModel.typing.input ?? "") !== ""
    readonly property bool isLeaving: viewModel.leaveText !== ""

    title: qsTr("Đăng ký điểm kiểm dịch")
    asksFirst: true
    withStrip: !isTyping
    onBackPressed: viewModel.leave()

    VenueForm {
        id: form

        x: Theme.margin
        y: page.bodyTop + Theme.px(10)
        width: page.isPortrait ? page.width - 2 * x : paper.x - x - Theme.px(20)
        height: (page.isPortrait ? paper.y : page.bodyBottom) - y - Theme.px(6)
        visible: !page.isTyping && !page.isLeaving
        viewModel: page.viewModel
    }

    VenuePaper {
        id: paper

        x: page.isPortrait ? 0 : page.width - width
        y: page.isPortrait ? page.bodyBottom - height : page.bodyTop
        width: page.isPortrait ? page.width : Math.max(Theme.px(404), Math.round(page.width * 0.31))
        height: page.isPortrait ? Math.round(page.bodyHeight * 0.47) : page.bodyHeight
        visible: !page.isTyping && !page.isLeaving
        viewModel: page.viewModel
    }

    VenueTyping {
        x: Theme.margin
        y: page.bodyTop + Theme.px(page.isPortrait ? 10 : 2)
        width: page.width - 2 * x
        height: board.y - y - Theme.px(10)
        visible: page.isTyping
        viewModel: page.viewModel
    }

    Keyboard {
        id: board

        y: page.bodyBottom - height
        width: page.width
        readonly property bool hasDone: page.isPortrait || viewModel.takesAccents || !viewModel.hasLetters

        visible: page.isTyping
        viewModel: page.station.desk.keyboard
        doneText: qsTr("Xong")
        nextText: page.viewModel.typing.input === "gate" ? qsTr("Thêm cổng") : page.viewModel.typing.input === "label" || page.viewModel.typing.input === "mobile" ? qsTr("Ô tiếp theo") : hasDone ? "" : qsTr("Xong")
        onDone: page.viewModel.endTyping()
        onNext: page.viewModel.goOn()
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
