pragma ComponentBehavior: Bound

import QtQuick
import Station.Models
import Station.Theme

// What stands around a page: the venue above, the health strip below, what the page shows between.
// A page gives its own items as if it were the whole window, between bodyTop and bodyBottom.
Rectangle {
    id: frame

    // Somebody touched the page where nothing of it takes touches.
    signal tapped

    required property StationViewModel station

    property bool takesTaps: false
    property bool withLanguage: true
    property bool withMode: true
    property bool withDate: false
    // What the page is about, in the venue's place.
    property string heading
    property color colour: Theme.ink
    property real sideMargin: Theme.margin
    property bool withStrip: true
    // Upright screens are tall: the switch stands below, where everyone reaches it.
    property bool stripWithLanguage: false
    // Where the public types, the staff's lock is only drawn.
    property bool withStaffCard: true

    readonly property bool isPortrait: Theme.isPortrait
    readonly property real bodyTop: bar.height
    readonly property real bodyBottom: withStrip ? strip.y : height
    readonly property real bodyHeight: bodyBottom - bodyTop

    default property alias body: body.data

    color: Theme.paper

    // Touches on the page are not touches on what lies behind it.
    MouseArea {
        anchors.fill: parent
        enabled: !frame.takesTaps
    }

    TapArea {
        visible: frame.takesTaps
        onTapped: frame.tapped()
    }

    HeaderBar {
        id: bar

        width: parent.width
        viewModel: frame.station.shell.header
        language: frame.station.shell.language
        withLanguage: frame.withLanguage
        withMode: frame.withMode
        withPlace: frame.isPortrait || !frame.station.gate.bandVisible
        withDate: frame.withDate
        heading: frame.heading
        colour: frame.colour
        sideMargin: frame.sideMargin
        onLanguageChosen: language => frame.station.shell.chooseLanguage(language)
    }

    Item {
        id: body

        anchors.fill: parent
        visible: !frame.station.desk.goOn.isAsking
    }

    Loader {
        x: Theme.wideMargin
        y: frame.bodyTop + Math.round((frame.bodyHeight - height) / 2)
        width: frame.width - 2 * Theme.wideMargin
        active: frame.visible && frame.station.desk.goOn.isAsking
        sourceComponent: GoOnQuestion {
            viewModel: frame.station.desk.goOn
            room: frame.bodyHeight
        }
    }

    HealthStrip {
        id: strip

        anchors.bottom: parent.bottom
        width: parent.width
        visible: frame.withStrip
        viewModel: frame.station.shell.strip
        header: frame.station.shell.header
        withLanguage: frame.stripWithLanguage
        language: frame.station.shell.language
        onLanguageChosen: language => frame.station.shell.chooseLanguage(language)
        onStaffPressed: {
            if (frame.withStaffCard) {
                frame.station.shell.openStaffCard();
            }
        }
    }
}
