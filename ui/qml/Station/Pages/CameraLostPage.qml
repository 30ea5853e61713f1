import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// READY without its camera: what still works stands in front, the staff card opens by touch.
Rectangle {
    id: page

    required property StationViewModel station

    readonly property bool isPortrait: Theme.isPortrait
    readonly property real half: isPortrait ? width - 2 * Theme.wideMargin : Math.round((width - 2 * Theme.wideMargin) * 0.53)

    color: Theme.paper

    HeaderBar {
        id: bar

        width: parent.width
        viewModel: page.station.header
        language: page.station.language
        onLanguageChosen: language => page.station.chooseLanguage(language)
    }

    Column {
        id: words

        x: Theme.wideMargin
        y: page.isPortrait ? bar.height + Math.round((strip.y - bar.height) * 0.4 - height / 2) : bar.height + Math.round((strip.y - bar.height - height) / 2)
        width: page.half
        spacing: Theme.px(14)

        FitText {
            width: parent.width
            text: qsTr("Camera tạm thời không dùng được")
            size: 56
            weight: Font.ExtraBold
            maxHeight: page.height * 0.26
        }

        KText {
            width: parent.width
            text: qsTr("Xin dùng số điện thoại hoặc gọi nhân viên.")
            size: 26
        }

        Item {
            width: 1
            height: Theme.px(8)
        }

        KButton {
            width: parent.width
            height: Math.max(Theme.px(104), Theme.primaryTarget)
            primary: true
            icon: "phone"
            text: qsTr("Dùng số điện thoại")
            onPressed: page.station.usePhone()
        }

        Item {
            width: 1
            height: Math.max(0, Theme.gap - 2 * Theme.px(14))
        }

        KButton {
            width: parent.width
            height: Math.max(Theme.px(88), Theme.primaryTarget)
            icon: "bell"
            text: qsTr("Gọi nhân viên")
            onPressed: page.station.callStaff()
        }
    }

    Rectangle {
        visible: !page.station.staffCardOpen
        width: Theme.px(300)
        height: width
        radius: width / 2
        color: Theme.mint
        x: page.isPortrait ? Theme.wideMargin : Math.round((words.x + words.width + page.width - width) / 2)
        y: page.isPortrait ? words.y - height - Theme.px(40) : bar.height + Math.round((strip.y - bar.height - height) / 2)

        Icon {
            anchors.centerIn: parent
            name: "camera-off"
            size: Theme.px(170)
            colour: Theme.ink
        }
    }

    StaffCard {
        visible: page.station.staffCardOpen
        x: page.isPortrait ? Theme.wideMargin : page.width - Theme.wideMargin - width
        y: page.isPortrait ? words.y + words.height + Theme.px(40) : bar.height + Math.round((strip.y - bar.height - height) / 2)
        width: page.isPortrait ? page.half : page.width - 2 * Theme.wideMargin - page.half - Theme.px(48)
        viewModel: page.station.staffCard
        onClosePressed: page.station.closeStaffCard()
        onRetryPressed: page.station.retryStorage()
    }

    HealthStrip {
        id: strip

        anchors.bottom: parent.bottom
        width: parent.width
        viewModel: page.station.strip
        header: page.station.header
        onStaffPressed: page.station.openStaffCard()
    }
}
