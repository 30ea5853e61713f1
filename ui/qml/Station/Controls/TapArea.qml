import QtQuick
import Station.Theme

// What a finger hits: never smaller than 12 mm, acts on release, deaf for 300 ms after it.
MouseArea {
    id: area

    signal tapped

    property real reach: Theme.target
    // Bind this and not `enabled`, which the deaf time needs.
    property bool listens: true

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

        interval: 300
    }
}
