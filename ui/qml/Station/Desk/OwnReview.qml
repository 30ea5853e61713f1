pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Theme

// All that is sent, read once more: what was answered, who declares, and what is agreed to.
Item {
    id: whole

    signal edited(string key)
    signal declared(string relation)
    signal consentTurned
    signal refused
    signal sent

    required property var review
    // Its cards, each with some of the lines that are read back.
    required property var cards

    readonly property bool isPortrait: Theme.isPortrait
    readonly property bool isEnlarged: Theme.sp(20) > Theme.px(22)
    // A venue with a long name is named twice in what is agreed to.
    readonly property bool isWordy: (review.notice ?? "").length > 420
    readonly property var relations: whole.review.relations ?? []
    readonly property int weight: whole.review.weight ?? 0
    readonly property real half: Math.floor((width - Theme.px(32)) * 0.46)
    readonly property real other: width - Theme.px(32) - half
    // What stands across both columns.
    readonly property real under: who.isAcross ? who.height + Theme.gap : 0
    // What is declared stands there whole, closer where it is more; a card is at least as high as its
    // button. Once lines would be closer than their letters are high they have room, and scroll.
    readonly property real fitting: {
        const count = whole.review.cards ?? 0;
        const low = whole.review.lowCards ?? 0;
        const spare = count * Theme.px(10) + Math.max(0, count - 1) * list.spacing;
        const taken = low * (Theme.target + Theme.px(12));
        const upper = (weight > 9 ? (isEnlarged ? 0.48 : 0.52) : isEnlarged ? 0.42 : 0.46) - (who.isTwoRows ? 0.08 : 0) - (isEnlarged && isWordy ? 0.06 : 0);
        const left = (isPortrait ? height * upper : height - under) - spare - taken;
        return Math.floor(left / Math.max(1, weight - low));
    }
    readonly property bool scrolls: fitting < (isEnlarged ? Theme.sp(20) : Theme.px(18)) * 1.15 + Theme.px(2)
    readonly property real lineHeight: scrolls ? Math.max(Theme.px(40), Theme.sp(36)) : Math.min(Theme.px(68), fitting)

    ReviewList {
        id: list

        y: whole.under
        width: whole.isPortrait ? parent.width : whole.half
        height: !whole.isPortrait ? parent.height - y : Math.floor(parent.height * (!whole.scrolls ? 0.7 : 0.5 - (who.isTwoRows ? 0.08 : 0) - (!whole.isEnlarged ? 0 : whole.isWordy ? 0.12 : 0.08)))
        lineHeight: whole.lineHeight
        scrolls: whole.scrolls
        cards: whole.cards
        onEdited: key => whole.edited(key)
    }

    // *Khai hộ* gives way to what whoever declares may be to the person.
    Grid {
        id: who

        readonly property bool isOpen: whole.relations.length > 0
        readonly property bool withSelf: whole.review.canBeSelf === true
        readonly property int count: (withSelf ? 1 : 0) + (isOpen ? whole.relations.length : 1)
        // Upright, six buttons have no room for their words in one row; elsewhere large ones have it
        // across the whole width.
        readonly property bool isTwoRows: whole.isPortrait && count > 3
        readonly property bool isAcross: !whole.isPortrait && whole.isEnlarged && count > 4
        readonly property int perRow: isTwoRows ? Math.ceil(count / 2) : count
        readonly property real cell: Math.floor((width - (asked.visible ? asked.width + spacing : 0) - (perRow - 1) * spacing) / perRow)
        readonly property real cellHeight: Math.max(Theme.px(72), Theme.target)

        x: isAcross ? 0 : end.x
        y: whole.isPortrait ? end.y : 0
        width: isAcross ? whole.width : end.width
        columns: perRow + (asked.visible ? 1 : 0)
        verticalItemAlignment: Grid.AlignVCenter
        spacing: Theme.gap

        KText {
            id: asked

            visible: whole.isPortrait ? !who.isTwoRows : !who.isOpen
            text: qsTr("Người khai")
            size: 20
            weight: Font.Bold
            leading: 1.15
            wrapMode: Text.NoWrap
        }

        KButton {
            width: who.cell
            height: who.cellHeight
            visible: who.withSelf
            chosen: whole.review.isSelf === true
            text: qsTr("Tự khai")
            size: who.isOpen ? 20 : 24
            onPressed: whole.declared("self")
        }

        KButton {
            width: who.cell
            height: who.cellHeight
            visible: !who.isOpen
            text: qsTr("Khai hộ")
            size: 24
            onPressed: whole.declared("")
        }

        Repeater {
            model: whole.relations

            KButton {
                required property var modelData

                width: who.cell
                height: who.cellHeight
                chosen: modelData.isChosen
                text: modelData.text
                size: 20
                onPressed: whole.declared(modelData.key)
            }
        }
    }

    Item {
        id: end

        x: whole.isPortrait ? 0 : parent.width - width
        y: whole.isPortrait ? (whole.scrolls ? list.height : list.contentHeight) + Theme.px(24) : whole.under
        width: whole.isPortrait ? parent.width : whole.other
        height: parent.height - y

        FitText {
            id: notice

            y: who.isAcross ? 0 : who.height + Theme.px(6)
            width: parent.width
            text: whole.review.notice ?? ""
            size: who.isAcross || text.length <= 330 ? 20 : whole.isEnlarged ? 15 : 18
            color: Theme.inkSoft
            leading: 1.15
            maxHeight: agreed.y - y - Theme.px(6)
        }

        // Never ticked beforehand.
        Rectangle {
            id: agreed

            readonly property bool isThere: whole.review.needsConsent === true
            readonly property bool isOn: whole.review.hasConsent === true

            y: sentence.y - (isThere ? height + Theme.px(8) : 0)
            width: parent.width
            height: isThere ? Math.max(Theme.px(72), Theme.target) : 0
            visible: isThere
            radius: Theme.px(16)
            color: isOn ? Theme.mint : Theme.card
            border.width: Math.max(1, Theme.px(isOn ? 4 : 2))
            border.color: isOn ? Theme.jade : Theme.edge

            Accessible.role: Accessible.CheckBox
            Accessible.name: consent.text
            Accessible.checked: isOn
            Accessible.onPressAction: whole.consentTurned()
            activeFocusOnTab: visible
            Keys.onReturnPressed: whole.consentTurned()
            Keys.onSpacePressed: whole.consentTurned()

            Rectangle {
                id: tickBox

                x: Theme.px(22)
                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(Theme.px(52), parent.height - Theme.px(20))
                height: width
                radius: Theme.px(12)
                color: agreed.isOn ? Theme.jade : Theme.card
                border.width: Math.max(1, Theme.px(3))
                border.color: agreed.isOn ? Theme.jade : Theme.edge

                Icon {
                    anchors.centerIn: parent
                    visible: agreed.isOn
                    name: "check"
                    size: Math.round(parent.width * 0.7)
                    colour: Theme.jadeText
                }
            }

            FitText {
                id: consent

                x: tickBox.x + tickBox.width + Theme.px(18)
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width - x - Theme.px(16)
                text: qsTr("Đồng ý cho dùng thông tin này để phòng, chống dịch")
                size: 24
                weight: Font.Bold
                leading: 1.2
                maxHeight: parent.height - Theme.px(8)
            }

            TapArea {
                onTapped: whole.consentTurned()
            }
        }

        FitText {
            id: sentence

            y: buttons.y - height - Theme.px(6)
            width: parent.width
            text: whole.review.sentence ?? ""
            size: 20
            weight: Font.Bold
            color: Theme.amberText
            leading: 1.15
            maxHeight: Theme.sp(20) * 1.3
        }

        Row {
            id: buttons

            y: parent.height - height
            width: parent.width
            height: Math.max(Theme.px(92), Theme.primaryTarget)
            spacing: Theme.gap

            KButton {
                id: refuse

                width: Math.floor((parent.width - parent.spacing) * 0.38)
                height: parent.height
                visible: agreed.isThere
                text: qsTr("Không đồng ý")
                size: 24
                onPressed: whole.refused()
            }

            KButton {
                width: parent.width - (refuse.visible ? refuse.width + parent.spacing : 0)
                height: parent.height
                primary: true
                active: whole.review.canSend === true
                icon: "tick"
                text: qsTr("Gửi thông tin")
                size: 28
                onPressed: whole.sent()
            }
        }
    }
}
