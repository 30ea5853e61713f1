pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// Whom a person may be the same as: found, chosen, and why; or parted again.
StaffFrame {
    id: page

    readonly property LinkViewModel viewModel: station.desk.page("link") as LinkViewModel
    readonly property bool isAsking: viewModel.choices.title !== ""

    title: viewModel.title

    KeyTaker {
        onTyped: text => page.viewModel.press(text)
        onErased: page.viewModel.erase()
    }

    Item {
        id: form

        x: Theme.margin
        y: page.bodyTop + Theme.px(12)
        width: page.width - 2 * x
        height: board.y - y - Theme.px(4)
        visible: !page.isAsking

        TextBox {
            id: box

            width: parent.width
            label: qsTr("Tìm người")
            hint: qsTr("Tên, số điện thoại hoặc số thẻ")
            icon: "search"
            text: page.viewModel.text
            inUse: true
        }

        FitText {
            y: box.height + Theme.px(20)
            width: parent.width
            text: page.viewModel.sentence
            size: 22
            color: Theme.inkSoft
            leading: 1.25
            maxHeight: Theme.sp(22) * 2.6
        }

        ListView {
            id: people

            y: box.height + Theme.px(10)
            width: parent.width
            height: parent.height - y
            clip: true
            model: page.viewModel.rows
            boundsBehavior: Flickable.StopAtBounds

            delegate: LinkRow {
                width: people.width
                onChosen: key => page.viewModel.chooseOther(key)
                onParted: key => page.viewModel.part(key)
            }
        }
    }

    ChoicePanel {
        x: Theme.wideMargin
        y: page.bodyTop + Theme.px(32)
        width: page.width - 2 * x
        height: Math.min(page.bodyHeight - Theme.px(48), Theme.px(430))
        visible: page.isAsking
        choices: page.viewModel.choices
        onChosen: key => page.viewModel.choose(key)
        onClosed: page.viewModel.closePanel()
    }

    LetterKeys {
        id: board

        y: page.bodyBottom - height
        width: page.width
        visible: !page.isAsking
        doneIcon: "arrow-left"
        doneText: qsTr("Quay lại")
        onKeyPressed: key => page.viewModel.press(key)
        onErasePressed: page.viewModel.erase()
        onClearPressed: page.viewModel.clear()
        onDonePressed: page.frameModel.leave()
    }
}
