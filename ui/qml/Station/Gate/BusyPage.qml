import QtQuick
import Station.Controls
import Station.Theme

// Only for a decision that takes longer than anyone should notice.
PageFrame {
    id: page

    withLanguage: false
    withMode: false
    withStrip: false

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
