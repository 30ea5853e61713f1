import QtQuick
import Station.Models
import Station.Theme

// Nobody has touched for a while: nothing of the page is on show, and it is wiped next.
Column {
    id: question

    required property GoOnViewModel viewModel
    property real room: Theme.px(600)

    spacing: Theme.px(40)

    FitText {
        width: parent.width
        text: qsTr("Còn tiếp tục không?")
        size: 52
        weight: Font.ExtraBold
        color: Theme.jade
        horizontalAlignment: Text.AlignHCenter
        maxHeight: question.room * 0.3
    }

    CountdownRing {
        anchors.horizontalCenter: parent.horizontalCenter
        width: Theme.px(96)
        height: width
        seconds: question.viewModel.graceS
        token: question.viewModel.token
        running: question.visible
        colour: Theme.jade
    }

    Row {
        id: answers

        readonly property real cell: Math.floor((Math.min(width, Theme.px(760)) - spacing) / 2)

        anchors.horizontalCenter: parent.horizontalCenter
        width: Math.min(parent.width, Theme.px(760))
        height: Math.max(Theme.px(92), Theme.primaryTarget)
        spacing: Theme.gap

        KButton {
            width: answers.cell
            height: parent.height
            text: qsTr("Xóa")
            onPressed: question.viewModel.leave()
        }

        KButton {
            width: answers.cell
            height: parent.height
            primary: true
            text: qsTr("Tiếp tục")
            onPressed: question.viewModel.stay()
        }
    }
}
