import QtQuick
import Station.Controls
import Station.Theme

// In the place of a page: whether what was not kept is given up.
Rectangle {
    id: question

    signal dropped
    signal kept

    required property StaffFrame frame
    property string text
    property string stayText

    y: frame.bodyTop
    width: frame.width
    height: frame.bodyHeight
    color: Theme.paper

    MouseArea {
        anchors.fill: parent
    }

    Column {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.wideMargin
        spacing: Theme.px(32)

        FitText {
            width: parent.width
            text: question.text
            size: 42
            weight: Font.ExtraBold
            color: Theme.jade
            horizontalAlignment: Text.AlignHCenter
            maxHeight: Theme.sp(42) * 3
        }

        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Theme.gap

            KButton {
                width: Theme.px(300)
                height: Math.max(Theme.px(92), Theme.primaryTarget)
                icon: "bin"
                text: qsTr("Bỏ")
                onPressed: question.dropped()
            }

            KButton {
                width: Theme.px(300)
                height: Math.max(Theme.px(92), Theme.primaryTarget)
                primary: true
                text: question.stayText
                onPressed: question.kept()
            }
        }
    }
}
