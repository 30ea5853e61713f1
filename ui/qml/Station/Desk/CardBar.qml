import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// A card was read by a device that both lanes hear: staff say where it goes, or the ring counts to the
// gate. It lies over the health strip, as the bar of Hoàn tác does.
Rectangle {
    id: bar

    required property StaffFrameViewModel viewModel

    color: Theme.wait

    Accessible.role: Accessible.AlertMessage
    Accessible.name: said.text

    Icon {
        id: sign

        x: Theme.margin
        anchors.verticalCenter: parent.verticalCenter
        name: "any-card"
        size: Theme.px(34)
        colour: Theme.waitText
    }

    FitText {
        id: said

        x: sign.x + sign.width + Theme.px(14)
        anchors.verticalCenter: parent.verticalCenter
        width: ring.x - x - Theme.px(16)
        text: qsTr("Vừa đọc một thẻ")
        size: 24
        weight: Font.Bold
        color: Theme.waitText
        leading: 1.15
        maxHeight: bar.height - Theme.px(4)
    }

    CountdownRing {
        id: ring

        x: find.x - width - Theme.px(18)
        anchors.verticalCenter: parent.verticalCenter
        width: Theme.px(52)
        height: width
        seconds: bar.viewModel.cardSeconds
        token: bar.viewModel.cardToken
        running: bar.visible
        colour: Theme.waitText
    }

    KButton {
        id: find

        x: record.x - width - Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        height: Theme.target
        icon: "search"
        text: qsTr("Tìm người này")
        size: 20
        onPressed: bar.viewModel.findCard()
    }

    KButton {
        id: record

        x: bar.width - width - Theme.px(8)
        anchors.verticalCenter: parent.verticalCenter
        height: Theme.target
        icon: "both-ways"
        text: qsTr("Ghi nhận đến/đi")
        size: 20
        onPressed: bar.viewModel.recordCard()
    }
}
