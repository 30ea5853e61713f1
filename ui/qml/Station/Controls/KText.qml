import QtQuick
import Station.Theme

// Text in the shipped typeface. `size` is in px at 1280×800; display sizes stand closer together.
Text {
    id: text

    property real size: 26
    property int weight: Font.Medium
    property bool fits: false

    color: Theme.ink
    font.family: Theme.family
    font.pixelSize: Theme.sp(size)
    font.weight: weight
    lineHeight: size >= 42 ? 1.12 : 1.3
    lineHeightMode: Text.ProportionalHeight
    wrapMode: Text.Wrap
    textFormat: Text.PlainText
    renderType: Text.QtRendering
    // Nothing smaller than 18 on the drawing board, whatever has to fit.
    fontSizeMode: fits ? Text.Fit : Text.FixedSize
    minimumPixelSize: Math.round(18 * Theme.unit)
}
