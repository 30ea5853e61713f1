pragma ComponentBehavior: Bound

import QtQuick
import Station.Controls
import Station.Models
import Station.Theme

// Tìm người: the field above, who was found below it, a pad or a keyboard that covers neither.
StaffFrame {
    id: page

    readonly property SearchViewModel viewModel: station.desk.page("search") as SearchViewModel
    readonly property bool hasLetters: viewModel.isLettered && !viewModel.isKeyboardHidden
    readonly property bool hasDigits: !viewModel.isLettered && !viewModel.isKeyboardHidden
    // Beside the list where there is room, else below it.
    readonly property bool hasSide: hasDigits && !isPortrait

    title: qsTr("Tìm người")
    KeyTaker {
        onTyped: text => page.viewModel.press(text)
        onErased: page.viewModel.erase()
        onEntered: page.viewModel.enter()
    }

    TextBox {
        id: field

        x: Theme.margin
        y: page.bodyTop + Theme.px(8)
        width: (page.hasSide ? pad.x : page.width) - 2 * Theme.margin - (declare.visible ? declare.width + Theme.px(14) : 0)
        height: Math.max(Theme.px(72), Theme.target)
        inUse: true
        text: page.viewModel.text
        label: qsTr("Tìm người")
        size: 32
        icon: "search"
        onPressed: page.viewModel.hideKeyboard(false)
    }

    DeclareButton {
        id: declare

        x: field.x + field.width + Theme.px(14)
        y: field.y
        width: Math.min(implicitWidth, Theme.px(270))
        height: field.height
        frame: page
        visible: page.frameModel.declares && !page.hasDigits
        primary: false
        size: 20
        onPressed: page.viewModel.declareFor()
    }

    // In the field, behind what is typed; below it where that is long.
    KText {
        id: sentence

        readonly property bool isInside: field.room >= implicitWidth

        x: isInside ? field.x + field.width - implicitWidth - Theme.px(60) : Theme.margin
        y: isInside ? field.y + Math.round((field.height - height) / 2) : field.y + field.height + Theme.px(4)
        width: isInside ? implicitWidth + 1 : field.width
        text: page.viewModel.sentence
        size: 18
        color: Theme.inkSoft
        leading: 1.15
        wrapMode: isInside ? Text.NoWrap : Text.Wrap
    }

    ListView {
        id: people

        y: (sentence.isInside || sentence.text === "" ? field.y + field.height : sentence.y + sentence.height) + Theme.px(8)
        width: page.hasSide ? pad.x : page.width
        height: (keys.visible ? keys.y : page.hasDigits && page.isPortrait ? pad.y : page.bodyBottom) - y
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        // Rows in advance are made later, and warn where they are gone by then.
        cacheBuffer: 0
        model: page.viewModel.people

        delegate: FoundLine {
            width: ListView.view?.width ?? 0
            isNarrow: page.isPortrait || page.hasSide
            onTouched: key => page.viewModel.choose(key)
        }
    }

    PadPanel {
        id: pad

        frame: page
        visible: page.hasDigits
        withRow: false
        hasText: page.viewModel.text !== ""
        onKeyPressed: key => page.viewModel.press(key)
        onErasePressed: page.viewModel.erase()
        onTurnPressed: page.viewModel.turn()
        onDeclarePressed: page.viewModel.declareFor()
    }

    LetterKeys {
        id: keys

        y: page.bodyBottom - height
        width: page.width
        visible: page.hasLetters
        onKeyPressed: key => page.viewModel.press(key)
        onErasePressed: page.viewModel.erase()
        onClearPressed: page.viewModel.clear()
        onDonePressed: page.viewModel.hideKeyboard(true)
    }
}
