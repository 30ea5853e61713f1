import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// Who it is: four fields and three buttons, in two rows; upright in five.
Item {
    id: form

    required property DeclareViewModel viewModel

    // Above the keyboard. Where two rows with words above them have none, the second one has its
    // words in the fields.
    required property real room

    readonly property var person: viewModel.person
    readonly property real fieldHeight: Math.max(Theme.px(72), Theme.target)
    readonly property real labelHeight: Theme.sp(20) * 1.25
    readonly property bool isTight: !Theme.isPortrait && room < 2 * rowHeight + Theme.px(2)
    readonly property real rowHeight: labelHeight + Theme.px(2) + fieldHeight
    readonly property real wide: Theme.isPortrait ? width : Math.floor((width - Theme.gap) * 0.6)
    readonly property real rest: Theme.isPortrait ? width : width - wide - Theme.gap

    implicitHeight: grid.height

    component Labelled: Column {
        required property real labelHeight
        property alias label: above.words
        property alias isRequired: above.isRequired
        property alias isShown: above.visible

        spacing: Theme.px(2)

        FieldLabel {
            id: above

            width: parent.width
            height: parent.labelHeight
        }
    }

    Grid {
        id: grid

        columns: Theme.isPortrait ? 1 : 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.isPortrait ? Theme.px(8) : form.isTight ? Theme.px(6) : Theme.px(2)

        Labelled {
            labelHeight: form.labelHeight
            width: form.wide
            label: qsTr("Họ và tên")
            isRequired: true

            SplitField {
                width: parent.width
                height: form.fieldHeight
                label: qsTr("Họ và tên")
                text: form.person.isUnnamed ? qsTr("Chưa đặt tên") : form.person.name
                hint: qsTr("Chưa nhập")
                side: form.person.isUnnamed ? qsTr("Nhập tên") : form.person.canBeUnnamed ? qsTr("Chưa đặt tên") : ""
                inUse: form.viewModel.typing === "name"
                onPressed: form.viewModel.use("name")
                onSidePressed: form.viewModel.toggleUnnamed()
            }
        }

        Labelled {
            labelHeight: form.labelHeight
            width: form.rest
            label: form.person.phoneOf === "relative" ? qsTr("Số điện thoại người thân") : qsTr("Số điện thoại")
            isRequired: true

            Row {
                width: parent.width
                height: form.fieldHeight
                spacing: Theme.gap

                SplitField {
                    width: parent.width - (relative.visible ? relative.width + parent.spacing : 0)
                    height: parent.height
                    label: qsTr("Số điện thoại")
                    text: form.person.phoneOf === "none" ? qsTr("Không có") : form.person.phone
                    hint: qsTr("Chưa nhập")
                    side: form.person.phoneOf === "none" ? qsTr("Số người thân") : form.person.phoneOf === "own" && form.person.phone === "" ? qsTr("Không có") : ""
                    inUse: form.viewModel.typing === "phone"
                    onPressed: {
                        if (form.person.phoneOf === "none") {
                            form.viewModel.choosePhoneOf("own");
                        } else {
                            form.viewModel.use("phone");
                        }
                    }
                    onSidePressed: form.viewModel.choosePhoneOf(form.person.phoneOf === "none" ? "relative" : "none")
                }

                KButton {
                    id: relative

                    width: Math.floor(parent.width * 0.36)
                    height: parent.height
                    visible: form.person.phoneOf === "relative"
                    text: form.person.phoneRelation !== "" ? form.person.phoneRelation : qsTr("Số của ai?")
                    size: 20
                    onPressed: form.viewModel.askRelation()
                }
            }
        }

        Row {
            width: form.wide
            spacing: Theme.gap

            Labelled {
                labelHeight: form.labelHeight
                isShown: !form.isTight
                id: year

                width: Math.floor((parent.width - parent.spacing) * 0.32)
                label: qsTr("Năm sinh")
                isRequired: true

                TextBox {
                    width: parent.width
                    height: form.fieldHeight
                    label: qsTr("Năm sinh")
                    text: form.person.birth
                    hint: form.isTight ? qsTr("Năm sinh") : ""
                    inUse: form.viewModel.typing === "birth"
                    onPressed: form.viewModel.use("birth")
                }
            }

            Labelled {
                labelHeight: form.labelHeight
                isShown: !form.isTight
                width: parent.width - year.width - parent.spacing
                label: qsTr("Giới tính")
                isRequired: true

                Row {
                    id: sexes

                    readonly property real cell: Math.floor((width - 2 * spacing) / 3)

                    width: parent.width
                    height: form.fieldHeight
                    spacing: Theme.gap

                    KButton {
                        width: sexes.cell
                        height: parent.height
                        text: qsTr("Nam")
                        size: 22
                        chosen: form.person.sex === "male"
                        onPressed: form.viewModel.chooseSex("male")
                    }

                    KButton {
                        width: sexes.cell
                        height: parent.height
                        text: qsTr("Nữ")
                        size: 22
                        chosen: form.person.sex === "female"
                        onPressed: form.viewModel.chooseSex("female")
                    }

                    KButton {
                        width: sexes.cell
                        height: parent.height
                        text: qsTr("Khác")
                        size: 22
                        chosen: form.person.sex === "other"
                        onPressed: form.viewModel.chooseSex("other")
                    }
                }
            }
        }

        Labelled {
            labelHeight: form.labelHeight
            isShown: !form.isTight
            width: form.rest
            label: qsTr("Thẻ BHYT hoặc căn cước")

            Row {
                width: parent.width
                height: form.fieldHeight
                spacing: Theme.gap

                TextBox {
                    width: parent.width - (drafts.visible ? drafts.width + parent.spacing : 0)
                    height: parent.height
                    label: qsTr("Thẻ BHYT hoặc căn cước")
                    icon: "any-card"
                    text: form.person.card
                    hint: qsTr("Quét thẻ hoặc nhập số")
                    size: 22
                    inUse: form.viewModel.typing === "card"
                    onPressed: form.viewModel.use("card")
                }

                KButton {
                    id: drafts

                    width: Math.floor(parent.width * 0.36)
                    height: parent.height
                    visible: form.person.drafts !== ""
                    text: form.person.drafts
                    size: 20
                    onPressed: form.viewModel.showDrafts()
                }
            }
        }
    }
}
