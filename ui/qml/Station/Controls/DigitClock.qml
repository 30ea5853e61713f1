pragma ComponentBehavior: Bound

import QtQuick
import Station.Theme

// Digits in cells of one width: the typeface has no tabular figures, and a clock must not tremble.
Row {
    id: clock

    property string text
    property real size: 26
    property int weight: Font.Bold
    property color colour: Theme.ink

    readonly property real cell: Math.ceil(Math.max(zero.advanceWidth, four.advanceWidth, six.advanceWidth, eight.advanceWidth))

    Accessible.role: Accessible.StaticText
    Accessible.name: text

    TextMetrics {
        id: zero

        font: probe.font
        text: "0"
    }

    TextMetrics {
        id: four

        font: probe.font
        text: "4"
    }

    TextMetrics {
        id: six

        font: probe.font
        text: "6"
    }

    TextMetrics {
        id: eight

        font: probe.font
        text: "8"
    }

    KText {
        id: probe

        visible: false
        text: "0"
        size: clock.size
        weight: clock.weight
    }

    Repeater {
        model: clock.text.length

        KText {
            required property int index

            text: clock.text.charAt(index)
            size: clock.size
            weight: clock.weight
            color: clock.colour
            width: /[0-9]/.test(text) ? clock.cell : implicitWidth
            horizontalAlignment: Text.AlignHCenter
            leading: 1.12
        }
    }
}
