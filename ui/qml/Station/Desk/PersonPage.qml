pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// A person: masked numbers, the two big buttons, what else staff may do, and the visits by day.
StaffFrame {
    id: page

    readonly property PersonViewModel viewModel: station.desk.page("person") as PersonViewModel
    readonly property bool isAsking: viewModel.panel.title !== ""

    title: qsTr("Danh sách người đến/đi")

    FitText {
        x: Theme.margin
        y: page.bodyTop + Theme.px(40)
        width: side.x - 2 * Theme.margin
        visible: !page.viewModel.isThere
        text: page.viewModel.sentence
        size: 26
        maxHeight: Theme.sp(26) * 4
    }

    Item {
        id: form

        x: Theme.margin
        y: page.bodyTop + Theme.px(16)
        width: (page.isPortrait ? page.width - Theme.margin : side.x - Theme.px(24)) - x
        height: (page.isPortrait ? side.y : page.bodyBottom) - y - Theme.px(14)
        visible: page.viewModel.isThere

        Column {
            id: column

            width: parent.width
            spacing: Theme.px(12)

            FitText {
                width: parent.width
                text: page.viewModel.name
                size: 42
                weight: Font.ExtraBold
                maxHeight: Theme.px(80)
            }

            Flow {
                width: parent.width
                spacing: Theme.px(10)

                KText {
                    height: Math.max(implicitHeight, Theme.px(32))
                    visible: text !== ""
                    text: page.viewModel.about
                    size: 24
                    leading: 1.2
                    wrapMode: Text.NoWrap
                    verticalAlignment: Text.AlignVCenter
                }

                Repeater {
                    model: page.viewModel.chips

                    StateChip {
                        required property var modelData

                        icon: modelData.icon
                        text: modelData.text
                        amber: modelData.isAmber
                    }
                }
            }

            Rectangle {
                id: numbers

                readonly property real cell: Math.floor((reveal.x - Theme.px(20)) / Math.max(1, page.viewModel.numbers.length))

                width: parent.width
                height: Math.max(Theme.px(92), Theme.target + Theme.px(16))
                visible: page.viewModel.numbers.length > 0
                radius: Theme.radius
                color: Theme.card
                border.width: Math.max(1, Theme.px(2))
                border.color: Theme.line

                Repeater {
                    model: page.viewModel.numbers

                    Column {
                        id: number

                        required property var modelData
                        required property int index

                        x: Theme.px(20) + index * numbers.cell
                        y: Math.round((numbers.height - height) / 2)
                        width: numbers.cell - Theme.px(8)

                        FitText {
                            width: parent.width
                            text: number.modelData.label
                            size: 18
                            color: Theme.inkSoft
                            leading: 1.2
                            maxHeight: Theme.sp(18) * 1.3
                        }

                        FitText {
                            width: parent.width
                            text: number.modelData.value
                            size: 22
                            weight: Font.Bold
                            leading: 1.2
                            maxHeight: Theme.px(48)
                        }
                    }
                }

                KButton {
                    id: reveal

                    x: parent.width - width - Theme.px(8)
                    anchors.verticalCenter: parent.verticalCenter
                    width: Math.min(implicitWidth, Theme.px(190))
                    height: parent.height - 2 * Theme.px(8)
                    icon: page.viewModel.isRevealed ? "eye-off" : "eye"
                    text: page.viewModel.isRevealed ? qsTr("Ẩn số") : qsTr("Hiện số")
                    size: 20
                    onPressed: page.viewModel.toggleNumbers()
                }
            }

            Row {
                id: checks

                width: parent.width
                height: Math.max(Theme.px(104), Theme.primaryTarget)
                spacing: Theme.px(18)

                KButton {
                    width: Math.floor((parent.width - parent.spacing) / 2)
                    height: parent.height
                    primary: page.viewModel.canCheckIn
                    active: page.viewModel.canCheckIn
                    deaf: page.isFresh
                    ground: Theme.arrival
                    icon: "arrive"
                    text: qsTr("Check in · ĐẾN")
                    size: 30
                    onPressed: page.viewModel.checkIn()
                }

                KButton {
                    width: Math.floor((parent.width - parent.spacing) / 2)
                    height: parent.height
                    primary: true
                    active: page.viewModel.canAct
                    deaf: page.isFresh
                    ground: Theme.departure
                    icon: "depart"
                    text: qsTr("Check out · ĐI")
                    size: 30
                    onPressed: page.viewModel.checkOut()
                }
            }
        }

        // One place for what is to be known: an arrival to be settled, or who has the same phone.
        Item {
            id: notice

            y: column.height + Theme.gap
            width: parent.width
            height: buttons.y - y - Theme.gap

            readonly property bool isUrgent: page.viewModel.isUnverified && page.viewModel.hasPhone
            readonly property bool isRoomy: height >= settle.height

            KButton {
                id: settle

                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(implicitWidth, parent.width)
                height: Theme.target
                visible: notice.isUrgent && notice.isRoomy
                active: page.viewModel.canAct
                icon: "phone"
                text: qsTr("Đã gọi số này, đúng người")
                size: 20
                onPressed: page.viewModel.open("settle")
            }

            Column {
                anchors.verticalCenter: parent.verticalCenter
                x: settle.visible ? settle.width + Theme.px(16) : 0
                width: parent.width - x

                FitText {
                    width: parent.width
                    visible: text !== ""
                    text: page.viewModel.together
                    size: 20
                    weight: Font.Medium
                    leading: 1.2
                    maxHeight: Theme.sp(20) * 2.4
                }

                FitText {
                    width: parent.width
                    visible: text !== "" && notice.height >= Theme.sp(18) * 1.2 + Theme.sp(20) * 2.4
                    text: page.viewModel.looked
                    size: 18
                    color: Theme.inkSoft
                    leading: 1.2
                    maxHeight: Theme.sp(18) * 1.25
                }
            }
        }

        Grid {
            id: buttons

            readonly property real cell: Math.floor((width - 2 * columnSpacing) / 3)

            anchors.bottom: parent.bottom
            width: parent.width
            columns: 3
            columnSpacing: Theme.gap
            rowSpacing: Theme.gap

            component Act: KButton {
                property string act

                width: buttons.cell
                height: Math.max(Theme.px(72), Theme.target)
                size: 20
                active: page.viewModel.canAct
                onPressed: page.viewModel.open(act)
            }

            Act {
                act: "edit"
                icon: "pencil"
                text: qsTr("Sửa thông tin")
            }

            Act {
                act: "link"
                icon: "merge"
                text: qsTr("Gộp hồ sơ")
            }

            Act {
                act: "reprint"
                icon: "printer"
                text: qsTr("In lại, mất phiếu")
            }

            // Where there is no room for it above, what must be done comes before what may be.
            Act {
                readonly property bool settles: notice.isUrgent && !notice.isRoomy

                act: settles ? "settle" : "phone"
                icon: settles ? "phone" : "people"
                text: settles ? qsTr("Đã gọi, đúng người") : qsTr("Người cùng số")
                active: page.viewModel.canAct && page.viewModel.hasPhone
            }

            Act {
                act: "kind"
                icon: "citizen"
                text: qsTr("Loại khách")
            }

            Act {
                act: "data"
                icon: "shield"
                text: qsTr("Yêu cầu về dữ liệu")
            }
        }
    }

    SidePanel {
        id: side

        frame: page
        share: 0.46

        KText {
            id: heading

            visible: !page.isAsking
            text: qsTr("Lượt đến, đi")
            size: 22
            weight: Font.Bold
            wrapMode: Text.NoWrap
        }

        ListView {
            id: visits

            y: heading.height + Theme.px(6)
            width: parent.width
            height: (more.visible ? more.y - Theme.px(10) : parent.height) - y
            visible: !page.isAsking
            clip: true
            model: page.viewModel.rows
            boundsBehavior: Flickable.StopAtBounds

            delegate: VisitRow {
                width: visits.width
                onTouched: entry => page.viewModel.correct(entry)
            }
        }

        KButton {
            id: more

            anchors.bottom: parent.bottom
            width: parent.width
            height: Theme.target
            visible: !page.isAsking && page.viewModel.hasEarlier
            icon: "arrow-down"
            text: qsTr("Xem thêm")
            size: 22
            onPressed: page.viewModel.showEarlier()
        }

        ChoicePanel {
            anchors.fill: parent
            visible: page.isAsking
            choices: page.viewModel.panel
            onChosen: key => page.viewModel.choose(key)
            onClosed: page.viewModel.closePanel()
        }
    }
}
