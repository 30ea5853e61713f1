pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Theme

// A few things to choose from, beside a page: a question, wide answers, below them narrow ones in
// columns, and the way out.
Item {
    id: panel

    signal chosen(string key)
    signal closed

    required property var choices

    readonly property int wideColumns: Theme.isPortrait && choices.wide.length > 1 ? 2 : 1
    readonly property int narrowColumns: Theme.isPortrait ? 3 : 2
    readonly property int rows: Math.ceil(choices.wide.length / wideColumns) + Math.ceil(choices.narrow.length / narrowColumns)
    readonly property real spare: close.y - Theme.gap - answers.y - hints - (rows - 1) * Theme.gap
    readonly property real hints: hint.visible ? hint.height + Theme.gap : 0
    // As high as the room allows, and never too small for a finger.
    readonly property real cell: Math.max(Theme.target, Math.min(Theme.px(88), Math.floor(spare / Math.max(1, rows))))

    Column {
        id: words

        width: parent.width
        spacing: Theme.px(6)

        FitText {
            width: parent.width
            text: panel.choices.title
            size: 26
            weight: Font.ExtraBold
            leading: 1.2
            maxHeight: Theme.sp(26) * 3.7
        }

        FitText {
            width: parent.width
            visible: text !== ""
            text: panel.choices.text
            size: 20
            color: Theme.inkSoft
            leading: 1.25
            maxHeight: Theme.sp(20) * 4
        }
    }

    Item {
        id: answers

        y: words.height + Theme.px(14)
        width: parent.width
        height: childrenRect.height

        Grid {
            id: wide

            readonly property real cell: Math.floor((panel.width - (columns - 1) * Theme.gap) / columns)

            columns: panel.wideColumns
            columnSpacing: Theme.gap
            rowSpacing: Theme.gap

            Repeater {
                model: panel.choices.wide

                KButton {
                    required property var modelData

                    width: wide.cell
                    height: panel.cell
                    icon: modelData.icon
                    text: modelData.text
                    size: 22
                    primary: modelData.isPrimary
                    active: modelData.canChoose
                    onPressed: panel.chosen(modelData.key)
                }
            }
        }

        FitText {
            id: hint

            y: panel.choices.wide.length > 0 ? wide.height + Theme.gap : 0
            width: parent.width
            visible: text !== "" && panel.choices.narrow.length > 0
            text: panel.choices.hint
            size: 20
            color: Theme.inkSoft
            leading: 1.2
            maxHeight: Theme.sp(20) * 2.5
        }

        Grid {
            id: narrow

            y: (panel.choices.wide.length > 0 ? wide.height + Theme.gap : 0) + panel.hints
            readonly property real cell: Math.floor((panel.width - (columns - 1) * Theme.gap) / columns)

            columns: panel.narrowColumns
            columnSpacing: Theme.gap
            rowSpacing: Theme.gap

            Repeater {
                model: panel.choices.narrow

                KButton {
                    required property var modelData

                    width: narrow.cell
                    height: panel.cell
                    text: modelData.text
                    size: 20
                    onPressed: panel.chosen(modelData.key)
                }
            }
        }
    }

    KButton {
        id: close

        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.target
        icon: "close"
        text: qsTr("Thôi")
        size: 22
        onPressed: panel.closed()
    }
}
