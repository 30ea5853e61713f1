import QtQuick
import Station.Theme

// What the venue announces: two lines that nobody presses. Nothing of it moves: it is read at ease,
// and READY stands all day.
Rectangle {
    id: band

    property string text
    property string place
    property real size: 22

    // The size at which the text takes so many whole lines.
    function fitted(lines: real): int {
        return Math.max(Theme.px(18), Math.floor(full.font.pixelSize * Math.min(1, lines * words.width / line.implicitWidth)));
    }

    radius: Theme.radius
    color: Theme.mint

    Icon {
        id: sign

        x: Theme.px(20)
        anchors.verticalCenter: parent.verticalCenter
        name: "megaphone"
        size: Theme.px(Theme.isPortrait ? 40 : 34)
        colour: Theme.jade
    }

    // Text with a limit of lines leaves words out before it shrinks: the size is chosen here.
    KText {
        id: full

        visible: false
        width: words.width
        text: band.text
        size: band.size
    }

    KText {
        id: line

        visible: false
        text: band.text
        size: band.size
        wrapMode: Text.NoWrap
    }

    KText {
        id: tight

        visible: false
        width: words.width
        text: band.text
        font.pixelSize: band.fitted(1.9)
    }

    KText {
        id: words

        x: sign.x + sign.width + Theme.px(16)
        width: (turn.visible ? turn.x - Theme.px(14) : band.width - Theme.px(20)) - x
        height: band.height - Theme.px(8)
        anchors.verticalCenter: parent.verticalCenter
        text: band.text
        // A long word may leave a third of the first line empty.
        font.pixelSize: full.lineCount <= 2 ? full.font.pixelSize : tight.lineCount <= 2 ? tight.font.pixelSize : band.fitted(1.7)
        leading: 1.25
        maximumLineCount: 2
        elide: Text.ElideRight
        verticalAlignment: Text.AlignVCenter
    }

    KText {
        id: turn

        x: band.width - width - Theme.px(20)
        anchors.verticalCenter: parent.verticalCenter
        visible: band.place !== ""
        text: band.place
        size: 18
        weight: Font.Bold
        color: Theme.inkSoft
        wrapMode: Text.NoWrap
    }
}
