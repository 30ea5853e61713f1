import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// The first thing on the glass, before the services are up.
Rectangle {
    id: page

    required property StationViewModel station

    color: Theme.paper

    Column {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.wideMargin
        spacing: Theme.px(16)

        FitText {
            width: parent.width
            text: page.station.shell.header.venue
            size: 52
            weight: Font.ExtraBold
            color: Theme.jade
            horizontalAlignment: Text.AlignHCenter
            maxHeight: page.height * 0.4
        }

        KText {
            width: parent.width
            text: qsTr("Máy đang khởi động, xin chờ")
            size: 26
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
