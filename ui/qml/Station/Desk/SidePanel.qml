import QtQuick
import Station.Theme

// What stands beside a page of staff: at its right, on upright screens at its foot.
Rectangle {
    id: side

    required property StaffFrame frame
    // How much of an upright page it takes.
    property real share: 0.46

    default property alias content: content.data

    readonly property real inset: Theme.px(frame.isPortrait ? 28 : 24)

    x: frame.isPortrait ? 0 : frame.width - width
    y: frame.isPortrait ? frame.bodyBottom - height : frame.bodyTop
    width: frame.isPortrait ? frame.width : Theme.px(404)
    height: frame.isPortrait ? Math.round(frame.bodyHeight * share) : frame.bodyHeight
    color: Theme.paperDim

    Item {
        id: content

        x: side.inset
        y: Theme.px(16)
        width: parent.width - 2 * x
        height: parent.height - 2 * y
    }
}
