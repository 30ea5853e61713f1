import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// Only for a decision that takes longer than anyone should notice.
Rectangle {
    id: page

    required property StationViewModel station

    color: Theme.paper

    HeaderBar {
        width: parent.width
        viewModel: page.station.header
        withLanguage: false
        withMode: false
    }

    Column {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.wideMargin
        spacing: Theme.px(16)

        KText {
            width: parent.width
            text: qsTr("Đang xử lý")
            size: 64
            weight: Font.ExtraBold
            color: Theme.jade
            horizontalAlignment: Text.AlignHCenter
        }

        KText {
            width: parent.width
            text: qsTr("Xin chờ trong giây lát.")
            size: 32
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
