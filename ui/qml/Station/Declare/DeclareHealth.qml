pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// The form's questions on one page, however many: nothing is chosen before it is touched.
Item {
    id: form

    required property DeclareViewModel viewModel

    Item {
        id: head

        width: parent.width
        height: Math.max(whom.height, period.height) + Theme.px(6)

        FitText {
            id: whom

            anchors.verticalCenter: parent.verticalCenter
            width: parent.width - period.width - Theme.px(24)
            text: form.viewModel.whom + (form.viewModel.whomAbout === "" ? "" : " · " + form.viewModel.whomAbout)
            size: 22
            weight: Font.Bold
            leading: 1.2
            maxHeight: Theme.sp(22) * 2.5
        }

        FitText {
            id: period

            anchors.right: parent.right
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth + 1, form.width * 0.5)
            text: [form.viewModel.period, qsTr("Chỉ chạm câu trả lời nghe được.")].join(" ").trim()
            size: 20
            color: Theme.inkSoft
            leading: 1.2
            maxHeight: Theme.sp(20) * 2.5
        }
    }

    RowList {
        y: head.height + Theme.px(4)
        width: parent.width
        height: parent.height - y
        model: form.viewModel.questions

        delegate: QuestionRow {
            width: ListView.view.width
            viewModel: form.viewModel
        }
    }
}
