pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// Cấp cứu: what was recorded at one touch, and what is said of it later by single touches.
StaffFrame {
    id: page

    readonly property EmergencyViewModel viewModel: station.desk.page("emergency") as EmergencyViewModel
    readonly property bool isFinding: viewModel.isLooking
    readonly property real under: bodyTop + (bar.visible ? bar.height : 0)

    title: qsTr("Cần bổ sung")
    more: viewModel.count

    // Whatever had the focus: keys are typed into the field of the search.
    Connections {
        target: page.viewModel

        function onIsLookingChanged() {
            taker.forceActiveFocus();
        }
    }

    KeyTaker {
        id: taker

        onTyped: text => {
            for (const key of text) {
                page.viewModel.press(key);
            }
        }
        onErased: page.viewModel.erase()
    }

    Rectangle {
        id: bar

        y: page.bodyTop
        width: parent.width
        height: Math.max(Theme.px(84), undo.height + 2 * Theme.px(6), recorded.height + Theme.px(12))
        visible: page.viewModel.recorded !== "" && !page.isFinding
        color: Theme.arrival

        Icon {
            id: tick

            x: Theme.margin
            anchors.verticalCenter: parent.verticalCenter
            name: "done"
            size: Theme.px(36)
            colour: Theme.arrivalText
        }

        Column {
            id: recorded

            x: tick.x + tick.width + Theme.px(16)
            anchors.verticalCenter: parent.verticalCenter
            width: ring.x - x - Theme.px(16)

            FitText {
                width: parent.width
                text: page.viewModel.recorded
                size: 24
                weight: Font.Bold
                color: Theme.arrivalText
                leading: 1.15
                maxHeight: Theme.sp(24) * 2.4
            }

            FitText {
                width: parent.width
                text: page.viewModel.recordedMore
                size: 20
                color: Theme.arrivalText
                leading: 1.15
                maxHeight: Theme.sp(20) * 2.4
            }
        }

        CountdownRing {
            id: ring

            x: undo.x - width - Theme.px(18)
            anchors.verticalCenter: parent.verticalCenter
            seconds: page.viewModel.undoS
            running: bar.visible
            colour: Theme.arrivalText

            Connections {
                target: page.viewModel

                function onTokenChanged() {
                    ring.restart();
                }
            }
        }

        KButton {
            id: undo

            x: parent.width - width - Theme.margin
            anchors.verticalCenter: parent.verticalCenter
            icon: "undo"
            text: qsTr("Hoàn tác")
            size: 22
            onPressed: page.viewModel.undo()
        }
    }

    Column {
        anchors.horizontalCenter: parent.horizontalCenter
        y: page.under + Math.round((page.bodyBottom - page.under - height) / 2)
        width: parent.width - 2 * Theme.wideMargin
        visible: !page.viewModel.isStaff
        spacing: Theme.px(24)

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: "emergency"
            size: Theme.px(120)
            colour: Theme.arrival
        }

        FitText {
            width: parent.width
            text: page.viewModel.sentence
            size: 32
            weight: Font.Bold
            horizontalAlignment: Text.AlignHCenter
            maxHeight: Theme.sp(32) * 4
        }
    }

    Item {
        id: list

        x: Theme.margin
        y: page.under + Theme.px(16)
        width: (page.isPortrait ? page.width : panel.x) - x - Theme.px(20)
        height: (page.isPortrait && panel.visible ? panel.y : page.bodyBottom) - y - Theme.px(12)
        visible: page.viewModel.isStaff && !page.isFinding

        ListView {
            width: parent.width
            height: said.y - Theme.px(10)
            clip: true
            spacing: Theme.px(10)
            boundsBehavior: Flickable.StopAtBounds
            model: page.viewModel.lines

            delegate: Rectangle {
                id: line

                required property var row

                width: ListView.view?.width ?? 0
                height: Math.max(Theme.px(104), Theme.target + 2 * Theme.px(10), words.height + Theme.px(16))
                radius: Theme.radius
                color: row.isChosen ? Theme.mint : Theme.card
                border.width: Math.max(1, Theme.px(row.isChosen ? 4 : 2))
                border.color: row.isChosen ? Theme.jade : Theme.line

                Rectangle {
                    id: disc

                    x: Theme.px(20)
                    anchors.verticalCenter: parent.verticalCenter
                    width: Theme.px(56)
                    height: width
                    radius: width / 2
                    color: line.row.isChosen ? Theme.arrival : Theme.wait

                    Icon {
                        anchors.centerIn: parent
                        name: "emergency"
                        size: Theme.px(28)
                        colour: line.row.isChosen ? Theme.arrivalText : Theme.waitText
                    }
                }

                Column {
                    id: words

                    x: disc.x + disc.width + Theme.px(18)
                    anchors.verticalCenter: parent.verticalCenter
                    width: time.x - x - Theme.px(12)

                    KText {
                        width: parent.width
                        text: line.row.title
                        size: 24
                        weight: Font.Bold
                        leading: 1.2
                    }

                    KText {
                        width: parent.width
                        text: line.row.about
                        size: 20
                        color: Theme.inkSoft
                        leading: 1.2
                    }
                }

                DigitClock {
                    id: time

                    x: complete.x - width - Theme.px(16)
                    anchors.verticalCenter: parent.verticalCenter
                    text: line.row.time
                    size: 22
                    colour: Theme.ink
                }

                KButton {
                    id: complete

                    x: parent.width - width - Theme.px(16)
                    anchors.verticalCenter: parent.verticalCenter
                    icon: "pencil"
                    text: qsTr("Bổ sung")
                    size: 20
                    onPressed: page.viewModel.choose(line.row.key)
                }
            }
        }

        KText {
            id: said

            y: parent.height - height
            width: parent.width
            text: page.viewModel.sentence
            size: 18
            weight: page.viewModel.isWarning ? Font.Bold : Font.Medium
            color: page.viewModel.isWarning ? Theme.amberText : Theme.inkSoft
            leading: 1.3
        }
    }

    Rectangle {
        id: panel

        x: page.isPortrait ? 0 : page.width - Theme.px(404)
        y: page.isPortrait ? page.bodyBottom - height : page.under
        width: page.width - x
        height: page.isPortrait ? seen.height + ends.height + Theme.px(72) : page.bodyBottom - page.under
        visible: page.viewModel.isStaff && page.viewModel.isOpen && !page.isFinding
        color: Theme.paperDim

        Column {
            id: seen

            x: Theme.px(24)
            y: Theme.px(14)
            width: parent.width - 2 * x
            spacing: Theme.px(6)

            KText {
                width: parent.width
                text: page.viewModel.heading
                size: 22
                weight: Font.Bold
                leading: 1.2
            }

            KText {
                width: parent.width
                visible: page.isPortrait || !Theme.largeText
                text: qsTr("Không bắt buộc. Lưu ngay khi chạm.")
                size: 18
                color: Theme.inkSoft
                leading: 1.25
            }

            KText {
                topPadding: Theme.largeText ? 0 : Theme.px(8)
                text: qsTr("Giới tính")
                size: 20
                weight: Font.Bold
                leading: 1.3
            }

            Choices {
                width: parent.width
                choices: page.viewModel.sexes
                count: 2
                onChosen: key => page.viewModel.see(key)
            }

            KText {
                topPadding: Theme.largeText ? 0 : Theme.px(8)
                text: qsTr("Khoảng tuổi")
                size: 20
                weight: Font.Bold
                leading: 1.3
            }

            Choices {
                width: parent.width
                choices: page.viewModel.ages
                count: 3
                onChosen: key => page.viewModel.see(key)
            }
        }

        Column {
            id: ends

            x: Theme.px(24)
            y: parent.height - height - Theme.px(14)
            width: parent.width - 2 * x
            spacing: Theme.gap

            KButton {
                width: parent.width
                height: Math.max(Theme.px(72), Theme.target)
                icon: "search"
                text: qsTr("Tìm tên người này")
                size: 22
                onPressed: page.viewModel.look(true)
            }

            KButton {
                width: parent.width
                height: Math.max(Theme.px(72), Theme.target)
                icon: "question"
                text: page.viewModel.leaveText
                size: 22
                onPressed: page.viewModel.leaveUnidentified()
            }
        }
    }

    Loader {
        y: page.under
        width: page.width
        height: page.bodyBottom - y
        active: page.isFinding
        sourceComponent: FindPerson {
            typed: page.viewModel.lookedFor
            sentence: page.viewModel.foundText
            people: page.viewModel.found
            onKeyPressed: key => page.viewModel.press(key)
            onErasePressed: page.viewModel.erase()
            onClearPressed: page.viewModel.clear()
            onPicked: key => page.viewModel.pick(key)
            onClosed: page.viewModel.look(false)
        }
    }
}
