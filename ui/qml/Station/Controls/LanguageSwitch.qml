pragma ComponentBehavior: Bound

import QtQuick
import Station.Theme

// Both languages named in themselves, the chosen one filled.
Item {
    id: languageSwitch

    signal chosen(string language)

    property string language

    implicitWidth: row.width + 2 * frame.border.width
    implicitHeight: Math.max(Theme.px(46), Theme.mm(8))

    Row {
        id: row

        anchors.centerIn: parent
        height: parent.height

        Repeater {
            model: [
                {
                    "code": "vi",
                    "name": "Tiếng Việt"
                },
                {
                    "code": "en",
                    "name": "English"
                }
            ]

            Rectangle {
                id: segment

                required property var modelData
                required property int index
                readonly property bool isChosen: languageSwitch.language === modelData.code

                width: Math.max(name.implicitWidth + Theme.px(36), Theme.target)
                height: row.height
                color: isChosen ? Theme.jade : Theme.card
                topLeftRadius: index === 0 ? Theme.px(14) : 0
                bottomLeftRadius: topLeftRadius
                topRightRadius: index === 1 ? Theme.px(14) : 0
                bottomRightRadius: topRightRadius

                KText {
                    id: name

                    anchors.centerIn: parent
                    text: segment.modelData.name
                    size: 18
                    weight: Font.Bold
                    leading: 1.15
                    color: segment.isChosen ? Theme.jadeText : Theme.ink
                }

                TapArea {
                    onTapped: languageSwitch.chosen(segment.modelData.code)
                }
            }
        }
    }

    Rectangle {
        id: frame

        anchors.fill: row
        color: "transparent"
        radius: Theme.px(14)
        border.width: Math.max(1, Theme.px(2))
        border.color: Theme.jade
    }
}
