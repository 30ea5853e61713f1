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
        model: steps.places.length

        Row {
            id: place

            required property int index
            readonly property var step: steps.places[index]

            anchors.verticalCenter: parent?.verticalCenter
            visible: !steps.isTight || place.step.isHere
            spacing: Theme.px(10)

            Rectangle {
                anchors.verticalCenter: parent.verticalCenter
                width: steps.circle
                height: width
                radius: width / 2
                color: place.step.isHere ? Theme.card : Theme.inkSoft

                Icon {
                    anchors.centerIn: parent
                    visible: place.step.isDone
                    name: "tick"
                    size: Theme.px(24)
                    colour: Theme.card
                }

                KText {
                    anchors.centerIn: parent
                    visible: !place.step.isDone
                    text: place.step.number
                    size: 20
                    weight: Font.Bold
                    color: place.step.isHere ? Theme.ink : Theme.card
                    leading: 1.15
                    wrapMode: Text.NoWrap
                }
            }

            FitText {
                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(implicitWidth + 1, steps.room - 4 * steps.circle - 4 * steps.spacing)
                visible: place.step.isHere && width > Theme.px(60)
                text: place.step.text
                size: 20
                weight: Font.Bold
                color: Theme.card
                leading: 1.15
                maxHeight: Theme.px(68)
            }
        }
    }
}
