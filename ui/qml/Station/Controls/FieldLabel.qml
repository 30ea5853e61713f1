import QtQuick
import Station.Theme

// What stands above a field, on one line.
FitText {
    property bool isRequired: false
    property string words

    text: words + (isRequired ? " (*)" : "")
    size: 20
    weight: Font.Bold
    leading: 1.2
    maxHeight: Theme.sp(20) * 1.25
}
