pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// Rà soát nội trú: who stays until they are discharged; staff look through them once a day.
StaffFrame {
    id: page

    readonly property StaysViewModel viewModel: station.desk.page("stays") as StaysViewModel

    title: qsTr("Rà soát nội trú")

    ListView {
        id: stays

        y: page.bodyTop
        width: page.isPortrait ? page.width : side.x
        height: (page.isPortrait ? side.y : page.bodyBottom) - y
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        // Rows in advance are made later, and warn where they are gone by then.
        cacheBuffer: 0
        model: page.viewModel.rows

        delegate: Rectangle {
            id: line

            required property var row

            width: stays.width
            height: Math.max(Theme.px(84), Theme.target)
            color: touch.pressed && touch.containsMouse || activeFocus ? Theme.mint : Theme.card

            Accessible.role: Accessible.Button
            Accessible.name: [row.name, row.about, row.nights].filter(text => text !== "").join(", ")
            Accessible.onPressAction: page.viewModel.open(row.key)
            activeFocusOnTab: true
            Keys.onReturnPressed: page.viewModel.open(row.key)
            Keys.onSpacePressed: page.viewModel.open(row.key)

            Rectangle {
                y: parent.height - height
                width: parent.width
                height: Math.max(1, Theme.px(2))
                color: Theme.line
            }

            Column {
                x: Theme.margin
                anchors.verticalCenter: parent.verticalCenter
                width: nights.x - x - Theme.px(16)

                FitText {
                    width: parent.width
                    text: line.row.name
                    size: 24
                    weight: Font.Bold
                    leading: 1.15
                    maxHeight: line.height * 0.55
                }

                FitText {
                    width: parent.width
                    text: line.row.about
                    size: 19
                    color: Theme.inkSoft
                    leading: 1.15
                    maxHeight: line.height * 0.38
                }
            }

            KText {
                id: nights

                x: open.x - width - Theme.px(12)
                anchors.verticalCenter: parent.verticalCenter
                width: implicitWidth + 1
                text: line.row.nights
                size: 22
                weight: Font.Bold
                wrapMode: Text.NoWrap
            }

            Icon {
                id: open

                x: parent.width - width - Theme.margin
                anchors.verticalCenter: parent.verticalCenter
                name: "chevron-right"
                size: Theme.px(28)
                colour: Theme.jade
            }

            TapArea {
                id: touch

                onTapped: page.viewModel.open(line.row.key)
            }
        }
    }

    SidePanel {
        id: side

        frame: page
        share: 0.36

        Column {
            width: parent.width
            spacing: Theme.px(12)

            FitText {
                width: parent.width
                text: page.viewModel.headline
                size: 28
                weight: Font.ExtraBold
                color: Theme.jade
                leading: 1.2
                maxHeight: Theme.sp(28) * 2.5
            }

            FitText {
                width: parent.width
                visible: text !== ""
                text: page.viewModel.sentence
                size: 22
                weight: Font.Bold
                color: page.viewModel.isProblem ? Theme.amberText : Theme.jade
                leading: 1.25
                maxHeight: Theme.sp(22) * 2.6
            }

            FitText {
                width: parent.width
                text: qsTr("Ai đã về: chạm tên, rồi cho xuất viện. Máy không tự ghi người nội trú ra về.")
                size: 22
                color: Theme.inkSoft
                leading: 1.25
                maxHeight: Theme.sp(22) * 5.2
            }
        }

        KButton {
            y: parent.height - height
            width: parent.width
            height: Math.max(Theme.px(92), Theme.primaryTarget)
            primary: true
            active: page.viewModel.canReview
            icon: "check"
            text: qsTr("Đã rà soát")
            size: 24
            onPressed: page.viewModel.review()
        }
    }
}
