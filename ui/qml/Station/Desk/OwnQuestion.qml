pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// One question of somebody's own declaration: a field over the keyboard, or answers to touch.
Item {
    id: asked

    signal chosen(int place)
    signal fieldPressed
    signal skipped
    signal wentOn

    required property SelfQuestionViewModel question
    required property bool isTyping

    readonly property var options: question.options
    readonly property var none: options.find(one => one.isNone)
    readonly property var others: options.filter(one => !one.isNone)
    readonly property bool isPortrait: Theme.isPortrait
    // More answers than there is room for come in turns.
    property int first: 0
    readonly property real buttonHeight: Math.max(Theme.px(92), Theme.primaryTarget)

    onOthersChanged: first = first < others.length ? first : 0

    Row {
        id: head

        width: parent.width
        height: visible ? box.height : 0
        visible: asked.question.hasField
        spacing: Theme.gap

        TextBox {
            id: box

            width: parent.width - (skip.visible ? skip.width + parent.spacing : 0)
            label: asked.question.hint
            hint: label
            text: asked.question.field
            size: 32
            inUse: asked.isTyping
            onPressed: asked.fieldPressed()
        }

        KButton {
            id: skip

            width: Math.min(implicitWidth, parent.width * 0.42)
            height: box.height
            visible: asked.question.skip !== ""
            text: asked.question.skip
            size: 22
            onPressed: asked.skipped()
        }
    }

    // Answers to one question, as many in a turn as there is room for.
    Grid {
        id: grid

        readonly property bool isList: asked.question.kind === "home"
        readonly property int many: asked.others.length
        readonly property real cell: Math.floor((width - (columns - 1) * spacing) / columns)
        readonly property real room: foot.y - y - (foot.isThere ? Theme.px(14) : 0)
        readonly property real least: isList ? Math.max(Theme.target, Theme.px(72)) : Math.max(Theme.target, Theme.px(84))
        readonly property int most: Math.max(1, Math.floor((room + spacing) / (least + spacing)))
        readonly property int turn: Math.min(many - asked.first, most * columns)
        readonly property int lines: Math.ceil(turn / columns)
        readonly property real cellHeight: Math.min(Theme.px(isList ? 88 : many <= 3 ? 240 : asked.isPortrait ? 200 : 150), Math.floor((room - (lines - 1) * spacing) / Math.max(1, lines)))
        readonly property real under: asked.question.hasField ? box.height + Theme.gap : 0
        // A few answers stand lower, where everybody reaches them.
        readonly property real spare: room - lines * cellHeight - (lines - 1) * spacing

        y: under
        topPadding: isList ? 0 : Math.round(spare / 2)
        width: parent.width
        visible: !asked.isTyping || isList
        columns: isList ? (asked.isPortrait || asked.width < Theme.px(900) ? 1 : 2) : asked.isPortrait ? (many > 6 ? 3 : Math.min(2, Math.max(1, many))) : many <= 6 ? Math.max(1, Math.min(3, many)) : 5
        spacing: Theme.gap

        Repeater {
            // By their number: one that is touched changes, and none is made anew.
            model: Math.max(0, grid.turn)

            ChoiceLine {
                required property int index
                readonly property var option: asked.others[asked.first + index]

                width: grid.cell
                height: grid.cellHeight
                text: option?.text ?? ""
                more: option?.more ?? ""
                chosen: option?.isChosen === true
                size: grid.many > 6 ? 22 : grid.isList ? 24 : 32
                onPressed: asked.chosen(option.place)
            }
        }
    }

    Column {
        id: foot

        readonly property bool withOn: asked.question.waits || asked.question.canGoOn
        readonly property bool hasNotice: asked.question.notice !== ""
        // Told by what stands below all the answers, not by what they become: else anew for ever. The
        // notice gives way first, it stands on other questions too; then the answers come in turns.
        readonly property bool withMore: !fits(withOn ? asked.buttonHeight : 0, 0)
        readonly property bool withNotice: hasNotice && !withMore && (isBeside ? fits(beside, 0) : fits(withOn ? asked.buttonHeight : 0, notice.implicitHeight))
        readonly property real beside: Math.max(asked.buttonHeight, Theme.px(142))
        // The notice stands beside the way on, or over the whole width.
        readonly property bool isBeside: withOn && !asked.isPortrait
        readonly property bool isThere: !asked.isTyping && (withMore || withOn || withNotice || asked.none !== undefined)

        // Whether all answers have room above rows of these heights.
        function fits(buttonsHeight: real, noticeHeight: real): bool {
            const rows = [asked.none === undefined ? 0 : asked.buttonHeight, noticeHeight, buttonsHeight].filter(height => height > 0);
            const room = rows.reduce((rest, height) => rest - height - spacing, asked.height - grid.y) + (rows.length > 0 ? spacing - Theme.px(14) : 0);
            return Math.floor((room + grid.spacing) / (grid.least + grid.spacing)) * grid.columns >= grid.many;
        }

        y: asked.height - height
        width: parent.width
        visible: isThere
        spacing: Theme.gap

        ChoiceLine {
            id: none

            width: parent.width
            height: asked.buttonHeight
            visible: asked.none !== undefined
            text: visible ? asked.none.text : ""
            chosen: visible && asked.none.isChosen
            size: 32
            isStrong: true
            onPressed: asked.chosen(asked.none.place)
        }

        FitText {
            id: notice

            width: parent.width
            visible: foot.withNotice && !foot.isBeside
            // A long text is not laid out where it is not shown.
            text: foot.isBeside ? "" : asked.question.notice
            size: 20
            color: Theme.inkSoft
            leading: 1.25
            maxHeight: Theme.sp(20) * 10
        }

        Row {
            id: buttons

            readonly property real cell: foot.isBeside && foot.withNotice ? Math.floor(parent.width * 0.25) : foot.withMore && foot.withOn ? Math.floor((parent.width - spacing) / 2) : parent.width

            width: parent.width
            height: foot.isBeside && foot.withNotice ? foot.beside : asked.buttonHeight
            visible: foot.withMore || foot.withOn
            spacing: Theme.gap

            FitText {
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - on.width - parent.spacing
                visible: foot.withNotice && foot.isBeside
                text: visible ? asked.question.notice : ""
                size: 20
                color: Theme.inkSoft
                leading: 1.2
                maxHeight: parent.height
            }

            KButton {
                id: more

                width: buttons.cell
                height: asked.buttonHeight
                anchors.verticalCenter: parent.verticalCenter
                visible: foot.withMore
                text: qsTr("Xem thêm")
                onPressed: asked.first = asked.first + grid.turn < grid.many ? asked.first + grid.turn : 0
            }

            KButton {
                id: on

                width: buttons.cell
                height: asked.buttonHeight
                anchors.verticalCenter: parent.verticalCenter
                visible: foot.withOn
                primary: true
                active: asked.question.canGoOn
                text: qsTr("Tiếp tục")
                onPressed: asked.wentOn()
            }
        }
    }
}
