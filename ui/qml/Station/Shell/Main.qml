pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Window
import Station.Controls
import Station.Gate
import Station.Models
import Station.Setup
import Station.Theme

// The one window: shows the station's page, over it the gate's band and the staff card.
Window {
    id: window

    required property StationViewModel station
    required property real diagonalIn
    required property bool largeText
    required property bool motion
    property bool isBehind: false
    // Alt+F4 and the window manager are not heard: the gate is the public's.
    property bool isGuarded: false

    width: 1280
    height: 800
    visible: false
    title: "Checkpoint kiosk"
    color: Theme.paper
    onClosing: close => close.accepted = !window.isGuarded || window.station.shell.mayClose

    Binding {
        target: Theme
        property: "windowWidth"
        value: window.width
    }

    Binding {
        target: Theme
        property: "windowHeight"
        value: window.height
    }

    Binding {
        target: Theme
        property: "diagonalIn"
        value: window.diagonalIn
    }

    Binding {
        target: Theme
        property: "largeText"
        value: window.largeText || window.station.shell.largeText
    }

    Binding {
        target: Theme
        property: "motion"
        value: window.motion && !window.isBehind
    }

    PageRegistry {
        anchors.fill: parent
        station: window.station
    }

    // A new page comes out of the paper. It is one rectangle, because the software renderer blends
    // a page item by item; it starts thin, so that the first frame can be read already.
    Rectangle {
        id: veil

        objectName: "veil"
        anchors.fill: parent
        visible: opacity > 0
        opacity: 0
        color: Theme.paper

        NumberAnimation {
            id: fade

            target: veil
            property: "opacity"
            from: 0.3
            to: 0
            duration: Theme.motionMs
        }

        Connections {
            target: window.station.shell

            function onPageChanged() {
                if (Theme.motion) {
                    fade.restart();
                }
            }
        }

        Connections {
            target: Theme

            function onMotionChanged() {
                if (!Theme.motion) {
                    fade.complete();
                }
            }
        }
    }

    // On READY the staff card lies over the page; elsewhere it has its place in it.
    Rectangle {
        anchors.fill: parent
        visible: window.station.shell.page === "ready" && window.station.shell.staffCardOpen
        color: "#99000000"

        MouseArea {
            anchors.fill: parent
            onClicked: window.station.shell.closeStaffCard()
        }

        Loader {
            anchors.centerIn: parent
            width: Math.min(parent.width - 2 * Theme.margin, Theme.sp(560))
            active: window.station.shell.staffCardOpen
            sourceComponent: StaffCard {
                viewModel: window.station.shell.staffCard
                offersActions: true
                onActionPressed: name => window.station.shell.act(name)
                onClosePressed: window.station.shell.closeStaffCard()
                onRetryPressed: window.station.shell.retryStorage()
                onClockConfirmed: window.station.shell.confirmClock()
            }
        }
    }

    Loader {
        anchors.fill: parent
        active: window.station.shell.staffCheck.open
        sourceComponent: StaffCheck {
            viewModel: window.station.shell.staffCheck
        }
    }

    // Over READY alone, like everything that is for staff.
    Rectangle {
        anchors.fill: parent
        visible: window.station.shell.enrolmentOpen
        color: "#99000000"

        MouseArea {
            anchors.fill: parent
        }

        Loader {
            anchors.centerIn: parent
            width: Math.min(parent.width - 2 * Theme.margin, Theme.sp(640))
            active: window.station.shell.enrolmentOpen
            sourceComponent: EnrolmentCard {
                viewModel: window.station.setup.enrolment
            }
        }
    }

    // A page of staff has a place of its own for it.
    GateBand {
        // Over the venue's name, or below it where the screen is upright and narrow: nothing that can
        // be pressed is covered, and what its own button needs around it is free.
        x: Theme.isPortrait ? Theme.margin : Theme.px(8)
        y: Theme.isPortrait ? Theme.headerHeight + Theme.px(4) : Theme.px(3)
        width: Theme.isPortrait ? parent.width - 2 * Theme.margin : parent.width - x - Theme.sp(436)
        visible: window.station.gate.bandVisible && !window.station.desk.frame.hasBand
        viewModel: window.station.gate.result
        onAnswered: window.station.gate.answer()
    }

    // On top of everything, so that it sees every finger; it takes none away from what lies below.
    Item {
        anchors.fill: parent

        PointHandler {
            onActiveChanged: window.station.gate.setFinger(active)
        }
    }
}
