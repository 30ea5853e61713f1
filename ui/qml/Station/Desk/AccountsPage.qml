pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Keyboard
import Station.Models
import Station.Theme

// Tài khoản: who may sign in here; a new one is named at the keyboard, its PIN typed at the pad.
StaffFrame {
    id: page

    readonly property AccountsViewModel viewModel: station.desk.page("accounts") as AccountsViewModel
    readonly property string panel: viewModel.panel
    readonly property bool isNaming: panel === "name"
    readonly property bool isTyping: panel === "pin"
    readonly property bool isList: !isNaming && !isTyping

    title: qsTr("Tài khoản")
    withStrip: !isNaming
    asksFirst: !isList
    onBackPressed: viewModel.closePanel()
    onIsTypingChanged: if (isTyping) {
        pin.forceActiveFocus();
    }

    ListView {
        id: accounts

        y: page.bodyTop
        width: page.isPortrait ? page.width : side.x
        height: (page.isPortrait ? side.y : page.bodyBottom) - y
        visible: page.isList
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        // Rows in advance are made later, and warn where they are gone by then.
        cacheBuffer: 0
        model: page.viewModel.rows

        delegate: AccountRow {
            width: accounts.width
            onChosen: key => page.viewModel.chooseAccount(key)
        }
    }

    SidePanel {
        id: side

        frame: page
        visible: page.isList
        share: 0.44

        ChoicePanel {
            anchors.fill: parent
            visible: page.panel === "chosen" || page.panel === "sure"
            choices: page.viewModel.choices
            onChosen: key => page.viewModel.choose(key)
            onClosed: page.viewModel.closePanel()
        }

        Column {
            width: parent.width
            visible: page.panel === "none"
            spacing: Theme.px(12)

            FitText {
                width: parent.width
                visible: text !== ""
                text: page.viewModel.sentence
                size: 24
                weight: Font.Bold
                color: page.viewModel.isProblem ? Theme.amberText : Theme.jade
                leading: 1.25
                maxHeight: Theme.sp(24) * 3.9
            }

            FitText {
                width: parent.width
                text: qsTr("Chạm một tài khoản để đặt mã PIN mới, mở khóa hoặc ngừng dùng.")
                size: 22
                color: Theme.inkSoft
                leading: 1.25
                maxHeight: Theme.sp(22) * 5.2
            }
        }

        Column {
            y: parent.height - height
            width: parent.width
            visible: page.panel === "none"
            spacing: Theme.gap

            KButton {
                width: parent.width
                height: Math.max(Theme.px(76), Theme.target)
                icon: "form"
                text: qsTr("Nhật ký")
                size: 22
                onPressed: page.viewModel.openTrail()
            }

            KButton {
                width: parent.width
                height: Math.max(Theme.px(92), Theme.primaryTarget)
                primary: true
                icon: "plus"
                text: qsTr("Thêm tài khoản")
                size: 24
                onPressed: page.viewModel.add()
            }
        }
    }

    Column {
        id: naming

        x: Theme.margin
        y: page.bodyTop + Theme.px(16)
        width: page.width - 2 * x
        visible: page.isNaming
        spacing: Theme.gap

        TextBox {
            width: parent.width
            label: qsTr("Tên trên ô đăng nhập")
            hint: label
            text: page.viewModel.name
            inUse: true
        }

        Row {
            id: roles

            readonly property real cell: Math.floor((width - 2 * spacing) / 3)
            // Where the keys leave no room below, what is amiss stands in the roles' place until
            // the name is changed.
            readonly property bool isCramped: board.y - naming.y - y - height - naming.spacing < Theme.sp(22) * 1.25
            readonly property bool isTelling: isCramped && page.viewModel.sentence !== ""

            width: parent.width
            height: Math.max(Theme.px(72), Theme.target)
            spacing: Theme.gap

            FitText {
                anchors.verticalCenter: parent.verticalCenter
                width: 2 * roles.cell + roles.spacing
                visible: roles.isTelling
                text: page.viewModel.sentence
                size: 22
                weight: Font.Bold
                color: Theme.amberText
                leading: 1.2
                maxHeight: roles.height
            }

            KButton {
                width: roles.cell
                height: parent.height
                visible: !roles.isTelling
                text: qsTr("Nhân viên")
                size: 22
                chosen: !page.viewModel.isAdministrator
                onPressed: page.viewModel.turnRole(false)
            }

            KButton {
                width: roles.cell
                height: parent.height
                visible: !roles.isTelling
                text: qsTr("Quản trị")
                size: 22
                chosen: page.viewModel.isAdministrator
                onPressed: page.viewModel.turnRole(true)
            }

            KButton {
                width: roles.cell
                height: parent.height
                primary: true
                active: page.viewModel.canName
                icon: "arrow-right"
                text: qsTr("Tiếp tục")
                size: 22
                onPressed: page.viewModel.giveName()
            }
        }

        FitText {
            width: parent.width
            visible: text !== "" && !roles.isCramped
            text: page.viewModel.sentence
            size: 22
            weight: Font.Bold
            color: Theme.amberText
            leading: 1.25
            maxHeight: Math.min(Theme.sp(22) * 2.6, board.y - naming.y - y)
        }
    }

    Keyboard {
        id: board

        y: page.bodyBottom - height
        width: page.width
        visible: page.isNaming
        viewModel: page.station.desk.keyboard
        nextText: ""
        onNext: page.viewModel.giveName()
    }

    DigitPanel {
        id: pin

        x: page.isPortrait ? 0 : page.width - width
        y: page.isPortrait ? page.bodyBottom - height : page.bodyTop
        width: page.isPortrait ? page.width : implicitWidth
        height: page.isPortrait ? implicitHeight : page.bodyHeight
        visible: page.isTyping
        hasText: page.viewModel.hasDigits
        active: page.viewModel.takesDigits
        Keys.onPressed: event => pin.take(event)
        onDigitPressed: digit => page.viewModel.press(digit)
        onErasePressed: page.viewModel.erase()
        onClearPressed: page.viewModel.clear()
    }

    Column {
        id: form

        x: Theme.margin
        y: page.bodyTop + Theme.px(page.isPortrait ? 40 : 16)
        width: (page.isPortrait ? page.width - Theme.margin : pin.x - Theme.px(32)) - x
        visible: page.isTyping
        spacing: Theme.px(page.isPortrait ? 32 : 18)

        FitText {
            width: parent.width
            text: page.viewModel.title
            size: 38
            weight: Font.ExtraBold
            color: Theme.jade
            leading: 1.2
            maxHeight: Theme.sp(38) * 2.6
        }

        FitText {
            width: parent.width
            text: qsTr("Chính người có tài khoản nhập. Không dùng số lặp lại, số liền nhau, ngày sinh hay số điện thoại cơ sở.")
            size: 22
            color: Theme.inkSoft
            leading: 1.25
            maxHeight: Theme.sp(22) * 3.9
        }

        KText {
            width: parent.width
            text: page.viewModel.label
            size: 22
            weight: Font.Bold
            wrapMode: Text.NoWrap
            elide: Text.ElideRight
        }

        NumberCells {
            model: page.viewModel.cells
            room: form.width
        }

        FitText {
            width: parent.width
            text: page.viewModel.sentence
            size: 22
            weight: Font.Bold
            color: page.viewModel.isProblem ? Theme.amberText : Theme.inkSoft
            leading: 1.25
            maxHeight: Theme.sp(22) * 2.6
        }
    }
}
