import QtQuick
import Station.Theme

// Text in the shipped typeface. `size` is in px at 1280×800; `leading` is the distance of lines in
// type sizes, closer for display.
Text {
    id: text

    property real size: 26
    property int weight: Font.Medium
    property bool fits: false
    property real leading: size >= 42 ? 1.14 : 1.35

    color: Theme.ink
    font.family: Theme.family
    font.pixelSize: Theme.sp(size)
    font.weight: weight
    lineHeight: leading / Theme.naturalLeading
    lineHeightMode: Text.ProportionalHeight
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
    renderType: Text.QtRendering
    // Nothing smaller than 18 on the drawing board, whatever has to fit.
    fontSizeMode: fits ? Text.Fit : Text.FixedSize
    minimumPixelSize: Math.round(18 * Theme.unit)
}
