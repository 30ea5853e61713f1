import QtQuick
import QtQuick.Shapes
import Station.Theme

// Counts home in eighths of a second: a small area, few repaints, no running animation.
Item {
    id: ring

    property real seconds: 0
    property int token: 0
    property color colour: "#FFFFFF"
    property bool running: true
    property bool held: false

    property real startedMs: 0
    property real remaining: seconds
    readonly property real share: seconds > 0 ? Math.max(0, Math.min(1, remaining / seconds)) : 0

    implicitWidth: Theme.px(56)
    implicitHeight: Theme.px(56)

    function restart() {
        startedMs = Date.now();
        remaining = seconds;
    }

    onTokenChanged: restart()
    onRunningChanged: if (running) {
        restart();
    }
    Component.onCompleted: restart()

    Timer {
        running: ring.running && !ring.held && ring.visible && ring.remaining > 0
        repeat: true
        interval: 125
        onTriggered: ring.remaining = Math.max(0, ring.seconds - (Date.now() - ring.startedMs) / 1000)
    }

    Shape {
        anchors.fill: parent

        ShapePath {
            strokeColor: Qt.alpha(ring.colour, 0.3)
            strokeWidth: Theme.px(6)
            fillColor: "transparent"

            PathAngleArc {
                centerX: ring.width / 2
                centerY: ring.height / 2
                radiusX: ring.width / 2 - Theme.px(4)
                radiusY: radiusX
                startAngle: 0
                sweepAngle: 360
            }
        }

        ShapePath {
            strokeColor: ring.colour
            strokeWidth: Theme.px(6)
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap

            PathAngleArc {
                centerX: ring.width / 2
                centerY: ring.height / 2
                radiusX: ring.width / 2 - Theme.px(4)
                radiusY: radiusX
                startAngle: -90
                sweepAngle: 360 * ring.share
            }
        }
    }

    KText {
        anchors.centerIn: parent
        text: Math.ceil(ring.remaining).toString()
        size: 22
        weight: Font.Bold
        color: ring.colour
        leading: 1
    }
}
