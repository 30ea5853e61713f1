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
    property color colour: Theme.ink
    property real sideMargin: Theme.margin

    implicitHeight: Theme.headerHeight

    Column {
        id: place

        anchors.left: parent.left
        anchors.leftMargin: bar.sideMargin
        anchors.verticalCenter: parent.verticalCenter
        width: right.x - x - Theme.px(20)

        Row {
            id: oneLine

            readonly property real room: place.width - rest.width - spacing

            width: place.width
            spacing: Theme.px(18)

            KText {
                id: venue

                width: Math.min(venueMeasure.implicitWidth + 1, oneLine.room)
                height: Math.min(venueMeasure.implicitHeight, bar.height - Theme.px(6))
                fits: true
                text: bar.viewModel.venue
                size: 22
                weight: Font.Bold
                color: bar.colour
                leading: 1.12
                maximumLineCount: 2
                verticalAlignment: Text.AlignVCenter
            }

            Row {
                id: rest

                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.px(18)

                KText {
                    anchors.verticalCenter: parent.verticalCenter
                    visible: bar.viewModel.gate !== ""
                    text: "· " + bar.viewModel.gate
                    size: 22
                    color: bar.colour
                    leading: 1.12
                    wrapMode: Text.NoWrap
                }

                Row {
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
                        leading: 1.12
                        wrapMode: Text.NoWrap
                    }
                }
            }
        }
    }

    // The venue's natural size in the room it has.
    KText {
        id: venueMeasure

        visible: false
        width: Math.min(implicitWidth, Math.max(1, oneLine.room))
        text: bar.viewModel.venue
        size: 22
        weight: Font.Bold
        leading: 1.12
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

        DigitClock {
            anchors.verticalCenter: parent.verticalCenter
            text: bar.viewModel.clock
            size: 26
            colour: bar.colour
        }
    }
}
