pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Theme

// Who is it: something typed, and a row touched. It takes the whole body of a page.
Item {
    id: finder

    signal keyPressed(string key)
    signal erasePressed
    signal clearPressed
    signal picked(string key)
    signal closed

    required property string typed
    required property string sentence
    required property QtObject people

    Item {
        id: head

        x: Theme.margin
        y: Theme.px(10)
        width: parent.width - 2 * x
        height: field.height

        TextBox {
            id: field

            width: back.x - Theme.gap
            inUse: true
            text: finder.typed
            hint: finder.sentence
            label: qsTr("Tìm người")
            icon: "search"
        }

        KButton {
            id: back

            x: parent.width - width
            width: Math.min(implicitWidth, Math.round(parent.width * 0.34))
            height: field.height
            icon: "arrow-left"
            text: qsTr("Về ca này")
            size: 22
            onPressed: finder.closed()
        }
    }

    KText {
        id: count

        x: Theme.margin
        y: head.y + head.height + Theme.px(6)
        width: parent.width - 2 * x
        visible: finder.typed !== ""
        text: finder.sentence
        size: 18
        color: Theme.inkSoft
        leading: 1.2
    }

    ListView {
        x: 0
        y: count.y + Theme.sp(30)
        width: parent.width
        height: keys.y - y
        clip: true
        model: finder.people
        boundsBehavior: Flickable.StopAtBounds

        delegate: PickRow {
            width: ListView.view?.width ?? 0
            onPicked: key => finder.picked(key)
        }
    }

    LetterKeys {
        id: keys

        y: parent.height - height
        width: parent.width
        doneText: qsTr("Về ca này")
        doneIcon: "arrow-left"
        onKeyPressed: key => finder.keyPressed(key)
        onErasePressed: finder.erasePressed()
        onClearPressed: finder.clearPressed()
        onDonePressed: finder.closed()
    }
}
