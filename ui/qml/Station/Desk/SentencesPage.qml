pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// Sentences in both languages, to point at; the one that is touched fills the page.
PageFrame {
    id: page

    readonly property SentencesViewModel viewModel: station.desk.page("sentences") as SentencesViewModel
    readonly property bool isShown: viewModel.shown.name !== undefined

    withMode: false
    withLanguage: !isPortrait
    sideMargin: isPortrait ? Theme.px(48) : Theme.margin
    stripWithLanguage: isPortrait
    withStaffCard: false

    FitText {
        id: title

        x: Theme.wideMargin
        y: page.bodyTop + Theme.px(page.isPortrait ? 24 : 4)
        width: page.width - 2 * Theme.wideMargin
        // A band of the gate lies here on upright screens, and nowhere else on the page.
        visible: !page.isShown && !(page.isPortrait && page.station.gate.bandVisible)
        text: qsTr("Chạm một câu, rồi cho người đối\u00a0diện xem")
        size: page.isPortrait ? 42 : 32
        weight: Font.ExtraBold
        color: Theme.jade
        leading: 1.14
        maxHeight: Theme.sp(size) * (page.isPortrait ? 2.5 : 1.3)
    }

    Grid {
        id: cells

        readonly property int lines: page.isPortrait ? 4 : 2
        readonly property real cell: Math.floor((width - (columns - 1) * spacing) / columns)
        readonly property real cellHeight: Math.floor((height - (lines - 1) * spacing) / lines)

        x: Theme.wideMargin
        y: title.y + title.height + Theme.px(page.isPortrait ? 24 : 12)
        width: page.width - 2 * Theme.wideMargin
        height: buttons.y - y - Theme.px(page.isPortrait ? 28 : 16)
        columns: page.isPortrait ? 2 : 4
        spacing: Theme.gap
        visible: !page.isShown

        Repeater {
            model: page.viewModel.cells

            ChoiceCard {
                required property var modelData

                width: cells.cell
                height: cells.cellHeight
                icon: modelData.icon
                text: modelData.first
                more: modelData.second
                size: 26
                moreSize: 22
                onPressed: page.viewModel.choose(modelData.name)
            }
        }
    }

    Item {
        x: Theme.wideMargin
        y: page.bodyTop + Theme.px(page.isPortrait ? 80 : 0)
        width: page.width - 2 * Theme.wideMargin
        height: buttons.y - y - Theme.px(16)
        visible: page.isShown

        Column {
            id: large

            anchors.centerIn: parent
            width: parent.width
            spacing: Theme.px(18)

            Icon {
                id: picture

                anchors.horizontalCenter: parent.horizontalCenter
                name: page.isShown ? page.viewModel.shown.icon : ""
                size: Math.round(large.parent.height * 0.2)
                colour: Theme.jade
            }

            FitText {
                width: parent.width
                text: page.isShown ? page.viewModel.shown.first : ""
                size: 64
                weight: Font.ExtraBold
                horizontalAlignment: Text.AlignHCenter
                maxHeight: large.parent.height * 0.42
            }

            FitText {
                width: parent.width
                text: page.isShown ? page.viewModel.shown.second : ""
                size: 52
                weight: Font.Bold
                color: Theme.inkSoft
                horizontalAlignment: Text.AlignHCenter
                maxHeight: large.parent.height * 0.28
            }
        }
    }

    Row {
        id: buttons

        readonly property real cell: Math.min(Theme.px(420), Math.floor((width - spacing) / 2))

        x: Theme.wideMargin
        y: page.bodyBottom - height - Theme.px(page.isPortrait ? 32 : 16)
        width: page.width - 2 * Theme.wideMargin
        height: Math.max(Theme.px(76), Theme.primaryTarget)
        spacing: Theme.gap

        KButton {
            width: buttons.cell
            height: parent.height
            icon: "arrow-left"
            text: qsTr("Quay lại")
            onPressed: page.viewModel.leave()
        }

        KButton {
            width: buttons.cell
            height: parent.height
            visible: page.viewModel.canCall
            icon: "bell"
            text: qsTr("Gọi nhân viên")
            onPressed: page.viewModel.callStaff()
        }
    }
}
