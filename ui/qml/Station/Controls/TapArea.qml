import QtQuick
import Station.Theme

// What a finger hits: never smaller than 12 mm, acts on release, deaf for 300 ms after it. A key of
// a pad that staff work is deaf for a moment only: they type 33 faster than a hand trembles.
MouseArea {
    id: area

    signal tapped

    property real reach: Theme.target
    // Bind this and not `enabled`, which the deaf time needs.
    property bool listens: true
    property int deafMs: 300

    anchors.centerIn: parent
    width: Math.max(parent ? parent.width : 0, reach)
    height: Math.max(parent ? parent.height : 0, reach)
    enabled: listens && !deaf.running

    onClicked: {
        deaf.restart();
        area.tapped();
    }

    Timer {
        id: deaf

        interval: area.deafMs
    }
}
