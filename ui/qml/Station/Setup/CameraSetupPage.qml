import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// For staff: the printed sample before the camera, three measures, what to do, the verdict.
PageFrame {
    id: page

    readonly property real side: isPortrait ? Theme.px(48) : Theme.margin
    readonly property real textSize: isPortrait ? 26 : 22
    readonly property bool isPassed: station.setup.camera.verdict === "passed"
    readonly property bool isFailed: station.setup.camera.verdict === "failed"
    readonly property color verdictInk: isPassed ? Theme.arrivalText : isFailed ? Theme.attentionText : Theme.waitText

    withMode: !isPortrait
    withStrip: false

    PreviewItem {
        id: preview

        x: page.side
        y: page.bodyTop + Theme.px(4)
        width: page.isPortrait ? page.width - 2 * page.side : Math.round((page.width - 2 * page.side) * (Theme.largeText ? 0.42 : 0.5))
        height: page.isPortrait ? Math.round(width * (Theme.largeText ? 0.5 : 0.66)) : buttons.y - y - Theme.px(16)
        feed: page.station.gate.preview
        radius: Theme.previewRadius
    }

    Column {
        id: measures

        x: page.isPortrait ? page.side : preview.x + preview.width + Theme.px(32)
        y: page.isPortrait ? preview.y + preview.height + Theme.px(28) : preview.y
        width: page.width - page.side - x
        spacing: Theme.px(page.isPortrait ? 24 : 14)

        FitText {
            width: parent.width
            text: qsTr("Kiểm tra camera")
            size: page.isPortrait ? 52 : 42
            weight: Font.ExtraBold
            color: Theme.jade
        }

        MeterBar {
            width: parent.width
            viewModel: page.station.setup.camera.density
            size: page.textSize
        }

        MeterBar {
            width: parent.width
            viewModel: page.station.setup.camera.sharpness
            size: page.textSize
        }

        MeterBar {
            width: parent.width
            viewModel: page.station.setup.camera.light
            size: page.textSize
        }

        FitText {
            width: parent.width
            text: page.station.setup.camera.advice
            size: page.isPortrait ? 30 : 24
            weight: Font.Bold
        }
    }

    Rectangle {
        id: verdict

        readonly property real room: page.isPortrait ? meanwhile.y - measures.y - measures.height - Theme.px(56) : buttons.y - measures.y - measures.height - Theme.px(32)

        x: measures.x
        y: page.isPortrait ? measures.y + measures.height + Theme.px(28) : buttons.y - height - Theme.px(16)
        width: measures.width
        height: verdictWords.height + 2 * Theme.px(18)
        radius: Theme.radius
        color: page.isPassed ? Theme.arrival : page.isFailed ? Theme.attention : Theme.wait

        Column {
            id: verdictWords

            x: Theme.px(22)
            y: Theme.px(18)
            width: parent.width - 2 * x
            spacing: Theme.px(6)

            FitText {
                id: verdictTitle

                width: parent.width
                text: page.station.setup.camera.verdictTitle
                size: page.isPortrait ? 36 : 28
                weight: Font.ExtraBold
                leading: 1.2
                color: page.verdictInk
            }

            FitText {
                width: parent.width
                text: page.station.setup.camera.verdictText
                size: page.textSize
                color: page.verdictInk
                maxHeight: Math.max(Theme.sp(26), verdict.room - verdictTitle.height - Theme.px(42))
            }
        }
    }

    KText {
        id: meanwhile

        x: page.side
        y: page.isPortrait ? buttons.y - height - Theme.px(24) : buttons.y + Math.round((buttons.height - height) / 2)
        width: page.isPortrait ? page.width - 2 * page.side : buttons.x - x - Theme.px(24)
        text: qsTr("Trong lúc kiểm tra, máy vẫn ghi nhận người đến và\u00a0đi.")
        size: page.isPortrait ? 24 : 20
        color: Theme.inkSoft
    }

    Row {
        id: buttons

        readonly property real cell: (width - spacing) / 2

        x: page.isPortrait ? page.side : measures.x
        y: page.height - height - Theme.px(page.isPortrait ? 48 : 24)
        width: page.isPortrait ? page.width - 2 * page.side : measures.width
        height: Math.max(Theme.px(72), Theme.primaryTarget)
        spacing: Theme.gap

        KButton {
            width: buttons.cell
            height: buttons.height
            text: qsTr("Đo lại")
            onPressed: page.station.setup.camera.again()
        }

        KButton {
            width: buttons.cell
            height: buttons.height
            primary: true
            text: qsTr("Xong")
            onPressed: page.station.setup.camera.close()
        }
    }
}
