import QtQuick
import QtQuick.Window
import Station.Controls
import Station.Models
import Station.Theme

// The desk's own window, on a screen of its own: the pages of whoever is signed in, else who waits.
Window {
    id: window

    required property StationViewModel station
    required property real diagonalIn
    required property bool largeText
    required property bool motion

    width: 1280
    height: 800
    visible: false
    title: "Checkpoint kiosk"
    color: Theme.paper
    onClosing: close => close.accepted = window.station.shell.mayClose

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
        value: window.motion
    }

    Column {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.wideMargin
        spacing: Theme.px(24)
        visible: window.station.shell.deskPage === ""

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            name: "desk"
            size: Theme.px(96)
            colour: Theme.jade
        }

        FitText {
            width: parent.width
            text: qsTr("Bàn hỗ trợ")
            size: 52
            weight: Font.ExtraBold
            color: Theme.jade
            horizontalAlignment: Text.AlignHCenter
        }

        FitText {
            width: parent.width
            text: window.station.shell.staffCard.waiting
            size: 32
            weight: Font.Bold
            horizontalAlignment: Text.AlignHCenter
        }

        KButton {
            anchors.horizontalCenter: parent.horizontalCenter
            width: Math.max(implicitWidth, Theme.px(420))
            height: Math.max(Theme.px(92), Theme.primaryTarget)
            primary: true
            icon: "lock"
            text: qsTr("Đăng nhập ca trực")
            size: 32
            onPressed: window.station.shell.act("sign_in")
        }
    }

    PageRegistry {
        anchors.fill: parent
        station: window.station
        page: window.station.shell.deskPage
        isDesk: true
    }

    // On top of everything, so that it sees every finger; it takes none away from what lies below.
    Item {
        anchors.fill: parent

        PointHandler {
            onActiveChanged: if (active) {
                window.station.desk.feelFinger();
            }
        }
    }
}
