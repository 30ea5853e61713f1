import QtQuick
import Station.Controls
import Station.Theme

// The foot of a page without a keyboard: back, what is missing, on.
Item {
    id: bar

    signal backPressed
    signal nextPressed

    property string lacking
    property bool canGoOn
    property string nextText: qsTr("Tiếp tục")

    implicitHeight: Math.max(Theme.px(76), Theme.target)

    KButton {
        id: back

        width: Math.max(Theme.px(200), Math.min(implicitWidth, bar.width * 0.3))
        height: parent.height
        icon: "arrow-left"
        text: qsTr("Quay lại")
        size: 22
        onPressed: bar.backPressed()
    }

    FitText {
        anchors.right: next.left
        anchors.rightMargin: Theme.px(18)
        anchors.verticalCenter: parent.verticalCenter
        width: Math.min(implicitWidth + 1, next.x - back.width - 2 * Theme.px(18))
        text: bar.lacking
        size: 20
        weight: Font.Bold
        color: Theme.amberText
        leading: 1.2
        maxHeight: parent.height
    }

    KButton {
        id: next

        x: parent.width - width
        width: Math.round(Math.min(Theme.px(340), parent.width * 0.36))
        height: parent.height
        primary: true
        active: bar.canGoOn
        text: bar.nextText
        onPressed: bar.nextPressed()
    }
}
