import QtQuick
import Station.Controls
import Station.Keyboard
import Station.Models
import Station.Theme

// A person's details: two fields, and the keyboard that never lies over them.
StaffFrame {
    id: page

    readonly property PersonFormViewModel viewModel: station.desk.page("person_form") as PersonFormViewModel

    title: viewModel.title
    withStrip: viewModel.isAsking

    Item {
        id: form

        x: Theme.margin
        y: page.bodyTop + Theme.px(16)
        width: page.width - 2 * x
        height: board.y - y - Theme.px(14)
        visible: !page.viewModel.isAsking

        Column {
            width: parent.width
            spacing: Theme.gap

            TextBox {
                width: parent.width
                label: qsTr("Họ tên")
                hint: label
                text: page.viewModel.name
                inUse: page.viewModel.typing === "name"
                onPressed: page.viewModel.use("name")
            }

            Row {
                id: second

                readonly property real cell: Math.floor((width - 3 * spacing) / 4)

                width: parent.width
                height: Math.max(Theme.px(72), Theme.target)
                spacing: Theme.gap

                TextBox {
                    width: page.viewModel.isNew ? second.cell : 3 * second.cell + 2 * second.spacing
                    height: parent.height
                    label: page.viewModel.isNew ? qsTr("Năm sinh") : qsTr("Số điện thoại")
                    hint: label
                    text: page.viewModel.isNew ? page.viewModel.year : page.viewModel.phone
                    inUse: page.viewModel.typing !== "name"
                    onPressed: page.viewModel.use(page.viewModel.isNew ? "year" : "phone")
                }

                KButton {
                    width: second.cell
                    height: parent.height
                    visible: page.viewModel.isNew
                    text: qsTr("Nam")
                    size: 22
                    chosen: page.viewModel.sex === "male"
                    onPressed: page.viewModel.chooseSex("male")
                }

                KButton {
                    width: second.cell
                    height: parent.height
                    visible: page.viewModel.isNew
                    text: qsTr("Nữ")
                    size: 22
                    chosen: page.viewModel.sex === "female"
                    onPressed: page.viewModel.chooseSex("female")
                }

                KButton {
                    width: second.cell
                    height: parent.height
                    primary: true
                    active: page.viewModel.canSave
                    icon: "check"
                    text: qsTr("Lưu")
                    onPressed: page.viewModel.save()
                }
            }
        }
    }

    Column {
        x: Theme.wideMargin
        y: page.bodyTop + Theme.px(48)
        width: page.width - 2 * x
        visible: page.viewModel.isAsking
        spacing: Theme.px(24)

        FitText {
            width: parent.width
            text: qsTr("Có thể trùng với")
            size: 32
            weight: Font.ExtraBold
            color: Theme.jade
            leading: 1.2
            maxHeight: Theme.sp(32) * 2.4
        }

        FitText {
            width: parent.width
            text: page.viewModel.twin
            size: 32
            weight: Font.Bold
            leading: 1.25
            maxHeight: Theme.sp(32) * 3.8
        }

        Row {
            width: parent.width
            height: Math.max(Theme.px(92), Theme.primaryTarget)
            spacing: Theme.gap

            KButton {
                width: Math.floor((parent.width - parent.spacing) / 2)
                height: parent.height
                primary: true
                active: page.viewModel.twin !== ""
                icon: "check"
                text: qsTr("Là người này")
                onPressed: page.viewModel.answer(true)
            }

            KButton {
                width: Math.floor((parent.width - parent.spacing) / 2)
                height: parent.height
                active: page.viewModel.twin !== ""
                icon: "plus"
                text: qsTr("Là người khác")
                onPressed: page.viewModel.answer(false)
            }
        }
    }

    Keyboard {
        id: board

        y: page.bodyBottom - height
        width: page.width
        visible: !page.viewModel.isAsking
        viewModel: page.station.desk.keyboard
        nextText: ""
        onNext: page.viewModel.save()
    }
}
