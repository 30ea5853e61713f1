pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// Where somebody is reached: the commune by its old or new name, and the street where it is known.
Item {
    id: form

    required property DeclareViewModel viewModel

    readonly property var address: viewModel.address
    readonly property real fieldHeight: Math.max(Theme.px(72), Theme.target)
    readonly property real labelHeight: Theme.sp(20) * 1.25
    readonly property bool isSearching: viewModel.typing === "unit" || address.unit === ""

    Grid {
        id: fields

        readonly property real cell: Theme.isPortrait ? form.width : Math.floor((form.width - columnSpacing) / 2)

        columns: Theme.isPortrait ? 1 : 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.px(8)

        Column {
            width: fields.cell
            spacing: Theme.px(4)

            FieldLabel {
                width: parent.width
                height: form.labelHeight
                words: qsTr("Xã, phường")
                isRequired: true
            }

            TextBox {
                id: unit

                width: parent.width
                height: form.fieldHeight
                label: qsTr("Xã, phường")
                text: form.address.unit !== "" ? form.address.unit : form.address.text
                hint: qsTr("Tên cũ hoặc mới")
                icon: form.address.unit !== "" ? "pencil" : "search"
                inUse: form.viewModel.typing === "unit"
                onPressed: {
                    if (form.address.unit !== "") {
                        form.viewModel.changeUnit();
                    } else {
                        form.viewModel.use("unit");
                    }
                }

                KText {
                    x: parent.width - width - Theme.px(56)
                    anchors.verticalCenter: parent.verticalCenter
                    visible: form.address.unit === "" && unit.room >= implicitWidth
                    text: form.address.count
                    size: 18
                    color: Theme.inkSoft
                    leading: 1.15
                    wrapMode: Text.NoWrap
                }
            }
        }

        Column {
            width: fields.cell
            spacing: Theme.px(4)

            FieldLabel {
                width: parent.width
                height: form.labelHeight
                words: qsTr("Số nhà, đường, thôn")
            }

            TextBox {
                width: parent.width
                height: form.fieldHeight
                label: qsTr("Số nhà, đường, thôn")
                text: form.address.street
                hint: qsTr("Không bắt buộc")
                inUse: form.viewModel.typing === "street"
                onPressed: form.viewModel.use("street")
            }
        }
    }

    ListView {
        y: fields.height + Theme.px(12)
        width: parent.width
        height: Math.max(0, (hint.visible ? hint.y : parent.height) - y - Theme.px(8))
        visible: form.isSearching
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        spacing: Theme.gap
        model: form.isSearching ? form.address.units : []

        delegate: UnitRow {
            width: ListView.view.width
            onChosen: index => form.viewModel.chooseUnit(index)
        }
    }

    FitText {
        id: hint

        y: parent.height - height - Theme.px(4)
        width: parent.width
        // Two rows that were found stand before it.
        visible: form.isSearching && parent.height - y0 > 2 * Theme.px(104) + Theme.gap + Theme.sp(18) * 2.6
        text: form.address.isNothing ? qsTr("Không tìm thấy nơi nào. Gõ tên khác, cũ hay mới đều được.") : qsTr("Tên cũ hay mới đều được, không cần gõ dấu. Chạm nơi đúng để điền.")
        size: 18
        color: Theme.inkSoft
        leading: 1.25
        maxHeight: Theme.sp(18) * 2.6

        readonly property real y0: fields.height
    }
}
