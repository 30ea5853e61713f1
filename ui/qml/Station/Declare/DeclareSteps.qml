pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Theme

// Which of the four pages stands: ticked, here with its name, to come.
Row {
    id: steps

    required property var places
    property real room

    readonly property real circle: Theme.px(36)
    // Large letters in the header leave room for one: the page that stands.
    readonly property bool isTight: room < 4 * circle + 3 * spacing

    spacing: Theme.px(12)

    Repeater {
        model: steps.places

        Row {
            id: place

            required property var modelData

            anchors.verticalCenter: parent?.verticalCenter
            visible: !steps.isTight || modelData.isHere
            spacing: Theme.px(10)

            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                width: steps.circle
                height: width
                radius: width / 2
                color: place.modelData.isHere ? Theme.card : Theme.inkSoft

                Icon {
                    anchors.centerIn: parent
                    visible: place.modelData.isDone
                    name: "tick"
                    size: Theme.px(24)
                    colour: Theme.card
                }

                KText {
                    anchors.centerIn: parent
                    visible: !place.modelData.isDone
                    text: place.modelData.number
                    size: 20
                    weight: Font.Bold
                    color: place.modelData.isHere ? Theme.ink : Theme.card
                    leading: 1.15
                    wrapMode: Text.NoWrap
                }
            }

            FitText {
                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(implicitWidth + 1, steps.room - 4 * steps.circle - 4 * steps.spacing)
                visible: place.modelData.isHere && width > Theme.px(60)
                text: place.modelData.text
                size: 20
                weight: Font.Bold
                color: Theme.card
                leading: 1.15
                maxHeight: Theme.px(68)
            }
        }
    }
}
