pragma ComponentBehavior: Bound

import QtQuick
import Station.Models
import Station.Theme

// What works, the citizens' hotline, and the staff's lock: the same order on every page.
Rectangle {
    id: strip

    signal staffPressed
    signal languageChosen(string language)

    required property StripViewModel viewModel
    required property HeaderViewModel header
    property string language
    property bool withLanguage: false
    // On the staff's own pages nobody looks for the hotline or for staff.
    property bool isPublic: true
    property real lowest: Theme.stripHeight
    property real sideMargin: Theme.margin

    // Side by side where there is room for it, else in two lines.
    readonly property bool isTwoLines: withLanguage || oneLine.implicitWidth + (isPublic ? right.implicitWidth : 0) + 2 * sideMargin + Theme.px(24) > width

    // Large text on an upright screen: what stands beside the language takes two lines of its row.
    readonly property bool isTight: withLanguage && languages.width + right.naturalWidth + 2 * sideMargin + Theme.px(24) > width

    implicitHeight: Math.max(lowest, isTwoLines ? signs.height + Theme.px(isPublic ? 10 : 24) + (isPublic ? Theme.stripHeight : 0) : 0)
    color: Theme.paperDim

    component Sign: Row {
        id: sign

        required property var row
        readonly property color colour: row.isWell ? Theme.well : Theme.amberText

        spacing: Theme.px(10)

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            name: sign.row.icon
            size: Theme.px(22)
            colour: sign.colour
        }

        KText {
            width: Math.min(implicitWidth, strip.width - 2 * strip.sideMargin - Theme.px(32))
            text: sign.row.text
            size: 18
            color: sign.colour
            leading: 1.15
        }
    }

    // How wide the signs are side by side: what lays them out follows every sign that comes or
    // changes, a sum made in a binding does not.
    Row {
        id: oneLine

        visible: false
        spacing: signs.spacing

        Repeater {
            model: strip.viewModel.items
            delegate: Sign {}
        }
    }

    Flow {
        id: signs

        x: strip.sideMargin
        y: strip.isTwoLines ? Theme.px(12) : Math.round((strip.height - height) / 2)
        width: strip.isTwoLines ? strip.width - 2 * strip.sideMargin : oneLine.implicitWidth + 1
        spacing: Theme.px(26)

        Repeater {
            model: strip.viewModel.items
            delegate: Sign {}
        }
    }

    LanguageSwitch {
        id: languages

        x: strip.sideMargin
        y: right.y + Math.round((right.height - height) / 2)
        visible: strip.withLanguage
        language: strip.language
        onChosen: language => strip.languageChosen(language)
    }

    Row {
        id: right

        readonly property real naturalWidth: (hotline.visible ? Theme.px(20) + label.implicitWidth + number.implicitWidth + 2 * hotline.spacing + spacing : 0) + Theme.px(20) + staff.spacing + staffWords.implicitWidth

        x: strip.width - strip.sideMargin - width
        y: strip.isTwoLines ? strip.height - Theme.stripHeight : 0
        height: Theme.stripHeight
        spacing: Theme.px(28)
        visible: strip.isPublic

        Row {
            id: hotline

            anchors.verticalCenter: parent.verticalCenter
            visible: strip.header.hotline !== ""
            spacing: Theme.px(10)

            Icon {
                anchors.verticalCenter: parent.verticalCenter
                name: "phone"
                size: Theme.px(20)
                colour: Theme.inkSoft
            }

            Grid {
                anchors.verticalCenter: parent.verticalCenter
                columns: strip.isTight ? 1 : 2
                columnSpacing: hotline.spacing

                KText {
                    id: label

                    text: strip.header.hotlineLabel
                    size: 18
                    color: Theme.inkSoft
                    leading: 1.15
                    wrapMode: Text.NoWrap
                }

                KText {
                    id: number

                    text: strip.header.hotline
                    size: 18
                    weight: Font.Bold
                    color: Theme.inkSoft
                    leading: 1.15
                    wrapMode: Text.NoWrap
                }
            }
        }

        Item {
            width: staff.implicitWidth
            height: parent.height

            Row {
                id: staff

                anchors.verticalCenter: parent.verticalCenter
                spacing: Theme.px(10)

                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    name: "lock"
                    size: Theme.px(20)
                    colour: Theme.inkSoft
                }

                KText {
                    id: staffWords

                    width: strip.isTight ? Math.ceil(implicitWidth * 0.6) : implicitWidth
                    text: qsTr("Dành cho nhân viên")
                    size: 18
                    color: Theme.inkSoft
                    leading: 1.15
                    wrapMode: strip.isTight ? Text.Wrap : Text.NoWrap
                }
            }

            TapArea {
                onTapped: strip.staffPressed()
            }
        }
    }
}
