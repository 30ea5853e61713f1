pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Theme

// A question with its answers over a whole page or the keyboard's place: wide ones in lines, the
// others in columns that scroll, and the way out.
Item {
    id: panel

    signal chosen(string key)
    signal closed

    required property var choices
    property string closeText: qsTr("Thôi")

    readonly property real cell: Math.max(Theme.px(72), Theme.target)

    Column {
        id: words

        width: parent.width
        spacing: Theme.px(4)

        FitText {
            width: parent.width
            text: panel.choices.title ?? ""
            size: 32
            weight: Font.ExtraBold
            color: Theme.jade
            leading: 1.2
            maxHeight: Theme.sp(32) * 2.5
        }

        FitText {
            width: parent.width
            visible: text !== ""
            text: panel.choices.text ?? ""
            size: 20
            color: Theme.inkSoft
            leading: 1.25
            maxHeight: Theme.sp(20) * 2.6
        }
    }

    Flickable {
        y: words.height + Theme.px(12)
        width: parent.width
        height: close.y - y - Theme.gap
        contentHeight: answers.height
        clip: true
        boundsBehavior: Flickable.StopAtBounds

        Column {
            id: answers

            width: parent.width
            spacing: Theme.gap

            Repeater {
                model: panel.choices.wide

                KButton {
                    required property var modelData

                    width: answers.width
                    height: panel.cell
                    icon: modelData.icon
                    text: modelData.text
                    size: 22
                    primary: modelData.isPrimary
                    active: modelData.canChoose
                    onPressed: panel.chosen(modelData.key)
                }
            }

            Grid {
                id: narrow

                readonly property real cell: Math.floor((width - (columns - 1) * columnSpacing) / columns)

                width: parent.width
                columns: Theme.isPortrait ? 3 : panel.choices.narrow && panel.choices.narrow.length > 8 ? 5 : 3
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
                        chosen: modelData.isPrimary
                        onPressed: panel.chosen(modelData.key)
                    }
                }
            }
        }
    }

    KButton {
        id: close

        y: parent.height - height
        width: Theme.isPortrait ? parent.width : Math.max(Theme.px(300), Math.min(implicitWidth, parent.width / 2))
        height: panel.cell
        icon: "arrow-left"
        text: panel.closeText
        size: 22
        onPressed: panel.closed()
    }
}
