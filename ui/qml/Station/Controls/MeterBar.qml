import QtQuick
import Station.Models
import Station.Theme

// One measure: its name, a word for it, a bar, and a mark where enough begins.
Column {
    id: meter

    required property MeterViewModel viewModel
    property real size: 22

    spacing: Theme.px(8)

    Item {
        width: parent.width
        height: Math.max(label.height, value.height)

        KText {
            id: label

            width: parent.width - value.width - Theme.px(12)
            text: meter.viewModel.label
            size: meter.size
            leading: 1.15
        }

        KText {
            id: value

            anchors.right: parent.right
            width: Math.min(implicitWidth, Math.round(parent.width * 0.62))
            text: meter.viewModel.value
            size: meter.size
            weight: Font.Bold
            leading: 1.15
            horizontalAlignment: Text.AlignRight
        }
    }

    Item {
        width: parent.width
        height: Theme.px(18)

        Rectangle {
            anchors.fill: parent
            radius: height / 2
            color: Theme.paperDim
            border.width: Math.max(1, Theme.px(1))
            border.color: Theme.edge
        }

        Rectangle {
            width: Math.max(height, parent.width * meter.viewModel.share)
            height: parent.height
            visible: meter.viewModel.share > 0
            radius: height / 2
            color: meter.viewModel.ok ? Theme.jade : Theme.attention
        }

        Rectangle {
            x: Math.round(parent.width * meter.viewModel.mark - width / 2)
            y: -Theme.px(4)
            width: Math.max(2, Theme.px(3))
            height: parent.height + Theme.px(8)
            visible: meter.viewModel.mark > 0
            color: Theme.ink
        }
    }
}
