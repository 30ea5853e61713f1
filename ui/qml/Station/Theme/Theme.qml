pragma Singleton

import QtQuick

// The tokens of the design and the metrics of this screen; the window feeds the inputs.
QtObject {
    id: theme

    // Inputs.
    property real windowWidth: 1280
    property real windowHeight: 800
    property real diagonalIn: 10.1
    property bool largeText: false
    property bool motion: false

    // Colours, with their contrast on the ground they stand on.
    readonly property color paper: "#FAF8F2"
    readonly property color paperDim: "#EFECE2"
    readonly property color card: "#FFFFFF"
    readonly property color line: "#E3E0D4"
    readonly property color edge: "#7A8F86"
    readonly property color ink: "#12211E"
    readonly property color inkSoft: "#33453F"
    readonly property color jade: "#00594C"
    readonly property color jadePressed: "#003F36"
    readonly property color jadePale: "#78A494"
    readonly property color mint: "#E4EEE8"
    readonly property color jadeText: "#FFFFFF"
    readonly property color arrival: "#0B5D3B"
    readonly property color arrivalText: "#FFFFFF"
    readonly property color departure: "#1E3A78"
    readonly property color departureText: "#FFFFFF"
    readonly property color wait: "#FFE9B8"
    readonly property color waitText: "#2A3B37"
    readonly property color attention: "#FFB81C"
    readonly property color attentionText: "#2B1A00"
    readonly property color stop: "#9B1C1C"
    readonly property color stopText: "#FFFFFF"
    readonly property color well: "#0A5636"
    readonly property color amberText: "#5E3C00"
    readonly property color hintGround: "#16241F"
    readonly property color posterInk: "#6E5430"
    readonly property color posterEdge: "#D9B25C"
    readonly property color seenGround: "#00594C"

    readonly property string family: "Be Vietnam Pro"
    // The typeface's own ascent and descent, in type sizes.
    readonly property real naturalLeading: 1.265

    readonly property int motionMs: 160
    // A second touch within so long is a tremor of the first.
    readonly property int tremorMs: 300

    // Metrics: drawn at 1280×800, everything follows the shorter edge.
    readonly property real shorterEdge: Math.min(windowWidth, windowHeight)
    readonly property bool isPortrait: windowHeight > windowWidth
    readonly property real unit: shorterEdge / 800
    readonly property real textUnit: unit * (largeText ? 1.3 : 1)
    readonly property real pxPerMm: Math.sqrt(windowWidth * windowWidth + windowHeight * windowHeight) / (diagonalIn * 25.4)

    readonly property real margin: px(28)
    readonly property real wideMargin: isPortrait ? px(40) : px(70)
    readonly property real gap: Math.max(px(14), mm(3))
    readonly property real target: mm(12)
    readonly property real primaryTarget: mm(16)
    readonly property real headerHeight: Math.max(px(64), target)
    readonly property real stripHeight: Math.max(px(56), target)
    readonly property real radius: px(20)
    readonly property real previewRadius: px(28)

    function px(size: real): real {
        return Math.round(size * unit);
    }

    function sp(size: real): int {
        return Math.round(size * textUnit);
    }

    function mm(length: real): real {
        return Math.ceil(length * pxPerMm);
    }

    // Ground and text of a screen tone; the words for tones are ui.messages.ScreenTone.
    function ground(tone: string): color {
        switch (tone) {
        case "arrival":
            return arrival;
        case "departure":
            return departure;
        case "wait":
            return wait;
        case "attention":
            return attention;
        case "stop":
            return stop;
        default:
            return paper;
        }
    }

    function text(tone: string): color {
        switch (tone) {
        case "arrival":
            return arrivalText;
        case "departure":
            return departureText;
        case "wait":
            return waitText;
        case "attention":
            return attentionText;
        case "stop":
            return stopText;
        default:
            return ink;
        }
    }

    // The foot of a result page: its ground, a step darker.
    function foot(tone: string): color {
        return tone === "paper" ? paperDim : Qt.darker(ground(tone), tone === "wait" || tone === "attention" ? 1.1 : 1.22);
    }

    // The disc behind a result's picture: its ground, a step lighter.
    function disc(tone: string): color {
        switch (tone) {
        case "paper":
            return mint;
        case "wait":
            return "#FFF5DC";
        case "attention":
            return "#FFCE62";
        default:
            return Qt.tint(ground(tone), "#22FFFFFF");
        }
    }
}
