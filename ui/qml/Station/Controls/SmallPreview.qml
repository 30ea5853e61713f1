import QtQuick
import Station.Models
import Station.Theme

// The small mirror on results: the next person aims already.
Item {
    id: preview

    required property PreviewFeed feed
    property color ring: "#FFFFFF"

    Rectangle {
        anchors.fill: parent
        radius: Theme.px(18)
        color: preview.ring
    }

    PreviewItem {
        anchors.fill: parent
        anchors.margins: Theme.px(3)
        feed: preview.feed
        radius: Theme.px(15)
    }
}
