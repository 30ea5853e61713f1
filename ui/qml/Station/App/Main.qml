pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Window
import Station.Controls
import Station.Models
import Station.Pages
import Station.Theme

// The one window: shows the station's page, over it the gate's band and the staff card.
Window {
    id: window

    required property StationViewModel station
    required property CameraSetupViewModel cameraSetup
    required property EnrolmentViewModel enrolment
    required property AnnouncementViewModel announcement
    required property real diagonalIn
    required property bool largeText
    required property bool motion
    property bool isBehind: false

    width: 1280
    height: 800
    visible: false
    title: "Checkpoint kiosk"
    color: Theme.paper

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
        value: window.largeText
    }

    Binding {
        target: Theme
        property: "motion"
        value: window.motion && !window.isBehind
    }

    BootingPage {
        anchors.fill: parent
        visible: window.station.page === "booting"
        station: window.station
    }

    // Every page is made in slices after the first paint, so that none costs time when it is needed.
    Loader {
        anchors.fill: parent
        asynchronous: true
        visible: window.station.page === "ready"
        sourceComponent: ReadyPage {
            station: window.station
            announcement: window.announcement
        }
    }

    Loader {
        anchors.fill: parent
        asynchronous: true
        visible: window.station.page === "result"
        sourceComponent: ResultPage {
            station: window.station
        }
    }

    Loader {
        anchors.fill: parent
        asynchronous: true
        visible: window.station.page === "wrong_code"
        sourceComponent: WrongCodePage {
            station: window.station
        }
    }

    Loader {
        anchors.fill: parent
        asynchronous: true
        visible: window.station.page === "camera_lost" || window.station.page === "out_of_order"
        sourceComponent: FaultPage {
            station: window.station
        }
    }

    Loader {
        anchors.fill: parent
        asynchronous: true
        visible: window.station.page === "busy"
        sourceComponent: BusyPage {
            station: window.station
        }
    }

    Loader {
        anchors.fill: parent
        active: window.station.page === "card_number"
        sourceComponent: CardNumberPage {
            station: window.station
        }
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
            target: window.station

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

    // Over READY alone: an outcome shows itself, and a lost camera has nothing to check. What is for
    // staff is made when it is wanted: it is rare, and its memory is the public's.
    Loader {
        anchors.fill: parent
        active: window.cameraSetup.open
        visible: window.station.page === "ready"
        sourceComponent: CameraSetupPage {
            station: window.station
            setup: window.cameraSetup
        }
    }

    // On READY the staff card lies over the page; elsewhere it has its place in it.
    Rectangle {
        anchors.fill: parent
        visible: window.station.page === "ready" && window.station.staffCardOpen
        color: "#99000000"

        MouseArea {
            anchors.fill: parent
            onClicked: window.station.closeStaffCard()
        }

        Loader {
            anchors.centerIn: parent
            width: Math.min(parent.width - 2 * Theme.margin, Theme.sp(560))
            active: window.station.staffCardOpen
            sourceComponent: StaffCard {
                viewModel: window.station.staffCard
                offersCamera: true
                onCameraPressed: {
                    window.station.closeStaffCard();
                    window.cameraSetup.start();
                }
                onClosePressed: window.station.closeStaffCard()
                onRetryPressed: window.station.retryStorage()
            }
        }
    }

    // Over READY alone, like everything that is for staff.
    Rectangle {
        anchors.fill: parent
        visible: window.station.page === "ready" && window.enrolment.open
        color: "#99000000"

        MouseArea {
            anchors.fill: parent
        }

        Loader {
            anchors.centerIn: parent
            width: Math.min(parent.width - 2 * Theme.margin, Theme.sp(640))
            active: window.enrolment.open
            sourceComponent: EnrolmentCard {
                viewModel: window.enrolment
            }
        }
    }

    GateBand {
        x: Theme.margin
        // At the top: nothing that can be pressed is covered.
        y: Theme.headerHeight + Theme.px(4)
        width: parent.width - 2 * Theme.margin
        visible: window.station.bandVisible
        viewModel: window.station.result
    }
}
