import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// What came of it, and who is next.
Item {
    id: form

    required property DeclareViewModel viewModel

    readonly property var done: viewModel.done
    readonly property real cell: Math.max(Theme.px(92), Theme.primaryTarget)

    Column {
        x: Theme.wideMargin
        y: Math.max(Theme.px(24), Math.round((buttons.y - height) / 2))
        width: parent.width - 2 * x
        spacing: Theme.px(14)

        Icon {
            name: form.done.isHeld ? "desk" : "done"
            size: Theme.px(96)
            colour: form.done.isHeld ? Theme.amberText : Theme.arrival
        }

        FitText {
            width: parent.width
            text: form.done.title ?? ""
            size: 42
            weight: Font.ExtraBold
            color: form.done.isHeld ? Theme.amberText : Theme.arrival
            leading: 1.2
            maxHeight: Theme.sp(42) * 2.5
        }

        FitText {
            width: parent.width
            text: form.done.text ?? ""
            size: 26
            weight: Font.Bold
            leading: 1.25
            maxHeight: Theme.sp(26) * 3.9
        }

        FitText {
            width: parent.width
            visible: text !== ""
            text: form.done.more ?? ""
            size: 22
            color: Theme.inkSoft
            leading: 1.25
            maxHeight: Theme.sp(22) * 2.6
        }
    }

    Grid {
        id: buttons

        readonly property real cell: Math.floor((width - (columns - 1) * columnSpacing) / columns)

        x: Theme.margin
        y: parent.height - height - Theme.px(16)
        width: parent.width - 2 * x
        columns: Theme.isPortrait ? 1 : 3
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap

        KButton {
            width: buttons.cell
            height: form.cell
            icon: "people"
            text: qsTr("Thêm người cùng đi")
            size: 22
            onPressed: form.viewModel.begin(true)
        }

        KButton {
            width: buttons.cell
            height: form.cell
            icon: "form"
            text: qsTr("Khai hộ người khác")
            size: 22
            onPressed: form.viewModel.begin(false)
        }

        KButton {
            width: buttons.cell
            height: form.cell
            primary: true
            icon: "check"
            text: qsTr("Xong")
            onPressed: form.viewModel.goBack()
        }
    }
}
