import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// Nothing can be recorded: the public goes to the desk, staff open the card.
Rectangle {
    id: page

    required property StationViewModel station

    readonly property bool isPortrait: Theme.isPortrait
    readonly property bool isOpen: station.staffCardOpen
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
        spacing: Theme.px(18)

        FitText {
            width: parent.width
            text: qsTr("Máy tạm ngừng ghi nhận")
            size: 56
            weight: Font.ExtraBold
            maxHeight: page.height * 0.26
        }

        KText {
            width: parent.width
            text: qsTr("Xin mời sang bàn hỗ trợ, nhân viên sẽ ghi nhận giúp.")
            size: 26
        }
    }

    Rectangle {
        visible: !page.isOpen
        width: Theme.px(300)
        height: width
        radius: width / 2
        color: Theme.wait
        x: page.isPortrait ? Theme.wideMargin : Math.round((words.x + words.width + page.width - width) / 2)
        y: page.isPortrait ? words.y - height - Theme.px(40) : bar.height + Math.round((strip.y - bar.height - height) / 2)

        Icon {
            anchors.centerIn: parent
            name: "desk"
            size: Theme.px(170)
            colour: Theme.waitText
        }
    }

    StaffCard {
        visible: page.isOpen
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
