import QtQuick
import Station.Theme

// Text that wraps, and shrinks once it would stand higher than `maxHeight`.
Item {
    id: fit

    property string text
    property real size: 26
    property int weight: Font.Medium
    property color color: Theme.ink
    property real lineHeight: size >= 42 ? 1.12 : 1.3
    property int horizontalAlignment: Text.AlignLeft
    property real maxHeight: 100000

    readonly property bool isTooHigh: measure.implicitHeight > maxHeight

    implicitHeight: text === "" ? 0 : Math.min(measure.implicitHeight, maxHeight)
    implicitWidth: measure.implicitWidth

    KText {
        id: measure

        visible: false
        width: fit.width
        text: fit.text
        size: fit.size
        weight: fit.weight
        lineHeight: fit.lineHeight
    }

    KText {
        anchors.fill: parent
        visible: fit.text !== ""
        fits: fit.isTooHigh
        text: fit.text
        size: fit.size
        weight: fit.weight
        color: fit.color
        lineHeight: fit.lineHeight
        horizontalAlignment: fit.horizontalAlignment
        verticalAlignment: Text.AlignVCenter
    }
}
