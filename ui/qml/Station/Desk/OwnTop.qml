import QtQuick
import Station.Controls
import Station.Theme

// The head of the pages on which the public declare: the way back, what is asked, and large text.
Item {
    id: head

    signal wentBack
    signal sizeTurned

    property string title
    // Smaller words below the title.
    property string sentence
    property bool isWarning: false
    property bool withBack: true
    property bool withSize: false
    property bool isLarge: false
    property real size: 42
    property real most: Theme.sp(42) * 2.4

    implicitHeight: Math.max(Theme.target, words.height)

    KButton {
        id: back

        anchors.verticalCenter: parent.verticalCenter
        width: Math.max(Theme.px(84), Theme.target)
        height: Theme.target
        visible: head.withBack
        icon: "arrow-left"
        label: qsTr("Quay lại")
        onPressed: head.wentBack()
    }

    Column {
        id: words

        x: back.visible ? back.width + Theme.px(20) : 0
        anchors.verticalCenter: parent.verticalCenter
        width: (larger.visible ? larger.x - Theme.px(20) : head.width) - x

        FitText {
            width: parent.width
            text: head.title
            size: head.size
            weight: Font.ExtraBold
            color: Theme.jade
            leading: 1.14
            maxHeight: head.most
        }

        FitText {
            width: parent.width
            visible: text !== ""
            text: head.sentence
            size: 20
            weight: head.isWarning ? Font.Bold : Font.Medium
            color: head.isWarning ? Theme.amberText : Theme.inkSoft
            leading: 1.2
            maxHeight: Theme.sp(20) * (Theme.isPortrait ? 2.5 : 1.3)
        }
    }

    KButton {
        id: larger

        anchors.verticalCenter: parent.verticalCenter
        x: head.width - width
        width: Math.max(implicitWidth, Theme.px(150))
        height: Theme.target
        visible: head.withSize
        chosen: head.isLarge
        text: head.isLarge ? qsTr("Chữ thường") : qsTr("Chữ to")
        size: 22
        onPressed: head.sizeTurned()
    }
}
