pragma ComponentBehavior: Bound

import QtQuick
import Station.Theme

// Text that wraps into lines of like length, and shrinks once it would stand higher than
// `maxHeight` or would tear a word. Only what is longer than a line of the smallest letters, such as
// an address of the web, is torn. What stands on one line is one item, a page has hundreds of those;
// what wraps is measured by others that nobody sees.
Item {
    id: fit

    property string text
    property real size: 26
    property int weight: Font.Medium
    property color color: Theme.ink
    property real leading: size >= 42 ? 1.14 : 1.35
    property int horizontalAlignment: Text.AlignLeft
    property real maxHeight: 100000

    // Widths are known once all of the page is made; before that everything would seem to wrap.
    property bool isMade: false
    readonly property bool isOneLine: line.implicitWidth <= width && line.implicitHeight <= maxHeight
    readonly property var lines: wrapped.item

    implicitHeight: text === "" ? 0 : lines === null ? line.implicitHeight : Math.min(lines.implicitHeight, maxHeight)
    implicitWidth: line.implicitWidth

    Component.onCompleted: isMade = true

    KText {
        id: line

        width: fit.width
        height: fit.height
        visible: fit.text !== "" && fit.lines === null
        text: fit.text
        size: fit.size
        weight: fit.weight
        color: fit.color
        leading: fit.leading
        wrapMode: Text.NoWrap
        horizontalAlignment: fit.horizontalAlignment
        verticalAlignment: Text.AlignVCenter
    }

    Loader {
        id: wrapped

        active: fit.isMade && fit.text !== "" && !fit.isOneLine
        sourceComponent: Item {
            id: several

            readonly property bool isTooBig: whole.implicitHeight > fit.maxHeight || isTooWide
            readonly property bool isTooWide: fit.width > 0 && whole.contentWidth > Math.ceil(fit.width)
            readonly property bool isEndless: whole.contentWidth * whole.minimumPixelSize > fit.width * whole.font.pixelSize
            readonly property real evenWidth: Math.min(fit.width, Math.ceil(line.implicitWidth / Math.max(1, whole.lineCount) * 1.25))
            readonly property bool isEven: !isTooBig && even.lineCount === whole.lineCount && even.contentWidth <= Math.ceil(evenWidth)

            implicitHeight: whole.implicitHeight

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
                width: several.evenWidth
                text: fit.text
                size: fit.size
                weight: fit.weight
                leading: fit.leading
                wrapMode: Text.WordWrap
            }

            KText {
                x: fit.horizontalAlignment === Text.AlignHCenter ? Math.round((fit.width - width) / 2) : 0
                width: several.isEven ? even.width : fit.width
                height: fit.height
                fits: several.isTooBig
                wrapMode: several.isEndless ? Text.Wrap : Text.WordWrap
                text: fit.text
                size: fit.size
                weight: fit.weight
                color: fit.color
                leading: fit.leading
                horizontalAlignment: fit.horizontalAlignment
                verticalAlignment: Text.AlignVCenter
            }
        }
    }
}
