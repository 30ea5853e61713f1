pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// The open case: who it is, why they wait, °C and note, and how it ends.
Item {
    id: panel

    required property SupportCaseViewModel viewModel

    readonly property real inset: Theme.margin
    readonly property bool isOpen: viewModel.step === "open"
    readonly property bool isNoting: isOpen && viewModel.inUse === "note"
    readonly property bool isMeasuring: isOpen && viewModel.inUse === "temperature"

    KText {
        anchors.centerIn: parent
        width: parent.width - 2 * panel.inset
        visible: panel.viewModel.step === ""
        text: qsTr("Chạm một ca để mở. Gọi bằng số, không gọi tên.")
        size: 22
        color: Theme.inkSoft
        horizontalAlignment: Text.AlignHCenter
    }

    Column {
        id: head

        x: panel.inset
        y: Theme.px(18)
        width: parent.width - 2 * x
        visible: panel.viewModel.step !== ""
        spacing: Theme.px(12)

        Item {
            width: parent.width
            height: Math.max(name.height, find.visible ? find.height : 0)

            FitText {
                id: name

                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(implicitWidth + 1, (find.visible ? find.x - Theme.gap : parent.width) - (about.visible ? about.width + Theme.px(12) : 0))
                text: panel.viewModel.name
                size: 30
                weight: Font.ExtraBold
                leading: 1.15
                maxHeight: Theme.sp(30) * 2.4
            }

            KText {
                id: about

                anchors.verticalCenter: parent.verticalCenter
                x: name.width + Theme.px(12)
                visible: text !== ""
                text: panel.viewModel.about === "" ? "" : "· " + panel.viewModel.about
                size: 22
                leading: 1.15
                wrapMode: Text.NoWrap
            }

            KButton {
                id: find

                x: parent.width - width
                width: Math.max(Theme.target, Math.min(implicitWidth, parent.width * 0.5))
                visible: panel.isOpen && panel.viewModel.inUse === ""
                icon: "search"
                // A name that is known needs its room.
                text: panel.viewModel.isKnown ? "" : qsTr("Tìm người này")
                label: panel.viewModel.isKnown ? qsTr("Người khác") : text
                size: 20
                onPressed: panel.viewModel.go("person")
            }
        }

        Rectangle {
            width: parent.width
            height: reason.height + Theme.px(24)
            visible: panel.viewModel.inUse === "" && panel.viewModel.step !== "refusal"
            radius: Theme.px(16)
            color: Theme.wait

            Column {
                id: reason

                x: Theme.px(20)
                y: Theme.px(12)
                width: parent.width - 2 * x

                KText {
                    width: parent.width
                    text: panel.viewModel.reason
                    size: 22
                    weight: Font.Bold
                    color: Theme.waitText
                    leading: 1.3
                }

                KText {
                    width: parent.width
                    text: panel.viewModel.facts
                    size: 20
                    color: Theme.waitText
                    leading: 1.3
                }
            }
        }

        Row {
            id: fields

            width: parent.width
            spacing: Theme.gap
            visible: panel.isOpen

            Column {
                width: Math.max(Theme.px(200), Math.round(parent.width * 0.36))
                spacing: Theme.px(4)
                visible: !panel.isNoting

                KText {
                    text: qsTr("Thân nhiệt")
                    size: 20
                    weight: Font.Bold
                    leading: 1.2
                }

                TextBox {
                    width: parent.width
                    text: panel.viewModel.temperature
                    hint: "°C"
                    label: qsTr("Thân nhiệt")
                    icon: "thermometer"
                    inUse: panel.isMeasuring
                    onPressed: panel.viewModel.use("temperature")
                }
            }

            Column {
                width: panel.isNoting ? parent.width : parent.width - parent.spacing - Math.max(Theme.px(200), Math.round(parent.width * 0.36))
                spacing: Theme.px(4)

                KText {
                    text: qsTr("Ghi chú")
                    size: 20
                    weight: Font.Bold
                    leading: 1.2
                }

                TextBox {
                    width: parent.width
                    text: panel.viewModel.note
                    hint: qsTr("Chạm để ghi")
                    label: qsTr("Ghi chú")
                    size: 22
                    inUse: panel.isNoting
                    onPressed: panel.viewModel.use("note")
                }
            }
        }

        Flow {
            width: parent.width
            spacing: Theme.gap
            visible: panel.isNoting

            Repeater {
                model: panel.viewModel.notes

                KButton {
                    required property var modelData

                    text: modelData.text
                    chosen: modelData.isOn
                    size: 20
                    onPressed: panel.viewModel.addNote(modelData.text)
                }
            }
        }
    }

    KeyPad {
        x: panel.inset
        y: parent.height - height - Theme.px(16)
        width: parent.width - 2 * x
        height: Math.min(implicitHeight, parent.height - head.y - head.height - Theme.px(28))
        visible: panel.isMeasuring
        wide: true
        quick: true
        hasText: panel.viewModel.temperature !== ""
        onKeyPressed: key => panel.viewModel.press(key)
        onErasePressed: panel.viewModel.erase()
        onClearPressed: panel.viewModel.clear()
        onDonePressed: panel.viewModel.use("")
    }

    LetterKeys {
        y: parent.height - height
        width: parent.width
        visible: panel.isNoting
        doneText: qsTr("Xong")
        doneIcon: "check"
        onKeyPressed: key => panel.viewModel.press(key)
        onErasePressed: panel.viewModel.erase()
        onClearPressed: panel.viewModel.clear()
        onDonePressed: panel.viewModel.use("")
    }

    Column {
        x: panel.inset
        y: parent.height - height - Theme.px(16)
        width: parent.width - 2 * x
        visible: panel.isOpen && panel.viewModel.inUse === ""
        spacing: Theme.gap

        KText {
            text: qsTr("Kết thúc")
            size: 20
            weight: Font.Bold
            leading: 1.2
        }

        Grid {
            id: closings

            readonly property real cell: Math.floor((width - columnSpacing) / 2)
            // As high as there is room for, never below what a finger needs.
            readonly property real room: panel.height - head.y - head.height - Theme.px(32) - Theme.sp(24) - 3 * Theme.gap
            readonly property real cellHeight: Math.max(Theme.target, Math.min(Math.max(Theme.px(100), Theme.primaryTarget), Math.floor(room / 2)))

            width: parent.width
            columns: 2
            columnSpacing: Theme.gap
            rowSpacing: Theme.gap

            KButton {
                width: closings.cell
                height: closings.cellHeight
                primary: true
                ground: Theme.arrival
                icon: panel.viewModel.canDeclare ? "form" : "arrive"
                text: panel.viewModel.canDeclare ? qsTr("Khai hộ") : qsTr("Cho vào")
                onPressed: {
                    if (panel.viewModel.canDeclare) {
                        panel.viewModel.declareFor();
                    } else {
                        panel.viewModel.close("admitted");
                    }
                }
            }

            KButton {
                width: closings.cell
                height: closings.cellHeight
                accent: Theme.arrival
                icon: "fork"
                text: qsTr("Vào lối riêng")
                onPressed: panel.viewModel.close("separate")
            }

            KButton {
                width: closings.cell
                height: closings.cellHeight
                accent: Theme.stop
                icon: "no-entry"
                text: qsTr("Chưa cho vào")
                onPressed: panel.viewModel.close("not_admitted")
            }

            KButton {
                width: closings.cell
                height: closings.cellHeight
                icon: "home"
                text: qsTr("Đã về")
                onPressed: panel.viewModel.close("left")
            }
        }
    }

    Column {
        x: panel.inset
        y: parent.height - height - Theme.px(16)
        width: parent.width - 2 * x
        visible: panel.viewModel.step === "refusal"
        spacing: Theme.gap

        KText {
            width: parent.width
            text: panel.viewModel.lead !== "" ? panel.viewModel.lead : qsTr("Chưa cho vào: vì sao? Bệnh nhân thì luôn được vào lối riêng.")
            size: 20
            weight: Font.Bold
            leading: 1.25
        }

        Grid {
            id: reasons

            readonly property real cell: Math.floor((width - columnSpacing) / 2)

            width: parent.width
            columns: 2
            columnSpacing: Theme.gap
            rowSpacing: Theme.gap

            Repeater {
                model: panel.viewModel.refusals

                KButton {
                    required property var modelData

                    width: reasons.cell
                    height: Theme.target
                    text: modelData.text
                    size: 20
                    onPressed: panel.viewModel.refuse(modelData.key)
                }
            }
        }

        Row {
            width: parent.width
            spacing: Theme.gap

            readonly property real cell: Math.floor((width - 2 * spacing) / 3)

            KButton {
                width: parent.cell
                height: Theme.target
                icon: "arrow-left"
                text: qsTr("Quay lại")
                size: 20
                onPressed: panel.viewModel.go("open")
            }

            KButton {
                width: parent.cell
                height: Theme.target
                icon: "bell"
                text: qsTr("Gọi trưởng\u00a0ca")
                size: 20
                onPressed: panel.viewModel.callLead()
            }

            KButton {
                width: parent.cell
                height: Theme.target
                primary: true
                ground: Theme.arrival
                icon: "fork"
                text: qsTr("Vào lối riêng")
                size: 20
                onPressed: panel.viewModel.close("separate")
            }
        }
    }
}
