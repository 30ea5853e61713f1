pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Gate
import Station.Models
import Station.Theme

// What stands around every page of staff: the way back, Cấp cứu, who is signed in, the time; the
// health strip below. A page gives its own items as if it were the whole window, between bodyTop and
// bodyBottom. The gate's band takes the title's place (upright: a row of its own), and covers no work.
Rectangle {
    id: frame

    // Quay lại, where the page asks something first.
    signal backPressed
    // Sơ tán, held for its seconds.
    signal evacuationHeld

    required property StationViewModel station

    property bool asksFirst: false

    property string title
    // Smaller, behind the title: what it counts.
    property string more
    // Behind the title too, where it is more than words.
    property Component beside: null
    // Of the first page, which nothing leads back from.
    property bool withBack: true
    // Where nobody is signed in: who is inside, on paper, in the place of the name.
    property bool withEvacuation: false
    // A keyboard, or work that fills the page, takes the strip's place.
    property bool withStrip: true

    readonly property StaffFrameViewModel frameModel: station.desk.frame
    readonly property bool isPortrait: Theme.isPortrait
    readonly property bool hasBand: station.gate.deskBandVisible
    // A whole number leads to its page by itself: the finger may be on its way to one more key.
    readonly property bool isFresh: fresh.running
    readonly property real bodyTop: header.height
    readonly property real bodyBottom: withStrip ? strip.y : height
    // For what stands behind the title.
    readonly property real headingRoom: heading.room - name.width - heading.spacing
    readonly property real bodyHeight: bodyBottom - bodyTop

    default property alias body: body.data

    color: Theme.paper
    onVisibleChanged: if (visible) {
        fresh.restart();
    }

    Timer {
        id: fresh

        interval: 400
        running: true
    }

    // Touches on the page are not touches on what lies behind it.
    MouseArea {
        anchors.fill: parent
    }

    Rectangle {
        id: header

        readonly property real row: Math.max(Theme.px(72), Theme.target)

        width: parent.width
        height: frame.isPortrait ? 2 * row : row
        color: Theme.ink

        HeaderButton {
            id: back

            height: header.row
            visible: frame.withBack
            icon: "arrow-left"
            label: qsTr("Quay lại")
            onPressed: {
                if (frame.asksFirst) {
                    frame.backPressed();
                } else {
                    frame.frameModel.leave();
                }
            }
        }

        Item {
            id: desk

            width: back.width
            height: header.row
            visible: !frame.withBack

            Icon {
                anchors.centerIn: parent
                name: "desk"
                size: Theme.px(34)
                colour: Theme.card
            }
        }

        Row {
            id: heading

            readonly property real room: (frame.isPortrait ? corner.x : emergency.x) - x - Theme.px(16)

            x: back.width
            height: header.row
            spacing: Theme.px(10)
            visible: frame.isPortrait || !frame.hasBand

            FitText {
                id: name

                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(implicitWidth + 1, heading.room - (count.visible ? count.width + heading.spacing : 0))
                text: frame.title
                size: 24
                weight: Font.Bold
                color: Theme.card
                leading: 1.15
                maxHeight: header.row - Theme.px(4)
            }

            KText {
                id: count

                anchors.verticalCenter: parent.verticalCenter
                visible: text !== ""
                text: frame.more
                size: 20
                color: Theme.card
                leading: 1.15
                wrapMode: Text.NoWrap
            }

            Loader {
                anchors.verticalCenter: parent.verticalCenter
                sourceComponent: frame.beside
            }
        }

        GateBand {
            x: frame.isPortrait ? 0 : back.width
            y: frame.isPortrait ? header.row : 0
            width: emergency.x - x
            height: header.row
            radius: 0
            narrow: true
            answers: frame.frameModel.name !== ""
            visible: frame.hasBand
            viewModel: frame.station.gate.result
            onAnswered: frame.station.gate.answer()
        }

        HeaderButton {
            id: emergency

            x: (frame.isPortrait ? parent.width : corner.x) - width
            y: frame.isPortrait ? header.row : 0
            height: header.row
            colour: Theme.paper
            foreground: Theme.ink
            icon: "emergency"
            text: qsTr("Cấp cứu – vào ngay")
            label: text
            onPressed: frame.frameModel.callEmergency()
        }

        Item {
            id: corner

            x: clock.x - width - Theme.px(20)
            width: frame.withEvacuation ? evacuation.width : staff.width
            height: header.row
        }

        HeaderHold {
            id: evacuation

            x: corner.x
            height: header.row
            visible: frame.withEvacuation
            colour: Theme.inkSoft
            icon: "depart"
            text: qsTr("Sơ tán: giữ 3 giây")
            label: qsTr("In danh sách sơ tán, giữ 3 giây")
            widest: Theme.sp(260)
            onHeld: frame.evacuationHeld()
        }

        HeaderButton {
            id: staff

            x: corner.x
            height: header.row
            visible: frame.frameModel.name !== ""
            colour: Theme.inkSoft
            icon: "lock"
            iconLeads: false
            text: frame.frameModel.name
            label: qsTr("Khóa, %1").arg(frame.frameModel.name)
            widest: Theme.sp(260)
            onPressed: frame.frameModel.lock()
        }

        DigitClock {
            id: clock

            x: parent.width - width - Theme.margin
            y: Math.round((header.row - height) / 2)
            text: frame.station.shell.header.clock
            size: 26
            colour: Theme.card
        }
    }

    Item {
        id: body

        anchors.fill: parent
        visible: !frame.station.desk.goOn.isAsking
    }

    // Of the pages on which nobody has signed in: anybody may have left them so.
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
        lowest: Theme.target + 2 * Theme.px(4)
        viewModel: frame.station.shell.strip
        header: frame.station.shell.header
        isPublic: false
        visible: frame.withStrip && !frame.frameModel.deed.isShown && !frame.frameModel.asksCard
    }

    DeedBar {
        anchors.fill: strip
        visible: frame.withStrip && frame.frameModel.deed.isShown && !frame.frameModel.asksCard
        viewModel: frame.frameModel
    }

    // Also over a keyboard's last row: it is answered first.
    CardBar {
        anchors.fill: strip
        visible: frame.frameModel.asksCard
        viewModel: frame.frameModel
    }
}
