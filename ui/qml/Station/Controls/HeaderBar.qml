import QtQuick
import Station.Models
import Station.Theme

// The venue, the gate, what it records, the language and the time.
Item {
    id: bar

    signal languageChosen(string language)

    required property HeaderViewModel viewModel
    property string language
    property bool withLanguage: true
    property bool withMode: true
    // The gate's band takes the venue's place while it stands.
    property bool withPlace: true
    property bool withDate: false
    // What the page is about, in the venue's place.
    property string heading
    property color colour: Theme.ink
    property real sideMargin: Theme.margin

    implicitHeight: Theme.headerHeight

    // The venue with its gate on one line; a long name has lines of its own above the gate.
    Item {
        id: place

        readonly property bool withGate: bar.heading === ""
        readonly property real natural: venue.implicitWidth + gateMeasure.implicitWidth + (bar.withMode ? mode.implicitWidth + Theme.px(18) : 0) + Theme.px(18)
        readonly property bool isStacked: withGate && natural > width

        visible: bar.withPlace
        x: bar.sideMargin
        width: right.x - x - Theme.px(20)
        height: bar.height

        FitText {
            id: venue

            y: Math.round((place.height - height - (place.isStacked ? gate.height : 0)) / 2)
            width: place.isStacked ? place.width : Math.min(implicitWidth + 1, place.width)
            text: bar.heading !== "" ? bar.heading : bar.viewModel.venue
            size: 22
            weight: Font.Bold
            color: bar.colour
            leading: 1.15
            maxHeight: place.height - (place.isStacked ? gate.height : 0)
        }

        KText {
            id: gateMeasure

            visible: false
            text: "· " + bar.viewModel.gate
            size: 22
            wrapMode: Text.NoWrap
        }

        Row {
            id: gate

            visible: place.withGate
            x: place.isStacked ? 0 : venue.width + Theme.px(18)
            y: place.isStacked ? venue.y + venue.height : Math.round((place.height - height) / 2)
            spacing: Theme.px(18)

            KText {
                anchors.verticalCenter: parent.verticalCenter
                visible: bar.viewModel.gate !== ""
                text: (place.isStacked ? "" : "· ") + bar.viewModel.gate
                size: place.isStacked ? 18 : 22
                color: bar.colour
                leading: 1.15
                wrapMode: Text.NoWrap
            }

            Row {
                id: mode

                anchors.verticalCenter: parent.verticalCenter
                visible: bar.withMode
                spacing: Theme.px(8)

                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    name: bar.viewModel.modeIcon
                    size: Theme.px(22)
                    colour: bar.colour
                }

                KText {
                    text: bar.viewModel.mode
                    size: 18
                    color: bar.colour
                    leading: 1.15
                    wrapMode: Text.NoWrap
                }
            }
        }
    }

    Row {
        id: right

        anchors.right: parent.right
        anchors.rightMargin: bar.sideMargin
        anchors.verticalCenter: parent.verticalCenter
        spacing: Theme.px(18)

        LanguageSwitch {
            anchors.verticalCenter: parent.verticalCenter
            visible: bar.withLanguage
            language: bar.language
            onChosen: language => bar.languageChosen(language)
        }

        Column {
            anchors.verticalCenter: parent.verticalCenter

            DigitClock {
                anchors.right: parent.right
                text: bar.viewModel.clock
                size: 26
                colour: bar.colour
            }

            // Whoever passes sees that the machine has today's date.
            KText {
                anchors.right: parent.right
                visible: bar.withDate
                text: bar.viewModel.date
                size: 18
                color: bar.colour
                leading: 1.15
                wrapMode: Text.NoWrap
            }
        }
    }
}
