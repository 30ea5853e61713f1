pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// Nay thuộc xã, phường nào? Only where one old unit went to several.
Item {
    id: ask

    required property DeclareViewModel viewModel

    readonly property var unit: viewModel.unit

    Column {
        id: words

        width: parent.width
        spacing: Theme.px(8)

        FitText {
            width: parent.width
            text: qsTr("Nay thuộc xã, phường nào?")
            size: 42
            weight: Font.ExtraBold
            color: Theme.jade
            leading: 1.2
            maxHeight: Theme.sp(42) * 2.5
        }

        FitText {
            width: parent.width
            text: ask.unit.text ?? ""
            size: 22
            color: Theme.inkSoft
            leading: 1.25
            maxHeight: Theme.sp(22) * 2.6
        }
    }

    GridView {
        id: units

        readonly property int columns: Theme.isPortrait ? 1 : 2

        y: words.height + Theme.gap
        width: parent.width + Theme.gap
        height: foot.y - y - Theme.px(12)
        cellWidth: Math.floor(width / columns)
        cellHeight: Math.max(Theme.px(138), Theme.target) + Theme.gap
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        model: ask.unit.units

        delegate: Item {
            id: place

            required property var modelData
            required property int index

            width: units.cellWidth
            height: units.cellHeight

            KButton {
                width: parent.width - Theme.gap
                height: parent.height - Theme.gap
                size: 26
                text: place.modelData.name + ", " + place.modelData.province
                onPressed: ask.viewModel.chooseToday(place.index)
            }
        }
    }

    Row {
        id: foot

        y: parent.height - height
        width: parent.width
        height: Math.max(Theme.px(92), Theme.target)
        spacing: Theme.gap

        KButton {
            width: Math.floor((parent.width - parent.spacing) / 2)
            height: parent.height
            icon: "arrow-left"
            text: qsTr("Quay lại")
            size: 24
            onPressed: ask.viewModel.goBack()
        }

        KButton {
            width: Math.floor((parent.width - parent.spacing) / 2)
            height: parent.height
            text: qsTr("Chưa rõ, giữ tên cũ")
            size: 24
            onPressed: ask.viewModel.chooseToday(-1)
        }
    }
}
