import QtQuick
import Station.Theme

// A list that may be long: of its rows those on show alone are made. Tab leads on to what is not made
// yet, because the list follows it.
ListView {
    id: list

    readonly property Item focused: Window.activeFocusItem

    clip: true
    boundsBehavior: Flickable.StopAtBounds
    // Rows in advance are made later, and warn where they are gone by then.
    cacheBuffer: 0

    onFocusedChanged: {
        for (let item = focused; item !== null; item = item.parent) {
            if (item.parent === contentItem) {
                show(item);
                return;
            }
        }
    }

    // Scrolls to a row, so far that the next one is there too.
    function show(row: Item): void {
        const beyond = Theme.target;
        if (row.y + row.height + beyond > contentY + height) {
            moveTo(Math.min(row.y, row.y + row.height + beyond - height));
        } else if (row.y - beyond < contentY) {
            moveTo(row.y - beyond);
        }
    }

    // A page on or back; the last row of it stays in view.
    function turn(pages: int): void {
        moveTo(contentY + pages * Math.max(height * 0.5, height - Theme.target - Theme.px(24)));
    }

    function moveTo(y: real): void {
        cancelFlick();
        contentY = Math.max(originY, Math.min(y, originY + contentHeight - height));
        returnToBounds();
    }
}
