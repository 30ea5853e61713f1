pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Keyboard
import Station.Models
import Station.Theme

// Nhập bù: rows of the paper book, typed one after the other and written together.
StaffFrame {
    id: page

    readonly property PaperEntriesViewModel viewModel: station.desk.page("paper_entries") as PaperEntriesViewModel
    // The pad, the keyboard and physical keys type the same.
    readonly property KeyboardViewModel keys: station.desk.keyboard
    // A name has the keyboard across the foot; the rows stay above it.
    readonly property bool hasLetters: viewModel.hasLetters
    readonly property real side: page.isPortrait ? page.width : Theme.px(404)

    title: qsTr("Nhập bù từ sổ giấy")
    more: viewModel.gate
    asksFirst: true
    withStrip: !hasLetters
    onBackPressed: viewModel.leave()
    onHasLettersChanged: taker.forceActiveFocus()

    // Whatever had the focus: keys are typed into the field in use.
    Connections {
        target: page.viewModel

        function onInUseChanged() {
            taker.forceActiveFocus();
        }

        function onLineChanged() {
            taker.forceActiveFocus();
        }
    }

    KeyTaker {
        id: taker

        hasCursor: true
        onTyped: text => page.keys.press(text)
        onErased: page.keys.erase()
        onEntered: page.viewModel.goOn()
        onMoved: step => page.keys.moveCursor(step)
    }

    Item {
        id: rows

        visible: !page.viewModel.isLeaving
        x: Theme.margin
        y: page.bodyTop + Theme.px(14)
        width: (page.isPortrait || page.hasLetters ? page.width : panel.x) - 2 * x + (page.isPortrait || page.hasLetters ? 0 : Theme.px(8))
        height: (page.hasLetters ? letters.y : page.isPortrait ? panel.y : page.bodyBottom) - y - Theme.px(12)

        Row {
            id: day

            width: parent.width
            spacing: Theme.gap
            visible: !page.hasLetters

            KButton {
                width: Theme.target
                height: shown.height
                active: page.viewModel.canGoBack
                icon: "arrow-left"
                label: qsTr("Ngày trước")
                onPressed: page.viewModel.turnDay(1)
            }

            Rectangle {
                id: shown

                width: date.implicitWidth + Theme.px(76)
                height: Math.max(Theme.px(72), Theme.target)
                radius: Theme.radius
                color: Theme.paperDim

                Icon {
                    x: Theme.px(18)
                    anchors.verticalCenter: parent.verticalCenter
                    name: "calendar"
                    size: Theme.px(28)
                    colour: Theme.jade
                }

                KText {
                    id: date

                    x: Theme.px(56)
                    anchors.verticalCenter: parent.verticalCenter
                    text: page.viewModel.day
                    size: 22
                    weight: Font.Bold
                    leading: 1.15
                    wrapMode: Text.NoWrap
                }
            }

            KButton {
                width: Theme.target
                height: shown.height
                active: page.viewModel.canGoOn
                icon: "arrow-right"
                label: qsTr("Ngày sau")
                onPressed: page.viewModel.turnDay(-1)
            }

            FitText {
                width: parent.width - x
                anchors.verticalCenter: parent.verticalCenter
                text: page.viewModel.sentence
                size: 18
                weight: page.viewModel.isWarning ? Font.Bold : Font.Medium
                color: page.viewModel.isWarning ? Theme.amberText : Theme.inkSoft
                leading: 1.25
                maxHeight: shown.height
            }
        }

        ListView {
            id: lines

            y: page.hasLetters ? 0 : day.height + Theme.px(12)
            width: parent.width
            height: (foot.visible ? foot.y - Theme.px(10) : parent.height) - y
            clip: true
            spacing: Theme.gap
            boundsBehavior: Flickable.StopAtBounds
            model: page.viewModel.rows
            currentIndex: page.viewModel.line
            highlightFollowsCurrentItem: false
            // The row in use is never below a keyboard, whatever comes first: the row or the keyboard.
            onCurrentIndexChanged: Qt.callLater(showRow)
            onCountChanged: Qt.callLater(showRow)
            onHeightChanged: Qt.callLater(showRow)

            function showRow() {
                positionViewAtIndex(currentIndex, ListView.Contain);
            }


            delegate: PaperLine {
                width: ListView.view?.width ?? 0
                onUsed: (line, field) => page.viewModel.use(line, field)
                onDirected: (line, isArrival) => page.viewModel.direct(line, isArrival)
            }
        }

        Row {
            id: foot

            y: parent.height - height
            visible: !page.hasLetters
            spacing: Theme.gap

            KButton {
                height: Math.max(Theme.px(72), Theme.target)
                icon: "bin"
                text: qsTr("Xóa dòng này")
                size: 20
                onPressed: page.viewModel.remove()
            }
        }
    }

    Rectangle {
        id: panel

        x: page.width - page.side
        y: page.isPortrait ? page.bodyBottom - height : page.bodyTop
        width: page.side
        height: page.isPortrait ? heading.height + 4 * Theme.target + 4 * Theme.gap + ends.height + Theme.px(60) : page.bodyHeight
        visible: !page.hasLetters && !page.viewModel.isLeaving
        color: Theme.paperDim

        KText {
            id: heading

            x: Theme.px(24)
            y: Theme.px(12)
            width: parent.width - 2 * x
            text: page.viewModel.heading
            size: 20
            weight: Font.Bold
            leading: 1.2
        }

        // Several people may be meant: whom, is chosen in the pad's place.
        ListView {
            id: people

            x: Theme.px(24)
            y: heading.y + heading.height + Theme.px(10)
            width: parent.width - 2 * x
            height: ends.y - y - Theme.gap
            visible: page.viewModel.inUse === "person"
            clip: true
            spacing: Theme.gap
            boundsBehavior: Flickable.StopAtBounds
            model: page.viewModel.people

            delegate: KButton {
                required property var row

                width: ListView.view?.width ?? 0
                height: Math.max(Theme.px(76), Theme.target)
                text: row.about === "" ? row.name : row.name + " · " + row.about
                size: 20
                onPressed: page.viewModel.pick(row.key)
            }
        }

        KeyPad {
            x: Theme.px(24)
            y: heading.y + heading.height + Theme.px(10)
            width: parent.width - 2 * x
            height: ends.y - y - Theme.gap
            visible: !people.visible
            canTurn: page.viewModel.inUse === "who" && !page.keys.hasText
            turnText: "ABC"
            quick: true
            hasText: true
            onKeyPressed: key => page.keys.press(key)
            onErasePressed: page.keys.erase()
            onClearPressed: page.keys.clear()
            onTurnPressed: page.viewModel.turn()
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
                icon: "arrow-right"
                text: qsTr("Ô tiếp theo")
                size: 22
                onPressed: page.viewModel.goOn()
            }

            KButton {
                width: parent.width
                height: Math.max(Theme.px(92), Theme.primaryTarget)
                primary: true
                active: page.viewModel.canWrite
                icon: "done"
                text: page.viewModel.writeText
                onPressed: page.viewModel.write()
            }
        }
    }

    Keyboard {
        id: letters

        y: page.bodyBottom - height
        width: page.width
        visible: page.hasLetters
        viewModel: page.keys
        // Nothing is typed yet: it may be a number.
        turnsAway: !page.keys.hasText
        onTurnedAway: page.viewModel.turn()
        onNext: page.viewModel.goOn()
    }

    LeaveQuestion {
        frame: page
        visible: page.viewModel.isLeaving
        text: page.viewModel.leaveText
        stayText: qsTr("Ghi tiếp")
        onDropped: page.viewModel.leave()
        onKept: page.viewModel.stay()
    }
}
