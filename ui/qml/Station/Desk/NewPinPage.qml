pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// A code, then a new PIN twice; at the end the recovery code to write down.
StaffFrame {
    id: page

    readonly property NewPinViewModel viewModel: station.desk.page("new_pin") as NewPinViewModel
    readonly property bool isDone: viewModel.recoveryCode !== ""

    title: qsTr("Dành cho nhân viên")
    withBack: !isDone

    Component.onCompleted: forceActiveFocus()
    Keys.onPressed: event => panel.take(event)

    DigitPanel {
        id: panel

        x: page.isPortrait ? 0 : page.width - width
        y: page.isPortrait ? page.bodyBottom - height : page.bodyTop
        width: page.isPortrait ? page.width : implicitWidth
        height: page.isPortrait ? implicitHeight : page.bodyHeight
        visible: !page.isDone
        hasText: page.viewModel.hasText
        active: page.viewModel.takesDigits
        onDigitPressed: digit => page.viewModel.press(digit)
        onErasePressed: page.viewModel.erase()
        onClearPressed: page.viewModel.clear()
    }

    Item {
        id: form

        readonly property real rightEdge: page.isPortrait || page.isDone ? page.width - Theme.margin : panel.x - Theme.px(32)
        readonly property real lowerEdge: page.isPortrait && !page.isDone ? panel.y : page.bodyBottom

        x: Theme.margin
        y: page.bodyTop + Theme.px(page.isPortrait ? 40 : 16)
        width: rightEdge - x
        height: lowerEdge - y - Theme.px(20)

        Column {
            width: parent.width
            spacing: Theme.px(page.isPortrait ? 32 : 18)

            FitText {
                width: parent.width
                text: page.viewModel.title
                size: 42
                weight: Font.ExtraBold
                color: Theme.jade
                maxHeight: form.height * 0.24
            }

            FitText {
                width: parent.width
                text: page.viewModel.text
                size: 22
                color: Theme.inkSoft
                maxHeight: form.height * 0.26
            }

            Row {
                id: steps

                visible: !page.isDone
                spacing: Theme.px(10)

                Repeater {
                    model: 3

                    Rectangle {
                        required property int index

                        width: Theme.px(56)
                        height: Theme.px(10)
                        radius: height / 2
                        color: index < page.viewModel.step ? Theme.jade : Theme.line
                    }
                }
            }

            KText {
                width: parent.width
                visible: !page.isDone
                text: page.viewModel.label
                size: 22
                weight: Font.Bold
                wrapMode: Text.NoWrap
                elide: Text.ElideRight
            }

            NumberCells {
                visible: !page.isDone
                model: page.viewModel.cells
                room: form.width
            }

            Row {
                width: parent.width
                // What stands below does not move while one types.
                height: Theme.sp(22) * 1.3 * 2
                visible: !page.isDone
                spacing: Theme.px(12)

                Icon {
                    id: sign

                    visible: page.viewModel.note !== "" && page.viewModel.takesDigits
                    name: "warning"
                    size: Theme.px(30)
                    colour: Theme.amberText
                }

                FitText {
                    width: parent.width - (sign.visible ? sign.width + parent.spacing : 0)
                    text: page.viewModel.note
                    size: 22
                    weight: Font.Bold
                    color: sign.visible ? Theme.amberText : Theme.inkSoft
                    leading: 1.25
                    maxHeight: parent.height
                }
            }

            Rectangle {
                width: parent.width
                height: code.height + 2 * Theme.px(36)
                visible: page.isDone
                radius: Theme.radius
                color: Theme.card
                border.width: Math.max(1, Theme.px(2))
                border.color: Theme.edge

                FitText {
                    id: code

                    anchors.centerIn: parent
                    width: parent.width - 2 * Theme.px(24)
                    text: page.viewModel.recoveryCode
                    size: 52
                    weight: Font.ExtraBold
                    horizontalAlignment: Text.AlignHCenter
                    maxHeight: form.height * 0.3
                }
            }
        }

        KButton {
            y: parent.height - height
            width: Math.min(parent.width, Theme.sp(460))
            height: Math.max(Theme.px(92), Theme.primaryTarget)
            visible: page.isDone
            primary: true
            icon: "check"
            text: qsTr("Đã ghi lại")
            onPressed: page.viewModel.keep()
        }
    }
}
