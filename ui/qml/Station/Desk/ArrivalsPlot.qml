pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Theme

// Arrivals of each quarter of an hour, the present one last and darker.
Row {
    id: plot

    // Of the largest, from 0 to 1.
    property list<real> shares
    property string label
    // The bars alone, where there is no room for their words.
    property bool withLabel: true
    readonly property real barWidth: Theme.px(13)

    spacing: Theme.px(14)

    Accessible.role: Accessible.Chart
    Accessible.name: words.text + " " + span.text

    Column {
        anchors.verticalCenter: parent.verticalCenter
        visible: plot.withLabel

        KText {
            id: words

            anchors.right: parent.right
            text: qsTr("Đến mỗi 15 phút")
            size: 18
            color: Theme.inkSoft
            leading: 1.15
            wrapMode: Text.NoWrap
        }

        KText {
            id: span

            anchors.right: parent.right
            text: plot.label
            size: 18
            color: Theme.inkSoft
            leading: 1.15
            wrapMode: Text.NoWrap
        }
    }

    Row {
        id: bars

        anchors.bottom: parent.bottom
        anchors.bottomMargin: Theme.px(14)
        height: parent.height - 2 * Theme.px(12)
        spacing: Theme.px(4)

        Repeater {
            model: plot.shares

            Rectangle {
                required property real modelData
                required property int index

                anchors.bottom: parent?.bottom
                width: plot.barWidth
                height: Math.max(Theme.px(3), Math.round(bars.height * modelData))
                radius: Theme.px(3)
                color: index === plot.shares.length - 1 ? Theme.jade : Theme.jadePale
            }
        }
    }
}
