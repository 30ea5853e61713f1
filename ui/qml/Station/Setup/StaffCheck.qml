import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// Over READY: what stops the gate asks for staff first, who hold one marked corner after the other.
Rectangle {
    id: check

    required property StaffCheckViewModel viewModel

    color: "#99000000"

    MouseArea {
        anchors.fill: parent
    }

    HoldCorner {
        x: Theme.margin
        y: Theme.margin
        seconds: check.viewModel.holdS
        isHeld: check.viewModel.leftHeld
        onHeld: check.viewModel.hold("left")
    }

    HoldCorner {
        x: check.width - width - Theme.margin
        y: Theme.margin
        seconds: check.viewModel.holdS
        isHeld: check.viewModel.rightHeld
        onHeld: check.viewModel.hold("right")
    }

    CardFrame {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.margin, Theme.sp(560))
        spacing: Theme.gap

        KText {
            width: parent.width
            text: qsTr("Chỉ dành cho nhân viên")
            size: 28
            weight: Font.Bold
            color: Theme.jade
        }

        KText {
            width: parent.width
            text: qsTr("Nhấn giữ từng dấu tròn ở hai góc trên màn\u00a0hình, mỗi dấu ba\u00a0giây.")
            size: 22
            wrapMode: Text.Wrap
        }

        KButton {
            width: parent.width
            text: qsTr("Thôi")
            size: 22
            onPressed: check.viewModel.close()
        }
    }
}
