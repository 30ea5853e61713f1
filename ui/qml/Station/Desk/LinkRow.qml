import QtQuick
import Station.Controls
import Station.Theme

// Somebody to choose; or somebody linked already, with the way to part them.
Item {
    id: row

    signal chosen(string key)
    signal parted(string key)

    required property var modelData

    implicitHeight: Math.max(Theme.px(84), Theme.target + Theme.gap)

    Rectangle {
        anchors.fill: parent
        visible: row.activeFocus
        color: Theme.mint
    }

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Math.max(1, Theme.px(2))
        color: Theme.line
    }

    FitText {
        anchors.verticalCenter: parent.verticalCenter
        width: parent.width - (part.visible ? part.width + Theme.px(16) : 0)
        text: row.modelData.name + (row.modelData.about === "" ? "" : " · " + row.modelData.about)
        size: 24
        weight: Font.Bold
        leading: 1.2
        maxHeight: row.height - Theme.px(6)
    }

    Accessible.role: Accessible.Button
    Accessible.name: modelData.name + " " + modelData.about
    activeFocusOnTab: true
    Keys.onReturnPressed: {
        if (!row.modelData.isLinked) {
            row.chosen(row.modelData.key);
        }
    }

    TapArea {
        listens: !row.modelData.isLinked
        onTapped: row.chosen(row.modelData.key)
    }

    KButton {
        id: part

        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        visible: row.modelData.isLinked
        height: Theme.target
        icon: "fork"
        text: qsTr("Tách ra")
        size: 20
        onPressed: row.parted(row.modelData.key)
    }
}
