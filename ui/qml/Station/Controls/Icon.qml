import QtQuick
import Station.Theme

// A line icon of resources/icons in any colour, rendered at exactly its size.
Image {
    id: icon

    property string name
    property color colour: Theme.ink
    property real size: Theme.px(32)

    width: size
    height: size
    sourceSize: Qt.size(size, size)
    // Qt writes an opaque colour as #rrggbb.
    source: name === "" ? "" : "image://icon/" + name + "/" + colour.toString().slice(1)
    smooth: false
}
