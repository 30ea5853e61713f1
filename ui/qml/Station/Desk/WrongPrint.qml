import QtQuick
import Station.Controls
import Station.Theme

// One of the usual wrong test pages: what it looks like, what it is called, what the kiosk does then.
Rectangle {
    id: wrong

    signal pressed

    property string look
    property string text
    property string more
    property bool active: true

    readonly property bool isDown: tap.pressed && tap.containsMouse

    radius: Theme.radius
    color: isDown ? Theme.mint : Theme.card
    border.width: activeFocus ? Theme.px(5) : Math.max(1, Theme.px(2))
    border.color: isDown || activeFocus ? Theme.jade : Theme.edge

    Accessible.role: Accessible.Button
    Accessible.name: text + ". " + more
    Accessible.onPressAction: wrong.press()
    activeFocusOnTab: true
    Keys.onReturnPressed: wrong.press()
    Keys.onEnterPressed: wrong.press()
    Keys.onSpacePressed: wrong.press()

    function press() {
        if (active) {
            pressed();
        }
    }

    PrintedSample {
        id: sample

        x: Theme.px(12)
        y: Theme.px(12)
        width: parent.width - 2 * x
        height: Math.max(0, words.y - y - Theme.px(8))
        visible: height > Theme.px(40)
        look: wrong.look
    }

    Column {
        id: words

        x: Theme.px(10)
        y: parent.height - height - Theme.px(12)
        width: parent.width - 2 * x
        spacing: Theme.px(4)

        FitText {
            id: title

            width: parent.width
            text: wrong.text
            size: 22
            weight: Font.Bold
            leading: 1.2
            horizontalAlignment: Text.AlignHCenter
            maxHeight: Theme.sp(22) * 2.5
        }

        FitText {
            width: parent.width
            // The picture says more than this.
            visible: wrong.height - title.height - Theme.sp(18) * 3.7 > Theme.px(120)
            text: wrong.more
            size: 18
            color: Theme.inkSoft
            leading: 1.2
            horizontalAlignment: Text.AlignHCenter
            maxHeight: Theme.sp(18) * 3.7
        }
    }

    TapArea {
        id: tap

        listens: wrong.active
        onTapped: wrong.press()
    }
}
