import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// Hold a code or card up to the camera: the one thing to do.
PageFrame {
    id: page

    readonly property real free: bodyHeight - Theme.px(12)
    // What an announcement takes is taken from the mirror, which has enough.
    readonly property real announced: band.visible ? band.height + Theme.gap : 0
    readonly property real side: isPortrait ? Theme.px(48) : Theme.margin

    // On upright screens the gate's band stands below the header.
    readonly property real banded: station.gate.bandVisible ? Theme.px(76) : 0

    withLanguage: !isPortrait
    withDate: true
    sideMargin: side
    stripWithLanguage: isPortrait

    Preview {
        id: preview

        x: page.side
        y: page.isPortrait ? words.y + words.height + Theme.px(18) : page.bodyTop + Theme.px(4)
        width: page.isPortrait ? page.width - 2 * page.side : Math.round((page.width - 2 * page.side) * (Theme.largeText ? 0.44 : 0.545))
        height: (page.isPortrait ? cards.y - y - Theme.px(18) : page.free - Theme.px(4)) - page.announced
        feed: page.station.gate.preview
        codeSeen: page.station.gate.codeSeen
        hint: page.station.gate.hint
        lens: page.station.gate.lens
    }

    // Below the mirror, in one line with the lower buttons where these stand beside it.
    NoticeBand {
        id: band

        x: preview.x
        y: preview.y + preview.height + Theme.gap
        width: preview.width
        height: buttons.small
        visible: page.station.shell.notice.text !== ""
        text: page.station.shell.notice.text
        place: page.station.shell.notice.place
        size: page.isPortrait ? 26 : 22
    }

    Column {
        id: words

        x: page.isPortrait ? page.side : preview.x + preview.width + Theme.px(32)
        y: page.bodyTop + (page.isPortrait ? Theme.px(8) + page.banded : 0)
        width: page.width - page.side - x
        spacing: Theme.px(12)

        FitText {
            width: parent.width
            text: qsTr("Mời đưa mã\u00a0QR hoặc\u00a0thẻ trước\u00a0camera")
            size: 52
            weight: Font.ExtraBold
            color: Theme.jade
            // Large text on an upright screen: two lines of it instead of three make room for the band.
            maxHeight: page.isPortrait ? (band.visible && Theme.largeText ? 2.1 * leading * Theme.sp(size) : 100000) : page.free * (Theme.largeText ? 0.25 : 0.29)
        }

        FitText {
            width: parent.width
            text: page.station.gate.offersNumber ? qsTr("Mã này khó đọc. Có thể nhập số in trên\u00a0thẻ.") : qsTr("Máy sẽ tự đọc, không cần chạm vào màn\u00a0hình. Cách khoảng một gang\u00a0tay.")
            size: page.isPortrait ? 26 : 22
            maxHeight: page.isPortrait ? 100000 : Math.max(Theme.sp(60), page.free * 0.135)
        }
    }

    Row {
        id: cards

        visible: !page.station.gate.offersNumber
        readonly property real cell: (width - 3 * spacing) / 4
        readonly property real rowHeight: Math.max(first.implicitHeight, second.implicitHeight, third.implicitHeight, fourth.implicitHeight)

        x: page.isPortrait ? page.side : words.x
        y: page.isPortrait ? buttons.y - height - Theme.px(18) : Math.round((words.y + words.height + buttons.y - height) / 2)
        width: page.isPortrait ? page.width - 2 * page.side : words.width
        height: rowHeight
        spacing: Theme.px(10)

        ShowCard {
            id: first

            width: cards.cell
            height: cards.rowHeight
            icon: "mobile"
            text: qsTr("Mã\u00a0QR cá\u00a0nhân")
            size: page.isPortrait ? 22 : 18
        }

        ShowCard {
            id: second

            width: cards.cell
            height: cards.rowHeight
            icon: "insurance"
            text: qsTr("Thẻ\u00a0bảo hiểm\u00a0y\u00a0tế")
            size: page.isPortrait ? 22 : 18
        }

        ShowCard {
            id: third

            width: cards.cell
            height: cards.rowHeight
            icon: "citizen"
            text: qsTr("CCCD, Căn\u00a0cước")
            size: page.isPortrait ? 22 : 18
        }

        ShowCard {
            id: fourth

            width: cards.cell
            height: cards.rowHeight
            icon: "slip"
            text: qsTr("Phiếu QR")
            size: page.isPortrait ? 22 : 18
        }
    }

    // In the place of what may be shown: something was shown, and cannot be read.
    KButton {
        readonly property real room: page.isPortrait ? cards.height : buttons.y - cards.y - Theme.gap

        x: cards.x
        y: cards.y
        width: cards.width
        height: Math.min(room, Math.max(cards.height, Theme.primaryTarget))
        visible: page.station.gate.offersNumber
        primary: true
        icon: "keypad"
        text: qsTr("Nhập số thẻ")
        size: page.isPortrait ? 42 : 32
        onPressed: page.station.gate.openCardNumber()
    }

    Column {
        id: buttons

        readonly property real large: Math.max(Theme.px(page.isPortrait ? 108 : 92), Theme.primaryTarget)
        readonly property real small: Math.max(Theme.px(page.isPortrait ? 92 : 84), Theme.target)

        x: cards.x
        y: page.bodyBottom - height - Theme.px(page.isPortrait ? 24 : 12)
        width: cards.width
        spacing: Theme.gap

        KButton {
            width: parent.width
            height: buttons.large
            icon: "hand"
            text: qsTr("Không có mã hoặc thẻ")
            size: page.isPortrait ? 32 : 26
            onPressed: page.station.gate.haveNoCode()
        }

        Row {
            width: parent.width
            height: buttons.small
            spacing: Theme.gap

            KButton {
                width: Math.floor((parent.width - parent.spacing) * 0.555)
                height: parent.height
                icon: "phone"
                text: qsTr("Dùng số điện thoại")
                size: page.isPortrait ? 26 : 22
                onPressed: page.station.gate.usePhone()
            }

            KButton {
                width: parent.width - parent.spacing - Math.floor((parent.width - parent.spacing) * 0.555)
                height: parent.height
                icon: "bell"
                text: qsTr("Gọi nhân viên")
                size: page.isPortrait ? 26 : 22
                onPressed: page.station.gate.callStaff()
            }
        }
    }

}
