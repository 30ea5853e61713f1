pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// Danh sách người đến/đi: figures above, the list at one side, the field with its pad at the other.
StaffFrame {
    id: page

    readonly property DayListViewModel viewModel: station.desk.page("day_list") as DayListViewModel
    readonly property bool hasPanel: viewModel.panel !== "none"
    readonly property real rowHeight: Math.max(Theme.px(72), Theme.target)

    title: qsTr("Danh sách người đến/đi")
    withBack: false
    // A keyboard on the table works as the pad does.
    KeyTaker {
        onTyped: text => page.viewModel.beginSearch(text, !(text >= "0" && text < ":"))
    }

    Rectangle {
        id: figures

        y: page.bodyTop
        width: page.width
        height: side.figuresHeight
        color: Theme.paperDim

        Flow {
            id: counters

            x: Theme.margin
            anchors.verticalCenter: parent.verticalCenter
            width: (plot.visible ? plot.x : evacuation.x) - x - Theme.px(16)
            spacing: Theme.px(8)

            Repeater {
                model: page.viewModel.counters

                Row {
                    id: counter

                    required property var modelData
                    required property int index

                    spacing: Theme.px(6)

                    KText {
                        visible: text !== ""
                        text: counter.modelData.before
                        size: 20
                        leading: 1.15
                        wrapMode: Text.NoWrap
                    }

                    KText {
                        text: counter.modelData.figure
                        size: 20
                        weight: Font.Bold
                        leading: 1.15
                        wrapMode: Text.NoWrap
                    }

                    KText {
                        visible: text !== ""
                        text: counter.modelData.after
                        size: 20
                        leading: 1.15
                        wrapMode: Text.NoWrap
                    }

                    // After it, so that no line begins with one.
                    KText {
                        visible: counter.index < page.viewModel.counters.length - 1
                        text: "·"
                        size: 20
                        leading: 1.15
                    }
                }
            }
        }

        ArrivalsPlot {
            id: plot

            x: evacuation.x - width - Theme.px(20)
            height: parent.height
            visible: shares.length > 1 && !(page.isPortrait && Theme.largeText)
            shares: page.viewModel.bars
            label: page.viewModel.barsLabel
            withLabel: !page.isPortrait && !Theme.largeText
        }

        KButton {
            id: evacuation

            x: parent.width - width - Theme.margin
            anchors.verticalCenter: parent.verticalCenter
            height: Theme.target
            icon: "depart"
            text: qsTr("Sơ tán")
            label: qsTr("In danh sách sơ tán")
            size: 20
            iconSize: Theme.px(26)
            onPressed: page.viewModel.go("evacuation")
        }

        Rectangle {
            y: parent.height - height
            width: parent.width
            height: Math.max(1, Theme.px(2))
            color: Theme.line
        }
    }

    Item {
        id: left

        x: Theme.margin
        y: figures.y + figures.height + Theme.px(16)
        width: (page.isPortrait ? page.width - Theme.margin : side.x - Theme.px(20)) - x
        height: (page.isPortrait ? side.y : page.bodyBottom) - y - Theme.px(16)

        Grid {
            id: tabs

            readonly property real cell: Math.floor((width - columnSpacing) / 2)
            // What each has beside its words, where all stand in one line.
            readonly property real spare: (width - 3 * columnSpacing - today.implicitWidth - inside.implicitWidth - support.implicitWidth - incomplete.implicitWidth) / 4

            function widthOf(tab: Item): real {
                return columns === 2 ? cell : Math.floor(tab.implicitWidth + spare);
            }

            width: parent.width
            columns: spare < 0 ? 2 : 4
            columnSpacing: Theme.gap
            rowSpacing: Theme.gap

            CountTab {
                id: today

                width: tabs.widthOf(this)
                height: page.rowHeight
                text: page.viewModel.dayLabel
                chosen: page.viewModel.tab === "day"
                onPressed: page.viewModel.chooseTab("day")
            }

            CountTab {
                id: inside

                width: tabs.widthOf(this)
                height: page.rowHeight
                text: qsTr("Đang có mặt")
                count: page.viewModel.insideCount
                chosen: page.viewModel.tab === "inside"
                onPressed: page.viewModel.chooseTab("inside")
            }

            CountTab {
                id: support

                width: tabs.widthOf(this)
                height: page.rowHeight
                text: qsTr("Cần hỗ trợ")
                count: page.viewModel.waiting
                isWaiting: true
                onPressed: page.viewModel.go("support")
            }

            CountTab {
                id: incomplete

                width: tabs.widthOf(this)
                height: page.rowHeight
                text: qsTr("Cần bổ sung")
                count: page.viewModel.incomplete
                isWaiting: true
                onPressed: page.viewModel.go("incomplete")
            }
        }

        Rectangle {
            id: box

            y: tabs.height + Theme.px(12)
            width: parent.width
            height: foot.y - y - Theme.px(12)
            radius: Theme.px(6)
            color: Theme.card
            border.width: Math.max(1, Theme.px(2))
            border.color: Theme.line

            PagedList {
                id: list

                anchors.fill: parent
                anchors.margins: Theme.px(2)
                visible: !page.hasPanel && !page.viewModel.isCovered
                // One that leaves gives its item on.
                reuseItems: true
                model: page.viewModel.rows
                onMoreWanted: page.viewModel.reachEnd()

                delegate: ListLine {
                    width: ListView.view?.width ?? 0
                    isNarrow: page.isPortrait || Theme.largeText
                    onTouched: key => page.viewModel.touchRow(key)
                }
            }

            KText {
                anchors.centerIn: parent
                width: parent.width - 2 * Theme.px(24)
                visible: !page.hasPanel && !page.viewModel.isCovered && text !== ""
                text: page.viewModel.sentence
                size: 22
                color: Theme.inkSoft
                horizontalAlignment: Text.AlignHCenter
            }

            Item {
                id: cover

                anchors.fill: parent
                visible: page.viewModel.isCovered && !page.hasPanel

                Accessible.role: Accessible.Button
                Accessible.name: covered.text
                Accessible.onPressAction: page.viewModel.uncover()
                activeFocusOnTab: true
                Keys.onReturnPressed: page.viewModel.uncover()
                Keys.onSpacePressed: page.viewModel.uncover()

                Column {
                    anchors.centerIn: parent
                    width: parent.width - 2 * Theme.px(24)
                    spacing: Theme.px(12)

                    Icon {
                        anchors.horizontalCenter: parent.horizontalCenter
                        name: "hand"
                        size: Theme.px(48)
                        colour: Theme.jade
                    }

                    KText {
                        id: covered

                        width: parent.width
                        text: qsTr("Chạm để hiện danh sách")
                        size: 24
                        weight: Font.Bold
                        horizontalAlignment: Text.AlignHCenter
                    }
                }

                TapArea {
                    onTapped: page.viewModel.uncover()
                }
            }

            Item {
                anchors.fill: parent
                anchors.margins: Theme.px(2)
                visible: page.hasPanel

                KText {
                    id: asked

                    x: Theme.px(20)
                    y: Theme.px(14)
                    width: parent.width - 2 * x
                    text: page.viewModel.panelTitle
                    size: 24
                    weight: Font.Bold
                    leading: 1.15
                }

                ListView {
                    y: asked.y + asked.height + Theme.px(10)
                    width: parent.width
                    height: parent.height - y
                    clip: true
                    boundsBehavior: Flickable.StopAtBounds
                    // Rows in advance are made later, and warn where they are gone by then.
                    cacheBuffer: 0
                    model: page.viewModel.choices

                    delegate: Rectangle {
                        id: choice

                        required property var row

                        width: ListView.view?.width ?? 0
                        height: Math.max(Theme.px(76), Theme.target)
                        color: row.isChosen || pick.pressed && pick.containsMouse ? Theme.mint : Theme.card

                        Accessible.role: Accessible.Button
                        Accessible.name: row.text
                        Accessible.onPressAction: page.viewModel.choose(row.key)
                        activeFocusOnTab: true
                        Keys.onReturnPressed: page.viewModel.choose(row.key)
                        Keys.onSpacePressed: page.viewModel.choose(row.key)

                        Rectangle {
                            width: parent.width
                            height: Math.max(1, Theme.px(2))
                            color: Theme.line
                        }

                        Rectangle {
                            width: Theme.px(6)
                            height: parent.height
                            visible: choice.row.isChosen || choice.activeFocus
                            color: Theme.jade
                        }

                        FitText {
                            x: Theme.px(20)
                            anchors.verticalCenter: parent.verticalCenter
                            width: parent.width - 2 * x
                            text: choice.row.text
                            size: 22
                            weight: choice.row.isChosen ? Font.Bold : Font.Medium
                            leading: 1.15
                            maxHeight: parent.height - Theme.px(8)
                        }

                        TapArea {
                            id: pick

                            onTapped: page.viewModel.choose(choice.row.key)
                        }
                    }
                }
            }
        }

        Row {
            id: foot

            readonly property real cell: Math.floor((width - 4 * spacing) / 5)
            // What each has beside its icon and words, where all stand in one line.
            readonly property real spare: (width - 4 * spacing - days.need - filter.need - paper.need - reports.need - shift.need) / 5
            // Words in two halves are worse than none of the icons.
            readonly property bool isTight: spare < 0

            y: parent.height - height
            width: parent.width
            height: page.rowHeight
            spacing: Theme.gap

            FootButton {
                id: days

                sign: "calendar"
                text: qsTr("Ngày khác")
                chosen: page.viewModel.panel === "days" || page.viewModel.panel === "reasons"
                onPressed: page.viewModel.choosePanel("days")
            }

            FootButton {
                id: filter

                sign: "filter"
                text: qsTr("Lọc")
                chosen: page.viewModel.panel === "filters" || page.viewModel.isFiltered
                onPressed: page.viewModel.choosePanel("filters")
            }

            FootButton {
                id: paper

                sign: "form"
                text: qsTr("Nhập bù")
                onPressed: page.viewModel.go("paper")
            }

            FootButton {
                id: reports

                sign: "disk"
                text: qsTr("Báo cáo")
                onPressed: page.viewModel.go("reports")
            }

            FootButton {
                id: shift

                sign: "check"
                text: qsTr("Ca trực")
                label: qsTr("Kiểm tra đầu ca, hết ca")
                onPressed: page.viewModel.go("shift_check")
            }
        }
    }

    component FootButton: KButton {
        id: footButton

        property string sign
        readonly property real need: Math.ceil(inOneLine.implicitWidth) + iconSize + Theme.px(12) + 2 * Theme.px(13)

        icon: foot.isTight ? "" : sign
        width: foot.isTight ? foot.cell : Math.floor(need + foot.spare)
        height: foot.height
        iconSize: Theme.px(26)
        size: 20

        KText {
            id: inOneLine

            visible: false
            text: footButton.text
            size: footButton.size
            weight: Font.Bold
            wrapMode: Text.NoWrap
        }
    }

    PadPanel {
        id: side

        frame: page
        begin: figures.y + figures.height
        onKeyPressed: key => page.viewModel.beginSearch(key, false)
        onTurnPressed: page.viewModel.beginSearch("", true)
        onDeclarePressed: page.viewModel.go("declare")

        TextBox {
            width: parent?.width ?? 0
            height: side.row
            hint: qsTr("Số điện thoại, tên, số thẻ")
            label: qsTr("Tìm người")
            icon: "search"
            onPressed: page.viewModel.beginSearch("", false)
        }
    }
}
