pragma ComponentBehavior: Bound

import QtQuick
import Station.Models
import Station.Theme

// For staff alone: a code to read out, three steps, the technician's number.
CardFrame {
    id: card

    signal retryPressed
    signal closePressed
    signal actionPressed(name: string)

    required property StaffCardViewModel viewModel
    // Over READY; in a fault's page only what mends it has room.
    property bool offersActions: false

    spacing: Theme.px(10)

    Item {
        width: parent.width
        height: Math.max(heading.height, Theme.px(28))

        KText {
            id: heading

            width: parent.width - close.width - Theme.px(16)
            text: qsTr("Dành cho nhân viên")
            size: 26
            weight: Font.Bold
        }

        Icon {
            id: close

            anchors.right: parent.right
            name: "close"
            size: Theme.px(28)
            colour: Theme.inkSoft

            TapArea {
                onTapped: card.closePressed()
            }
        }
    }

    Row {
        visible: card.viewModel.code !== ""
        spacing: Theme.px(12)

        Rectangle {
            anchors.verticalCenter: parent.verticalCenter
            width: code.implicitWidth + Theme.px(24)
            height: code.implicitHeight + Theme.px(10)
            radius: Theme.px(10)
            color: Theme.wait

            KText {
                id: code

                anchors.centerIn: parent
                text: card.viewModel.code
                size: 22
                weight: Font.Bold
                leading: 1.15
                color: Theme.waitText
                wrapMode: Text.NoWrap
            }
        }

        KText {
            anchors.verticalCenter: parent.verticalCenter
            visible: text !== ""
            text: card.viewModel.since
            size: 22
            color: Theme.inkSoft
            wrapMode: Text.NoWrap
        }
    }

    KText {
        width: parent.width
        text: card.viewModel.hint
        size: 22
        weight: Font.Bold
    }

    Repeater {
        model: card.viewModel.steps

        Row {
            id: step

            required property int index
            required property string modelData

            spacing: Theme.px(8)

            KText {
                width: Theme.sp(26)
                text: (step.index + 1) + "."
                size: 22
                weight: Font.Bold
                color: Theme.jade
            }

            KText {
                width: card.columnWidth - Theme.sp(26) - step.spacing
                text: step.modelData
                size: 22
            }
        }
    }

    KText {
        width: parent.width
        visible: text !== ""
        text: card.viewModel.retry
        size: 22
        color: Theme.inkSoft
    }

    KText {
        width: parent.width
        visible: text !== ""
        text: card.viewModel.waiting
        size: 22
        weight: Font.Bold
    }

    KButton {
        width: parent.width
        visible: card.viewModel.canRetry
        text: qsTr("Thử lại ngay")
        size: 22
        onPressed: card.retryPressed()
    }

    Column {
        width: parent.width
        // Fingers need more between two buttons than eyes between two lines.
        spacing: Theme.gap
        visible: card.offersActions

        Repeater {
            model: card.offersActions ? card.viewModel.actions : []

            KButton {
                id: action

                required property var modelData

                width: card.columnWidth
                icon: modelData.icon
                text: modelData.text
                size: 22
                onPressed: card.actionPressed(action.modelData.name)
            }
        }
    }
}
