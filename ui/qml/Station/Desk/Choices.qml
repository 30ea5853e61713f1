pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Theme

// A row of buttons of which one may hold.
Row {
    id: group

    signal chosen(string key)

    required property QtObject choices
    property int count: 2

    spacing: Theme.gap

    Repeater {
        model: group.choices

        KButton {
            required property var row

            width: Math.floor((group.width - (group.count - 1) * group.spacing) / group.count)
            height: Math.max(Theme.px(72), Theme.target)
            text: row.text
            chosen: row.isChosen
            size: 20
            onPressed: group.chosen(row.key)
        }
    }
}
