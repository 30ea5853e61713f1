import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// The code by SMS: six cells that submit by themselves, the pad, and what to do if none comes.
Item {
    id: panel

    required property FamilyViewModel viewModel

    Column {
        id: head

        width: parent.width
        spacing: Theme.px(8)

        FitText {
            width: parent.width
            text: panel.viewModel.codeTitle
            size: 20
            weight: Font.Bold
            leading: 1.2
            maxHeight: Theme.sp(20) * 2.4
        }

        NumberCells {
            model: panel.viewModel.cells
            room: parent.width
        }

        FitText {
            width: parent.width
            text: panel.viewModel.codeSentence
            size: 18
            weight: panel.viewModel.isCodeWrong ? Font.Bold : Font.Medium
            color: panel.viewModel.isCodeWrong ? Theme.amberText : Theme.inkSoft
            leading: 1.2
            maxHeight: Theme.sp(18) * 2.4
        }
    }

    KeyPad {
        y: head.height + Theme.px(8)
        width: parent.width
        height: buttons.y - y - Theme.gap
        hasText: true
        quick: true
        onKeyPressed: key => panel.viewModel.press(key)
        onErasePressed: panel.viewModel.erase()
        onClearPressed: panel.viewModel.clear()
    }

    Row {
        id: buttons

        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.target
        spacing: Theme.gap

        KButton {
            width: Math.floor((parent.width - parent.spacing) / 2)
            height: parent.height
            active: panel.viewModel.canResend
            text: panel.viewModel.resend
            size: 20
            onPressed: panel.viewModel.sendCode()
        }

        KButton {
            width: Math.floor((parent.width - parent.spacing) / 2)
            height: parent.height
            text: qsTr("Không nhận được mã")
            size: 20
            onPressed: panel.viewModel.closePanel()
        }
    }
}
