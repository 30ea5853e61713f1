import QtQuick
import QtQuick.Window
import Station.Controls
import Station.Models
import Station.Theme

// The demo's printer: the paper that comes out of it, and what somebody beside it can do.
Window {
    id: panel

    required property PrinterPanelModel model

    readonly property string trouble: model.troubles.length > 0 ? model.troubles[0] : ""

    function has(name: string): bool {
        return model.troubles.indexOf(name) >= 0;
    }

    function state(): string {
        switch (trouble) {
        case "unplugged":
            return qsTr("Máy in đã rút dây");
        case "cover_open":
            return qsTr("Nắp đang mở");
        case "paper_out":
            return qsTr("Hết giấy");
        case "cutter_jam":
            return qsTr("Kẹt dao cắt");
        case "overheated":
            return qsTr("Đầu in quá nóng, đang chờ nguội");
        case "silent":
            return qsTr("Sẵn sàng, nhưng không trả lời");
        default:
            return qsTr("Sẵn sàng");
        }
    }

    width: 440
    height: 800
    minimumWidth: 360
    minimumHeight: 640
    visible: false
    title: qsTr("Máy in mô phỏng")
    color: Theme.paperDim

    Column {
        id: head

        x: Theme.px(20)
        y: Theme.px(14)
        width: parent.width - 2 * x
        spacing: Theme.px(2)

        FitText {
            width: parent.width
            text: panel.state()
            size: 26
            weight: Font.Bold
            color: panel.trouble === "" || panel.trouble === "silent" ? Theme.jade : Theme.stop
            maxHeight: Theme.px(72)
        }

        KText {
            width: parent.width
            text: qsTr("Cuộn giấy còn %1 cm").arg(panel.model.leftCm)
            size: 20
            color: Theme.inkSoft
        }
    }

    // The paper grows upwards out of the slot; what is longer than the window is scrolled to.
    Flickable {
        id: view

        readonly property real paperHeight: Math.round(panel.model.paperDots * width / panel.model.paperAcross)

        anchors.horizontalCenter: parent.horizontalCenter
        // A whole slip is seen at once.
        width: Math.min(parent.width - Theme.px(88), height * 0.56)
        anchors.top: head.bottom
        anchors.topMargin: Theme.px(10)
        anchors.bottom: slot.top
        clip: true
        contentWidth: width
        contentHeight: Math.max(height, paperHeight)
        contentY: contentHeight - height

        HangingPaper {
            id: sheet

            y: view.contentHeight - height
            width: view.width
            height: view.paperHeight
            model: panel.model
        }
    }

    Rectangle {
        id: slot

        x: Theme.px(20)
        width: parent.width - 2 * x
        height: Theme.px(30)
        anchors.bottom: buttons.top
        anchors.bottomMargin: Theme.px(14)
        radius: Theme.px(8)
        color: panel.has("cover_open") ? Theme.inkSoft : Theme.ink

        Rectangle {
            anchors.horizontalCenter: parent.horizontalCenter
            y: Theme.px(5)
            width: view.width + Theme.px(12)
            height: Theme.px(6)
            radius: height / 2
            color: Theme.edge
        }
    }

    Grid {
        id: buttons

        readonly property real cell: (width - 2 * columnSpacing) / 3

        x: Theme.px(20)
        width: parent.width - 2 * x
        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.px(18)
        columns: 3
        columnSpacing: Theme.px(10)
        rowSpacing: Theme.px(10)

        KButton {
            width: buttons.cell
            height: Theme.px(60)
            text: qsTr("Xé giấy")
            size: 19
            primary: true
            active: panel.model.paperDots > 0
            onPressed: panel.model.tearOff()
        }

        KButton {
            width: buttons.cell
            height: Theme.px(60)
            text: qsTr("Thay cuộn")
            size: 19
            onPressed: panel.model.loadRoll()
        }

        KButton {
            width: buttons.cell
            height: Theme.px(60)
            text: qsTr("Hết giấy")
            size: 19
            active: !panel.has("paper_out")
            onPressed: panel.model.runOut()
        }

        KButton {
            width: buttons.cell
            height: Theme.px(60)
            text: panel.has("cover_open") ? qsTr("Đóng nắp") : qsTr("Mở nắp")
            size: 19
            chosen: panel.has("cover_open")
            onPressed: panel.model.turn("cover_open")
        }

        KButton {
            width: buttons.cell
            height: Theme.px(60)
            text: panel.has("unplugged") ? qsTr("Cắm dây") : qsTr("Rút dây")
            size: 19
            chosen: panel.has("unplugged")
            onPressed: panel.model.turn("unplugged")
        }

        KButton {
            width: buttons.cell
            height: Theme.px(60)
            text: panel.has("cutter_jam") ? qsTr("Gỡ dao cắt") : qsTr("Kẹt dao cắt")
            size: 19
            chosen: panel.has("cutter_jam")
            onPressed: panel.model.turn("cutter_jam")
        }

        KButton {
            width: buttons.cell
            height: Theme.px(60)
            text: panel.has("silent") ? qsTr("Trả lời lại") : qsTr("Không trả lời")
            size: 19
            chosen: panel.has("silent")
            onPressed: panel.model.turn("silent")
        }
    }
}
