import QtQuick

// A list that is read page by page: it wants the next one half a screen before its end, since a
// finger that scrolls should not wait there, and once more where a page did not fill that.
ListView {
    id: list

    signal moreWanted

    // How many rows stand here while their end is near, else none.
    readonly property int endsAt: contentHeight > 0 && contentHeight - contentY < 1.5 * height ? count : 0

    clip: true
    boundsBehavior: Flickable.StopAtBounds
    // Rows in advance are made later, and warn where they are gone by then.
    cacheBuffer: 0

    // Not at once: what changed the geometry may be amidst telling the page of more.
    onEndsAtChanged: Qt.callLater(want)

    function want(): void {
        if (endsAt > 0) {
            moreWanted();
        }
    }
}
