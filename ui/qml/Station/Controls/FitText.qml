import QtQuick
import Station.Theme

// Text that wraps into lines of like length, and shrinks once it would stand higher than
// `maxHeight` or would tear a word. Only what is longer than a line of the smallest letters, such as
// an address of the web, is torn.
Item {
    id: fit

    property string text
    property real size: 26
    property int weight: Font.Medium
    property color color: Theme.ink
    property real leading: size >= 42 ? 1.14 : 1.35
    property int horizontalAlignment: Text.AlignLeft
    property real maxHeight: 100000

    readonly property bool isTooBig: whole.implicitHeight > maxHeight || isTooWide
    readonly property bool isTooWide: width > 0 && whole.contentWidth > Math.ceil(width)
    readonly property bool isEndless: whole.contentWidth * whole.minimumPixelSize > width * whole.font.pixelSize
    readonly property real evenWidth: Math.min(width, Math.ceil(line.implicitWidth / Math.max(1, whole.lineCount) * 1.25))
    readonly property bool isEven: !isTooBig && even.lineCount === whole.lineCount && even.contentWidth <= Math.ceil(evenWidth)

    implicitHeight: text === "" ? 0 : Math.min(whole.implicitHeight, maxHeight)
    implicitWidth: line.implicitWidth

    // On one line.
    KText {
        id: line

        visible: false
        text: fit.text
        size: fit.size
        weight: fit.weight
        wrapMode: Text.NoWrap
    }

    // In the room there is.
    KText {
        id: whole

        visible: false
        width: fit.width
        text: fit.text
        size: fit.size
        weight: fit.weight
        leading: fit.leading
        wrapMode: Text.WordWrap
    }

    // In lines of like length.
    KText {
        id: even

        visible: false
        width: fit.evenWidth
        text: fit.text
        size: fit.size
        weight: fit.weight
        leading: fit.leading
        wrapMode: Text.WordWrap
    }

    KText {
        x: fit.horizontalAlignment === Text.AlignHCenter ? Math.round((fit.width - width) / 2) : 0
        width: fit.isEven ? even.width : fit.width
        height: fit.height
        visible: fit.text !== ""
        fits: fit.isTooBig
        wrapMode: fit.isEndless ? Text.Wrap : Text.WordWrap
        text: fit.text
        size: fit.size
        weight: fit.weight
        color: fit.color
        leading: fit.leading
        horizontalAlignment: fit.horizontalAlignment
        verticalAlignment: Text.AlignVCenter
    }
}
