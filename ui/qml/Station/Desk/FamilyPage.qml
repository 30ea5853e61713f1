pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// A phone: whom it points to, the code that proves it, and one check-in for all who are ticked.
StaffFrame {
    id: page

    readonly property FamilyViewModel viewModel: station.desk.page("family") as FamilyViewModel

    title: qsTr("Danh sách người đến/đi")

    KeyTaker {
        onTyped: text => page.viewModel.press(text)
        onErased: page.viewModel.erase()
    }

    Item {
        id: form

        x: Theme.margin
        y: page.bodyTop + Theme.px(16)
        width: (page.isPortrait ? page.width - Theme.margin : side.x - Theme.px(24)) - x
        height: (page.isPortrait ? side.y : page.bodyBottom) - y - Theme.px(14)

        Column {
            id: head

            width: parent.width - (send.visible ? send.width + Theme.px(16) : 0)
            spacing: Theme.px(6)

            Flow {
                width: parent.width
                spacing: Theme.px(12)

                KText {
                    text: page.viewModel.phone
                    size: 32
                    weight: Font.ExtraBold
                    leading: 1.2
                    wrapMode: Text.NoWrap
                }

                KText {
                    height: Theme.sp(32) * 1.25
                    text: page.viewModel.count
                    size: 24
                    leading: 1.2
                    wrapMode: Text.NoWrap
                    verticalAlignment: Text.AlignVCenter
                }
            }

            Row {
                width: parent.width
                spacing: Theme.px(10)

                Icon {
                    anchors.verticalCenter: parent.verticalCenter
                    name: page.viewModel.isProven ? "check" : "phone"
                    size: Theme.px(26)
                    colour: page.viewModel.isProven ? Theme.well : Theme.amberText
                }

                FitText {
                    width: parent.width - Theme.px(36)
                    text: page.viewModel.proof
                    size: 20
                    weight: Font.Bold
                    color: page.viewModel.isProven ? Theme.well : Theme.amberText
                    leading: 1.2
                    maxHeight: Theme.sp(20) * 2.4
                }
            }
        }

        KButton {
            id: send

            x: parent.width - width
            width: Math.min(implicitWidth, Theme.px(230))
            height: Math.max(head.height, Theme.target)
            visible: page.viewModel.canSend && page.viewModel.panel === "ticked"
            icon: "mobile"
            text: qsTr("Gửi mã OTP")
            size: 20
            onPressed: page.viewModel.sendCode()
        }

        ListView {
            id: people

            y: Math.max(head.height, send.visible ? send.height : 0) + Theme.px(14)
            width: parent.width
            height: elsewhere.y - y - Theme.px(10)
            clip: true
            spacing: Theme.gap
            model: page.viewModel.rows
            boundsBehavior: Flickable.StopAtBounds

            delegate: FamilyRow {
                width: people.width
                onTicked: index => page.viewModel.tick(index)
                onDeclaring: index => page.viewModel.declareFor(index)
            }
        }

        FitText {
            id: elsewhere

            y: add.y - declare.room - height - Theme.px(text === "" ? 0 : 10)
            width: parent.width
            text: page.viewModel.sentence
            size: 20
            color: Theme.inkSoft
            leading: 1.2
            maxHeight: Theme.sp(20) * 2.4
        }

        // Whoever comes with a number that nobody uses declares, and is checked in by that.
        DeclareButton {
            id: declare

            x: 0
            y: add.y - room
            width: Math.min(implicitWidth, parent.width)
            frame: page
            visible: page.frameModel.declares && page.viewModel.hasNobody
            onPressed: page.viewModel.declareNew()
        }

        KButton {
            id: add

            anchors.bottom: parent.bottom
            width: Math.min(implicitWidth, parent.width)
            height: Math.max(Theme.px(72), Theme.target)
            primary: page.viewModel.hasNobody && !declare.visible
            icon: "plus"
            text: qsTr("Thêm người dùng số này")
            size: 22
            onPressed: page.viewModel.add()
        }
    }

    SidePanel {
        id: side

        frame: page
        share: page.viewModel.panel === "code" ? 0.52 : page.viewModel.panel === "proof" ? 0.46 : 0.4

        Column {
            width: parent.width
            visible: page.viewModel.panel === "ticked"
            spacing: Theme.px(12)

            FitText {
                width: parent.width
                text: page.viewModel.heading !== "" ? page.viewModel.heading : declare.visible ? qsTr("Khai hộ xong, người này được ghi nhận đến") : page.viewModel.hasNobody ? qsTr("Thêm người này trước, rồi ghi nhận đến") : qsTr("Chạm để chọn người đến hoặc đi")
                size: 24
                weight: Font.Bold
                leading: 1.25
                maxHeight: Theme.sp(24) * 2.7
            }

            Repeater {
                model: page.viewModel.names.slice(0, page.isPortrait ? 3 : 4)

                FitText {
                    required property string modelData

                    width: parent.width
                    text: modelData
                    size: 22
                    leading: 1.2
                    maxHeight: Theme.sp(22) * 3.8
                }
            }
        }

        KButton {
            anchors.bottom: out.top
            anchors.bottomMargin: Theme.px(20)
            width: parent.width
            height: Math.max(Theme.px(124), Theme.primaryTarget)
            visible: page.viewModel.panel === "ticked"
            primary: true
            active: page.viewModel.canCheck
            deaf: page.isFresh
            ground: Theme.arrival
            icon: "arrive"
            text: qsTr("Check in · ĐẾN")
            size: 32
            onPressed: page.viewModel.checkIn()
        }

        KButton {
            id: out

            anchors.bottom: parent.bottom
            width: parent.width
            height: Math.max(Theme.px(92), Theme.primaryTarget)
            visible: page.viewModel.panel === "ticked"
            active: page.viewModel.canCheck
            deaf: page.isFresh
            icon: "depart"
            text: qsTr("Check out · ĐI")
            size: 26
            onPressed: page.viewModel.checkOut()
        }

        ChoicePanel {
            anchors.fill: parent
            visible: page.viewModel.panel === "proof"
            choices: page.viewModel.choices
            onChosen: key => page.viewModel.choose(key)
            onClosed: page.viewModel.closePanel()
        }

        CodePanel {
            anchors.fill: parent
            visible: page.viewModel.panel === "code"
            viewModel: page.viewModel
        }
    }
}
