pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// For staff alone: the hub's code was read; its address, and whether to go on.
CardFrame {
    id: card

    required property EnrolmentViewModel viewModel

    spacing: Theme.gap

    KText {
        width: parent.width
        text: card.viewModel.title
        size: 28
        weight: Font.Bold
        color: Theme.jade
    }

    Repeater {
        model: card.viewModel.lines

        KText {
            required property string modelData

            width: card.columnWidth
            text: modelData
            size: 22
            wrapMode: Text.Wrap
        }
    }

    KButton {
        objectName: "confirmEnrolment"
        width: parent.width
        visible: card.viewModel.step === "ask"
        primary: true
        text: qsTr("Xác nhận")
        size: 22
        onPressed: card.viewModel.confirm()
    }

    KButton {
        objectName: "closeEnrolment"
        width: parent.width
        visible: card.viewModel.step !== "working"
        text: card.viewModel.step === "ask" ? qsTr("Hủy") : qsTr("Đóng")
        size: 22
        onPressed: card.viewModel.close()
    }
}
