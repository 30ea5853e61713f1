pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// Yêu cầu về dữ liệu: what people ask about their own data, and beside it the answer.
StaffFrame {
    id: page

    readonly property DataRequestsViewModel viewModel: station.desk.page("data_requests") as DataRequestsViewModel

    title: qsTr("Yêu cầu về dữ liệu")

    FitText {
        x: Theme.wideMargin
        y: page.bodyTop + Theme.px(40)
        width: lines.width - 2 * x
        visible: text !== ""
        text: page.viewModel.sentence
        size: 28
        weight: Font.Bold
        color: page.viewModel.isProblem ? Theme.amberText : Theme.inkSoft
        leading: 1.25
        maxHeight: Theme.sp(28) * 5.2
    }

    ListView {
        id: lines

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

            width: lines.width
            height: Math.max(Theme.px(84), Theme.target, words.height + Theme.px(20))
            color: line.row.isChosen ? Theme.paperDim : "transparent"

            Accessible.role: Accessible.Button
            Accessible.name: [line.row.title, line.row.who, line.row.when, line.row.due].join(", ")
            Accessible.onPressAction: page.viewModel.pick(line.row.key)

            Rectangle {
                y: parent.height - height
                width: parent.width
                height: Math.max(1, Theme.px(2))
                color: Theme.line
            }

            Icon {
                id: sign

                x: Theme.margin
                anchors.verticalCenter: parent.verticalCenter
                name: line.row.icon
                size: Theme.px(34)
                colour: Theme.inkSoft
            }

            Column {
                id: words

                x: sign.x + sign.width + Theme.px(18)
                anchors.verticalCenter: parent.verticalCenter
                width: due.x - x - Theme.px(12)

                KText {
                    width: parent.width
                    text: line.row.title + " · " + line.row.who
                    size: 22
                    weight: Font.Bold
                    leading: 1.2
                    wrapMode: Text.NoWrap
                    elide: Text.ElideRight
                }

                KText {
                    width: parent.width
                    text: line.row.when
                    size: 18
                    color: Theme.inkSoft
                    leading: 1.2
                    wrapMode: Text.NoWrap
                    elide: Text.ElideRight
                }
            }

            KText {
                id: due

                x: parent.width - width - Theme.margin
                anchors.verticalCenter: parent.verticalCenter
                text: line.row.due
                size: 20
                weight: Font.Bold
                color: line.row.isLate ? Theme.amberText : Theme.ink
                leading: 1.2
                wrapMode: Text.NoWrap
            }

            TapHandler {
                onTapped: page.viewModel.pick(line.row.key)
            }
        }
    }

    SidePanel {
        id: side

        frame: page
        share: 0.5

        KText {
            width: parent.width
            visible: !page.viewModel.isAsking
            text: page.viewModel.hint
            size: 22
            color: Theme.inkSoft
            leading: 1.25
        }

        ChoicePanel {
            anchors.fill: parent
            visible: page.viewModel.isAsking
            choices: page.viewModel.panel
            onChosen: key => page.viewModel.choose(key)
            onClosed: page.viewModel.closePanel()
        }
    }
}
