pragma ComponentBehavior: Bound

import QtQuick
import Station.Models
import Station.Theme

// For staff alone: a code to read out, three steps, the technician's number.
CardFrame {
    id: card

    signal retryPressed
    signal closePressed
    signal clockConfirmed
    signal actionPressed(name: string)

    required property StaffCardViewModel viewModel
    // Over READY; in a fault's page only what mends it has room.
    property bool offersActions: false
    readonly property bool hasCode: viewModel.diagnostics !== ""

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

    // The steps, and beside them what a phone takes to the technician.
    Item {
        width: parent.width
        height: Math.max(steps.height, card.hasCode ? photo.height : 0)
        visible: card.viewModel.steps.length > 0

        Column {
            id: steps

            readonly property real room: parent.width - (card.hasCode ? photo.width + Theme.px(16) : 0)

            spacing: card.spacing

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
                        width: steps.room - Theme.sp(26) - step.spacing
                        text: step.modelData
                        size: 22
                    }
                }
            }
        }

        Column {
            id: photo

            anchors.right: parent.right
            visible: card.hasCode
            // Large text needs the room.
            width: Theme.px(Theme.largeText ? 116 : 176)
            spacing: Theme.px(4)

            Image {
                anchors.horizontalCenter: parent.horizontalCenter
                // Drawn when somebody looks: a fault's page is kept ready, and its card with it.
                source: card.visible ? card.viewModel.diagnostics : ""
                sourceSize: Qt.size(photo.width - Theme.px(16), photo.width - Theme.px(16))
                smooth: false
            }

            KText {
                width: parent.width
                visible: !Theme.largeText
                text: qsTr("Chụp gửi kỹ thuật")
                size: 18
                color: Theme.inkSoft
                leading: 1.15
                horizontalAlignment: Text.AlignHCenter
            }
        }
    }

    KText {
        width: parent.width
        // A fault's own page has no room for it; the strip names the others too.
        visible: card.offersActions && text !== ""
        text: card.viewModel.also
        size: 22
        color: Theme.inkSoft
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

    Column {
        width: parent.width
        // Fingers need more between two buttons than eyes between two lines.
        spacing: Theme.gap
        visible: card.viewModel.canRetry || card.viewModel.canConfirmClock || card.offersActions

        KButton {
            width: parent.width
            visible: card.viewModel.canRetry
            text: qsTr("Thử lại ngay")
            size: 22
            onPressed: card.retryPressed()
        }

        KButton {
            width: parent.width
            visible: card.viewModel.canConfirmClock
            icon: "clock"
            text: qsTr("Ngày giờ này đúng")
            size: 22
            onPressed: card.clockConfirmed()
        }

        // Beside each other where a third button stands above them and the screen is low.
        Grid {
            id: actions

            readonly property real cell: columns === 1 ? card.columnWidth : Math.floor((card.columnWidth - spacing) / 2)

            columns: card.viewModel.canConfirmClock && !Theme.isPortrait ? 2 : 1
            spacing: Theme.gap
            visible: card.offersActions

            Repeater {
                model: card.offersActions ? card.viewModel.actions : []

                KButton {
                    id: action

                    required property var modelData

                    width: actions.cell
                    icon: modelData.icon
                    text: modelData.text
                    size: 22
                    onPressed: card.actionPressed(action.modelData.name)
                }
            }
        }
    }
}
