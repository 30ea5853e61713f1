pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// The one field that is typed, and what may stand in it: communes, the venue's entrances, its hotlines.
Item {
    id: typing

    required property VenueViewModel viewModel

    readonly property var field: viewModel.typing
    readonly property real cellHeight: Math.max(Theme.px(72), Theme.target)

    FieldLabel {
        id: title

        width: parent.width
        height: Theme.sp(20) * 1.25
        words: typing.field.title ?? ""
    }

    TextBox {
        id: box

        y: title.height + Theme.px(4)
        width: parent.width
        height: typing.cellHeight
        label: typing.field.title ?? ""
        text: typing.field.text ?? ""
        hint: typing.field.hint ?? ""
        inUse: true
    }

    Grid {
        id: tabs

        readonly property var model: (typing.field.gates ?? []).length > 0 ? typing.field.gates : (typing.field.lines ?? [])
        readonly property bool areGates: typing.field.input === "gate"
        readonly property int count: model.length + (more.visible ? 1 : 0)
        readonly property real cell: Math.floor((width - (columns - 1) * spacing) / columns)

        y: box.y + box.height + Theme.px(10)
        width: parent.width
        visible: model.length > 0
        columns: Math.max(1, Theme.isPortrait ? Math.min(3, count) : count)
        spacing: Theme.gap

        Repeater {
            model: tabs.model

            KButton {
                required property int index
                required property var modelData

                width: tabs.cell
                height: typing.cellHeight
                text: modelData.text
                size: 20
                chosen: modelData.isOn
                onPressed: {
                    if (tabs.areGates) {
                        typing.viewModel.chooseGate(modelData.text);
                    } else {
                        typing.viewModel.showLine(index);
                    }
                }
            }
        }

        KButton {
            id: more

            width: tabs.cell
            height: typing.cellHeight
            visible: tabs.areGates ? (typing.field.canDrop ?? false) : (typing.field.canAddLine ?? false)
            icon: tabs.areGates ? "bin" : "plus"
            text: tabs.areGates ? qsTr("Bỏ cổng này") : qsTr("Thêm số")
            size: 20
            onPressed: {
                if (tabs.areGates) {
                    typing.viewModel.dropGate();
                } else {
                    typing.viewModel.showLine((typing.field.lines ?? []).length);
                }
            }
        }
    }

    ListView {
        y: box.y + box.height + Theme.px(10)
        width: parent.width
        height: Math.max(0, parent.height - y - (Theme.isPortrait ? Theme.primaryTarget + Theme.gap : 0))
        visible: typing.field.input === "commune"
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        spacing: Theme.gap
        model: typing.field.input === "commune" ? typing.field.units : []

        delegate: UnitRow {
            width: ListView.view.width
            onChosen: index => typing.viewModel.chooseUnit(index)
        }
    }

    FitText {
        y: box.y + box.height + Theme.px(16)
        width: parent.width
        visible: typing.field.isNothing ?? false
        text: qsTr("Không tìm thấy nơi nào. Gõ tên khác, cũ hay mới đều được.")
        size: 18
        color: Theme.inkSoft
        leading: 1.25
        maxHeight: Theme.sp(18) * 2.6
    }

    KText {
        y: box.y + box.height + Theme.px(16)
        width: parent.width
        visible: typing.field.input === "link"
        text: qsTr("Hoặc đưa áp phích đang dùng trước máy quét của bàn.")
        size: 18
        color: Theme.inkSoft
        leading: 1.25
    }

    // Upright the keyboard has none of its own.
    KButton {
        x: parent.width - width
        y: parent.height - height
        width: Math.round(parent.width * 0.4)
        visible: Theme.isPortrait
        primary: true
        icon: "check"
        text: qsTr("Xong")
        onPressed: typing.viewModel.endTyping()
    }
}
