import QtQuick

// Hears a physical keyboard for a page that has a pad or a keyboard of its own: what is typed, taken
// back or pasted. Without a focused control that takes the key first.
FocusScope {
    id: taker

    signal typed(string text)
    signal erased
    signal entered
    // An arrow key: this many letters on.
    signal moved(int step)

    property bool hasCursor: false

    focus: true

    Keys.onPressed: event => {
        if (event.matches(StandardKey.Paste)) {
            clipboard.paste();
        } else if (event.key === Qt.Key_Backspace) {
            taker.erased();
        } else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter) {
            taker.entered();
        } else if (taker.hasCursor && (event.key === Qt.Key_Left || event.key === Qt.Key_Right)) {
            taker.moved(event.key === Qt.Key_Left ? -1 : 1);
        } else if (event.text.length > 0 && event.text.charCodeAt(0) >= 32 && !(event.modifiers & (Qt.ControlModifier | Qt.AltModifier))) {
            taker.typed(event.text);
        } else {
            return;
        }
        event.accepted = true;
    }

    // Takes what the clipboard holds; never on show.
    TextInput {
        id: clipboard

        visible: false
        onTextChanged: {
            if (text !== "") {
                taker.typed(text);
                text = "";
            }
        }
    }
}
