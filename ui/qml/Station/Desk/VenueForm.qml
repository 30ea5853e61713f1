pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// What is registered of the venue: five rows of fields, and whether the hub knows of them.
Item {
    id: form

    required property VenueViewModel viewModel

    readonly property var fields: viewModel.form
    readonly property real labelHeight: Theme.sp(20) * 1.25
    readonly property real foot: telling.visible ? telling.height + Theme.px(6) : 0
    readonly property real rowHeight: Math.floor((height - foot) / 5)
    readonly property real cellHeight: Math.max(Theme.target, Math.min(Theme.px(88), rowHeight - labelHeight - Theme.px(12)))
    readonly property real cell: Math.floor((width - Theme.gap) / 2)

    function isLocked(name: string): bool {
        return (fields.locked ?? []).includes(name);
    }

    component Field: Column {
        id: field

        signal pressed

        property string words
        property string text
        property string icon
        property bool isRequired: false
        property bool isLocked: false
        property real size: 26

        spacing: Theme.px(4)

        FieldLabel {
            width: parent.width
            height: form.labelHeight
            words: field.words
            isRequired: field.isRequired
        }

        TextBox {
            width: parent.width
            height: form.cellHeight
            label: field.words
            text: field.text
            size: field.size
            hint: field.isLocked ? qsTr("Do trung tâm đặt") : ""
            icon: field.isLocked ? "lock" : field.icon
            enabled: !field.isLocked
            onPressed: field.pressed()
        }
    }

    Column {
        width: parent.width
        spacing: form.rowHeight - form.labelHeight - form.cellHeight - Theme.px(4)
        visible: form.fields.name !== undefined

        Row {
            spacing: Theme.gap

            Field {
                width: form.cell
                words: qsTr("Tên điểm")
                isRequired: true
                text: form.fields.name ?? ""
                isLocked: form.isLocked("name")
                onPressed: form.viewModel.use("name")
            }

            Field {
                width: form.cell
                words: qsTr("Điện thoại")
                isRequired: true
                text: form.fields.phone ?? ""
                isLocked: form.isLocked("phone")
                onPressed: form.viewModel.use("phone")
            }
        }

        Column {
            width: parent.width
            spacing: Theme.px(4)

            FieldLabel {
                width: parent.width
                height: form.labelHeight
                words: qsTr("Loại điểm")
                isRequired: true
            }

            Row {
                id: kinds

                // Each has room by its words.
                readonly property real wanted: children.reduce((sum, button) => sum + (button.visible ? button.implicitWidth : 0), 0)

                width: parent.width
                height: form.cellHeight
                spacing: Theme.gap

                Repeater {
                    model: form.fields.kinds ?? []

                    KButton {
                        required property var modelData

                        width: Math.floor((kinds.width - 5 * kinds.spacing) * implicitWidth / Math.max(1, kinds.wanted))
                        height: kinds.height
                        text: modelData.text
                        size: Theme.largeText ? 17 : 20
                        chosen: modelData.isOn
                        active: !form.isLocked("kind")
                        onPressed: form.viewModel.chooseKind(modelData.key)
                    }
                }
            }
        }

        Row {
            spacing: Theme.gap

            Field {
                width: form.cell
                words: qsTr("Số nhà, đường")
                isRequired: true
                text: form.fields.street ?? ""
                isLocked: form.isLocked("street")
                onPressed: form.viewModel.use("street")
            }

            Field {
                width: form.cell
                words: qsTr("Xã, phường")
                isRequired: true
                icon: "search"
                size: 22
                text: form.fields.commune ?? ""
                isLocked: form.isLocked("commune")
                onPressed: form.viewModel.use("commune")
            }
        }

        Row {
            spacing: Theme.gap

            Column {
                width: form.cell
                spacing: Theme.px(4)

                FieldLabel {
                    width: parent.width
                    height: form.labelHeight
                    words: qsTr("Cổng (cổng đậm là cổng này)")
                }

                Row {
                    id: gates

                    readonly property bool isNarrow: width < Theme.sp(20) * 19
                    readonly property int count: (form.fields.gates ?? []).length
                    readonly property real cell: Math.floor((width - more.width - count * spacing) / Math.max(1, count))

                    width: parent.width
                    height: form.cellHeight
                    spacing: Theme.gap

                    Repeater {
                        model: form.fields.gates ?? []

                        KButton {
                            required property var modelData

                            width: gates.cell
                            height: gates.height
                            text: modelData.text
                            size: 20
                            chosen: modelData.isOn
                            active: !form.isLocked("gate")
                            onPressed: form.viewModel.chooseGate(modelData.text)
                        }
                    }

                    KButton {
                        id: more

                        width: Math.max(Theme.target, Math.min(implicitWidth, Math.floor(gates.width * 0.42)))
                        height: gates.height
                        icon: "plus"
                        text: form.fields.moreGates > 0 ? (gates.isNarrow ? "%1".arg(form.fields.moreGates) : qsTr("%1 cổng nữa").arg(form.fields.moreGates)) : gates.isNarrow ? "" : qsTr("Thêm")
                        label: qsTr("Các cổng của điểm")
                        size: 20
                        active: !form.isLocked("gate")
                        onPressed: form.viewModel.use("gate")
                    }
                }
            }

            Column {
                width: form.cell
                spacing: Theme.px(4)

                FieldLabel {
                    width: parent.width
                    height: form.labelHeight
                    words: qsTr("Giờ mở cửa")
                }

                Row {
                    id: hours

                    width: parent.width
                    height: form.cellHeight
                    spacing: Theme.gap

                    TextBox {
                        width: Math.floor((hours.width - dash.width - 2 * hours.spacing) / 2)
                        height: hours.height
                        label: qsTr("Giờ mở cửa")
                        text: form.fields.opens ?? ""
                        hint: qsTr("Luôn mở")
                        icon: enabled ? "" : "lock"
                        enabled: !form.isLocked("opening_time")
                        onPressed: form.viewModel.use("opens")
                    }

                    KText {
                        id: dash

                        height: hours.height
                        horizontalAlignment: Text.AlignHCenter
                        verticalAlignment: Text.AlignVCenter
                        text: "–"
                        size: 22
                        leading: 1.2
                    }

                    TextBox {
                        width: Math.floor((hours.width - dash.width - 2 * hours.spacing) / 2)
                        height: hours.height
                        label: qsTr("Giờ đóng cửa")
                        text: form.fields.closes ?? ""
                        hint: qsTr("Không đóng")
                        icon: enabled ? "" : "lock"
                        enabled: !form.isLocked("closing_time")
                        onPressed: form.viewModel.use("closes")
                    }
                }
            }
        }

        Row {
            spacing: Theme.gap

            Field {
                width: form.cell
                words: qsTr("Đường dây nóng")
                isRequired: true
                icon: "pencil"
                size: 22
                text: form.fields.hotlines ?? ""
                isLocked: form.isLocked("hotlines")
                onPressed: form.viewModel.showLine(0)
            }

            Field {
                width: form.cell
                words: qsTr("Gọi kỹ thuật")
                text: form.fields.supportPhone ?? ""
                isLocked: form.isLocked("support_phone")
                onPressed: form.viewModel.use("support_phone")
            }
        }
    }

    Row {
        id: telling

        y: parent.height - height
        width: parent.width
        visible: form.viewModel.telling !== ""
        spacing: Theme.px(10)

        Icon {
            id: sign

            anchors.verticalCenter: parent.verticalCenter
            name: form.viewModel.isTold ? "wifi" : "wifi-off"
            size: Theme.px(26)
            colour: form.viewModel.isTold ? Theme.well : Theme.amberText
        }

        FitText {
            anchors.verticalCenter: parent.verticalCenter
            width: telling.width - sign.width - telling.spacing
            text: form.viewModel.telling
            size: 19
            weight: Font.Bold
            color: form.viewModel.isTold ? Theme.well : Theme.amberText
            leading: 1.2
            maxHeight: Theme.sp(19) * 1.3
        }
    }
}
