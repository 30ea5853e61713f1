import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// A lost camera, or nothing can be recorded: what still works stands in front; the staff card with
// its technical words opens by touch.
PageFrame {
    id: page

    readonly property bool isCameraLost: station.shell.page === "camera_lost"
    readonly property bool isOpen: station.shell.staffCardOpen
    readonly property real room: width - 2 * Theme.wideMargin
    // The card says more than the page, and large text needs the room.
    readonly property real half: isPortrait ? room : Math.round(room * (isOpen && Theme.largeText ? 0.38 : 0.47))

    withMode: !isPortrait
    withDate: isCameraLost
    // As on READY, in whose place it stands.
    withLanguage: !stripWithLanguage
    stripWithLanguage: isCameraLost && isPortrait

    Column {
        id: words

        x: Theme.wideMargin
        y: page.bodyTop + Math.round(page.isPortrait ? (page.isOpen ? Theme.px(Theme.largeText ? 28 : 70) : (page.bodyHeight - height + picture.height + Theme.px(56)) * 0.48) : (page.bodyHeight - height) / 2)
        width: page.half
        spacing: Theme.px(14)

        FitText {
            width: parent.width
            text: page.station.gate.faultTitle
            size: page.isPortrait && !(page.isOpen && Theme.largeText) ? 64 : 52
            weight: Font.ExtraBold
            maxHeight: page.bodyHeight * 0.3
        }

        FitText {
            width: parent.width
            text: page.station.gate.faultText
            size: page.isPortrait ? 32 : 26
        }

        Column {
            width: parent.width
            visible: page.isCameraLost
            topPadding: Theme.px(10)
            spacing: Theme.gap

            KButton {
                width: parent.width
                height: Math.max(Theme.px(104), Theme.primaryTarget)
                primary: true
                icon: "phone"
                text: qsTr("Dùng số điện thoại")
                size: page.isPortrait ? 32 : 26
                onPressed: page.station.gate.usePhone()
            }

            // Beside the open card staff stand already: nobody calls them, they sign in.
            KButton {
                width: parent.width
                height: Math.max(Theme.px(88), Theme.primaryTarget)
                icon: page.isOpen ? "lock" : "bell"
                text: page.isOpen ? qsTr("Đăng nhập ca trực") : qsTr("Gọi nhân viên")
                size: page.isPortrait ? 32 : 26
                onPressed: {
                    if (page.isOpen) {
                        page.station.shell.act("sign_in");
                    } else {
                        page.station.gate.callStaff();
                    }
                }
            }
        }
    }

    Rectangle {
        id: picture

        visible: !page.isOpen
        width: Theme.px(page.isPortrait ? 340 : 300)
        height: width
        radius: width / 2
        color: page.isCameraLost ? Theme.mint : Theme.wait
        x: page.isPortrait ? Theme.wideMargin : Math.round((words.x + words.width + page.width - width) / 2)
        y: page.isPortrait ? words.y - height - Theme.px(56) : page.bodyTop + Math.round((page.bodyHeight - height) / 2)

        Icon {
            anchors.centerIn: parent
            name: !page.isCameraLost ? "desk" : page.station.gate.hasCamera ? "camera-off" : "scanner"
            size: Math.round(picture.width * 0.56)
            colour: page.isCameraLost ? Theme.ink : Theme.waitText
        }
    }

    StaffCard {
        id: staff

        visible: page.isOpen
        x: page.isPortrait ? Theme.wideMargin : page.width - Theme.wideMargin - width
        y: page.isPortrait ? words.y + words.height + Theme.px(48) : page.bodyTop + Math.round((page.bodyHeight - height) / 2)
        width: page.isPortrait ? page.room : page.room - page.half - Theme.px(48)
        viewModel: page.station.shell.staffCard
        onClosePressed: page.station.shell.closeStaffCard()
        onRetryPressed: page.station.shell.retryStorage()
        onClockConfirmed: page.station.shell.confirmClock()
    }

}
