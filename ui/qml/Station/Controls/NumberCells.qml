pragma ComponentBehavior: Bound

import QtQuick
import Station.Theme

// A number in single places, grouped so that it can be compared with the card.
Row {
    id: cells

    required property var model
    property real room: 600

    readonly property real small: Theme.px(5)
    readonly property real wide: Theme.px(16)
    readonly property int groups: model.filter(cell => cell.beginsGroup).length
    readonly property real cell: Math.min(Theme.px(68), Math.floor((room - (model.length - 1) * small - groups * (wide - small)) / Math.max(1, model.length)))

    height: Theme.px(78)

    Repeater {
        model: cells.model

        Item {
            id: place

            required property var modelData
            required property int index

            readonly property real lead: modelData.beginsGroup ? cells.wide : index > 0 ? cells.small : 0

            width: lead + cells.cell
            height: cells.height

            Rectangle {
                anchors.right: parent.right
                width: cells.cell
                height: parent.height
                radius: Theme.px(12)
                color: place.modelData.char === "" ? Theme.paper : Theme.card
                border.width: Math.max(1, Theme.px(place.modelData.isNext ? 4 : 2))
                border.color: place.modelData.isNext ? Theme.jade : Theme.edge

                KText {
                    anchors.centerIn: parent
                    text: place.modelData.char
                    // The cells are as many as a number has places: Chữ to does not widen them.
                    font.pixelSize: Math.round(Math.min(Theme.px(42), cells.cell * 0.86))
                    weight: Font.Bold
                    leading: 1.14
                    wrapMode: Text.NoWrap
                }
            }
        }
    }
}
