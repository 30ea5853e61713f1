pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// After a card: the form's groups as short statements, and three answers that weigh the same.
PageFrame {
    id: page

    readonly property ExpressViewModel viewModel: station.desk.page("express") as ExpressViewModel
    readonly property real side: isPortrait ? Theme.px(48) : Theme.px(64)
    readonly property string part: viewModel.part
    // What is answered is read first: many statements leave the rest less room.
    readonly property bool hasMany: !isPortrait && viewModel.statements.length > 3
    readonly property real buttonHeight: Math.max(Theme.px(hasMany ? 84 : 104), Theme.primaryTarget)

    heading: qsTr("Khai báo y tế") + (viewModel.name === "" ? "" : " · " + viewModel.name)
    withMode: false
    withLanguage: !isPortrait
    sideMargin: isPortrait ? side : Theme.margin
    stripWithLanguage: isPortrait
    withStaffCard: false

    OwnTop {
        id: headline

        x: page.side
        // On upright screens the gate's band has its place above.
        y: page.bodyTop + Theme.px(page.isPortrait ? 100 : 4)
        width: page.width - 2 * x
        visible: page.part !== "wait"
        title: page.viewModel.title
        most: Theme.sp(42) * 1.3
        withSize: page.viewModel.canEnlarge
        isLarge: page.viewModel.isLarge
        onWentBack: page.viewModel.leave()
        onSizeTurned: page.viewModel.turnSize()
    }

    Column {
        id: statements

        readonly property int count: page.viewModel.statements.length
        readonly property real room: answers.y - y - Theme.px(14)
        readonly property real cell: Math.floor((room - (count - 1) * spacing) / Math.max(1, count))

        x: page.side
        y: headline.y + headline.height + Theme.px(page.isPortrait ? 32 : 10)
        width: page.width - 2 * x
        visible: page.part === "statements"
        spacing: Theme.px(page.isPortrait ? 20 : page.hasMany ? 8 : 12)

        Repeater {
            model: page.part === "statements" ? page.viewModel.statements : []

            Rectangle {
                id: statement

                required property string modelData
                required property int index

                width: statements.width
                height: Math.min(statements.cell, Theme.px(page.isPortrait ? 220 : 112))
                radius: Theme.px(16)
                color: Theme.card
                border.width: Math.max(1, Theme.px(2))
                border.color: Theme.line

                Rectangle {
                    id: disc

                    x: Theme.px(24)
                    anchors.verticalCenter: parent.verticalCenter
                    width: Math.min(Theme.px(52), statement.height - Theme.px(12))
                    height: width
                    radius: width / 2
                    color: Theme.mint

                    KText {
                        anchors.centerIn: parent
                        text: String(statement.index + 1)
                        size: 22
                        weight: Font.Bold
                        color: Theme.jade
                        leading: 1.15
                    }
                }

                FitText {
                    x: disc.x + disc.width + Theme.px(22)
                    anchors.verticalCenter: parent.verticalCenter
                    width: statement.width - x - Theme.px(20)
                    text: statement.modelData
                    size: page.isPortrait ? 32 : 28
                    weight: Font.DemiBold
                    leading: page.hasMany ? 1.15 : 1.25
                    maxHeight: statement.height - Theme.px(page.hasMany ? 4 : 8)
                }
            }
        }
    }

    // Three answers of one size: none of them is the one that is meant.
    Grid {
        id: answers

        readonly property real cell: Math.floor((width - (columns - 1) * spacing) / columns)

        x: page.side
        y: notice.y - height - Theme.px(page.isPortrait ? 28 : 12)
        width: page.width - 2 * x
        height: page.isPortrait ? 3 * page.buttonHeight + 2 * spacing : page.buttonHeight
        visible: page.part === "statements"
        columns: page.isPortrait ? 1 : 3
        spacing: Theme.gap

        KButton {
            width: answers.cell
            height: page.buttonHeight
            text: qsTr("Không có điều nào nêu trên")
            accent: Theme.jade
            size: 28
            onPressed: page.viewModel.haveNone()
        }

        KButton {
            width: answers.cell
            height: page.buttonHeight
            text: qsTr("Có – khai chi tiết")
            accent: Theme.jade
            size: 28
            onPressed: page.viewModel.haveSome()
        }

        KButton {
            width: answers.cell
            height: page.buttonHeight
            text: qsTr("Khai với nhân viên")
            accent: Theme.jade
            size: 28
            onPressed: page.viewModel.askStaff()
        }
    }

    FitText {
        id: notice

        readonly property bool isAsked: page.part === "consent"
        readonly property bool isBelowMany: page.hasMany && !isAsked

        x: page.side
        readonly property real askedY: headline.y + headline.height + Theme.px(24)

        y: isAsked ? askedY : page.bodyBottom - height - Theme.px(page.isPortrait ? 40 : 12)
        width: page.width - 2 * x
        visible: page.part !== "wait"
        text: page.viewModel.notice
        size: isAsked ? 28 : isBelowMany ? (Theme.largeText ? 13 : 15) : 20
        color: isAsked ? Theme.ink : Theme.inkSoft
        leading: 1.3
        maxHeight: isAsked ? page.bodyBottom - askedY - choices.cellHeight - Theme.px(80) : Theme.px(page.isPortrait ? (page.viewModel.statements.length > 3 ? 170 : 260) : isBelowMany ? 92 : 130)
    }

    // Who declares for a child, or whether it is agreed to.
    Grid {
        id: choices

        readonly property bool isConsent: page.part === "consent"
        readonly property int lines: isConsent ? 1 : 2
        readonly property real cell: Math.floor((width - spacing) / 2)
        readonly property real cellHeight: Math.max(Theme.px(isConsent ? 104 : 120), Theme.primaryTarget)

        x: page.side
        y: isConsent ? page.bodyBottom - height - Theme.px(page.isPortrait ? 40 : 20) : headline.y + headline.height + Theme.px(24)
        width: page.width - 2 * x
        height: lines * cellHeight + (lines - 1) * spacing
        visible: isConsent || page.part === "representative"
        columns: 2
        spacing: Theme.gap

        Repeater {
            model: page.part === "representative" ? page.viewModel.relations : []

            KButton {
                required property var modelData

                width: choices.cell
                height: choices.cellHeight
                text: modelData.text
                size: 32
                onPressed: page.viewModel.represent(modelData.key)
            }
        }

        KButton {
            width: choices.cell
            height: choices.cellHeight
            visible: choices.isConsent
            text: qsTr("Không đồng ý")
            size: 28
            onPressed: page.viewModel.disagree()
        }

        KButton {
            width: choices.cell
            height: choices.cellHeight
            visible: choices.isConsent
            primary: true
            icon: "check"
            text: qsTr("Đồng ý và gửi")
            size: 28
            onPressed: page.viewModel.agree()
        }
    }

    FitText {
        x: page.side
        y: page.bodyTop + Math.round((page.bodyHeight - height) / 2)
        width: page.width - 2 * x
        visible: page.part === "wait"
        text: page.viewModel.title
        size: 52
        weight: Font.ExtraBold
        color: Theme.jade
        horizontalAlignment: Text.AlignHCenter
        maxHeight: page.bodyHeight * 0.5
    }
}
