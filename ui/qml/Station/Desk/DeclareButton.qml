import QtQuick
import Station.Controls
import Station.Theme

// What leads to Khai hộ, where everybody is asked for a declaration.
KButton {
    required property StaffFrame frame

    // What it takes of the page below.
    readonly property real room: visible ? height + Theme.px(14) : 0

    x: Math.round((parent.width - width) / 2)
    height: Math.max(Theme.px(76), Theme.target)
    visible: frame.frameModel.declares
    primary: true
    icon: "form"
    text: qsTr("Khai hộ người mới")
    size: 22
}
