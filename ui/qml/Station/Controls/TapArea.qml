import QtQuick
import Station.Theme

// What a finger hits: never smaller than 12 mm, acts on release. It is deaf for 300 ms after it has
// acted, so that an impatient second touch is not a second deed. A key of a pad or a keyboard is
// quick: staff type one letter twice as fast as others, and the hand's own time between the two
// counts, not when a busy machine came to them; only a tremble is passed over.
MouseArea {
    id: area

    signal tapped

    property real reach: Theme.target
    // Bind this and not `enabled`, which the deaf time needs.
    property bool listens: true
    property bool isQuick: false
    property int deafMs: Theme.tremorMs

    // Times of the events in ms, of the display server's clock, which wraps after 49 days.
    property real touchedAt: 0
    property real heardUntil: -1000

    function trembles(): bool {
        const rest = area.touchedAt - area.heardUntil;
        return area.isQuick && rest >= 0 && rest < 60;
    }

    anchors.centerIn: parent
    width: Math.max(parent ? parent.width : 0, reach)
    height: Math.max(parent ? parent.height : 0, reach)
    enabled: listens && !deaf.running

    onClicked: {
        if (area.trembles()) {
            return;
        }
        area.heardUntil = hand.liftedAt;
        if (!area.isQuick) {
            deaf.restart();
        }
        area.tapped();
    }

    Timer {
        id: deaf

        interval: area.deafMs
    }

    // A mouse area does not tell when; this only looks on, and hears of a touch first.
    TapHandler {
        id: hand

        property real liftedAt: 0

        enabled: area.isQuick
        longPressThreshold: 0
        onTapped: point => {
            area.touchedAt = point.pressTimestamp;
            hand.liftedAt = point.timestamp;
        }
    }
}
