pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// Read back, who declares, agreed to, sent.
Item {
    id: form

    required property DeclareViewModel viewModel

    readonly property var confirm: viewModel.confirm
    readonly property bool isUpright: Theme.isPortrait
    readonly property real cell: Math.max(Theme.px(68), Theme.target)

    // However many lines a form has, those on show alone are made.
    RowList {
        id: lines

        x: Theme.margin
        y: Theme.px(10)
        width: (form.isUpright ? form.width : side.x) - 2 * x
        height: (form.isUpright ? side.y : form.height) - y - Theme.px(10)
        spacing: Theme.px(10)
        model: form.viewModel.readBack

        header: FitText {
            width: lines.width
            height: implicitHeight + lines.spacing
            text: qsTr("Đọc lại cho người khai nghe")
            size: 24
            weight: Font.ExtraBold
            leading: 1.2
            maxHeight: Theme.sp(24) * 2.5
        }

        delegate: ReadBackBlock {
            width: lines.width
            height: implicitHeight
            onEdited: step => form.viewModel.edit(step)
        }

        footer: KText {
            width: lines.width
            topPadding: lines.spacing
            text: form.confirm.notice ?? ""
            size: 18
            color: Theme.inkSoft
            leading: 1.3
        }
    }

    Rectangle {
        id: side

        readonly property real inset: Theme.px(form.isUpright ? 28 : 24)

        x: form.isUpright ? 0 : form.width - width
        y: form.isUpright ? form.height - height : 0
        width: form.isUpright ? form.width : Theme.px(500)
        height: form.isUpright ? foot.height + asked.height + 4 * Theme.px(14) : form.height
        color: Theme.paperDim

        Flickable {
            id: scroll

            x: side.inset
            y: Theme.px(14)
            width: parent.width - 2 * x
            height: foot.y - y - Theme.px(10)
            contentHeight: asked.height
            clip: true
            boundsBehavior: Flickable.StopAtBounds

            Column {
                id: asked

                width: parent.width
                spacing: Theme.px(8)

                KText {
                    width: parent.width
                    text: qsTr("Ai khai?")
                    size: 20
                    weight: Font.Bold
                    leading: 1.2
                }

                KButton {
                    width: parent.width
                    height: form.cell
                    text: form.confirm.selfText ?? ""
                    size: 20
                    chosen: form.confirm.isSelf ?? false
                    onPressed: form.viewModel.chooseRelation("self")
                }

                KText {
                    width: parent.width
                    text: qsTr("Hoặc khai hộ, người khai là")
                    size: 20
                    weight: Font.Bold
                    leading: 1.2
                }

                Grid {
                    id: proxies

                    readonly property real cell: Math.floor((width - (columns - 1) * columnSpacing) / columns)

                    width: parent.width
                    columns: 3
                    columnSpacing: Theme.gap
                    rowSpacing: Theme.gap

                    Repeater {
                        model: form.confirm.proxies.length

                        KButton {
                            required property int index
                            readonly property var proxy: form.confirm.proxies[index]

                            width: proxies.cell
                            height: form.cell
                            text: proxy?.text ?? ""
                            size: 20
                            chosen: proxy?.isChosen ?? false
                            onPressed: form.viewModel.chooseRelation(proxy.key)
                        }
                    }
                }

                KText {
                    width: parent.width
                    text: form.confirm.staff ?? ""
                    size: 18
                    color: Theme.inkSoft
                    leading: 1.2
                }
            }
        }

        Column {
            id: foot

            x: side.inset
            y: parent.height - height - Theme.px(14)
            width: parent.width - 2 * x
            spacing: Theme.gap

            FitText {
                width: parent.width
                visible: text !== ""
                text: form.viewModel.lacking
                size: 20
                weight: Font.Bold
                color: Theme.amberText
                leading: 1.2
                maxHeight: Theme.sp(20) * 2.5
            }

            Loader {
                width: parent.width
                active: form.confirm.needsConsent ?? false
                visible: active
                sourceComponent: ConsentBox {
                    text: form.confirm.consent ?? ""
                    checked: form.confirm.hasConsent ?? false
                    onToggled: form.viewModel.toggleConsent()
                }
            }

            KButton {
                width: parent.width
                height: Math.max(Theme.px(92), Theme.primaryTarget)
                primary: true
                active: form.viewModel.canSend
                icon: "check"
                text: qsTr("Gửi thông tin và check in")
                size: 24
                onPressed: form.viewModel.send()
            }
        }
    }
}
