pragma ComponentBehavior: Bound

import QtQuick
import Station.Gate
import Station.Models

// Every page of the window, by the name that the window's machine gives it (kiosk/domain/station).
Item {
    id: registry

    objectName: "pages"

    required property StationViewModel station
    // Which page stands: the desk's own screen has another one than the gate's.
    property string page: station.shell.page
    // The desk's own screen needs none of the public's pages.
    property bool isDesk: false

    // A page that is rare is read and made when it is wanted: its memory is the public's, and so is
    // the time of a start.
    readonly property var rarePages: ({
            "card_number": "Desk/CardNumberPage.qml",
            "day_list": "Desk/DayListPage.qml",
            "search": "Desk/SearchPage.qml",
            "person": "Desk/PersonPage.qml",
            "family": "Desk/FamilyPage.qml",
            "declare": "Declare/DeclarePage.qml",
            "person_form": "Desk/PersonFormPage.qml",
            "link": "Desk/LinkPage.qml",
            "no_code": "Desk/NoCodePage.qml",
            "express": "Desk/ExpressPage.qml",
            "self_declaration": "Desk/SelfDeclarationPage.qml",
            "support_list": "Desk/SupportListPage.qml",
            "own_phone": "Desk/OwnPhonePage.qml",
            "emergency": "Desk/EmergencyPage.qml",
            "sentences": "Desk/SentencesPage.qml",
            "paper_entries": "Desk/PaperEntriesPage.qml",
            "shift_check": "Desk/ShiftCheckPage.qml",
            "policy": "Desk/PolicyPage.qml",
            "accounts": "Desk/AccountsPage.qml",
            "trail": "Desk/TrailPage.qml",
            "stays": "Desk/StaysPage.qml",
            "data_requests": "Desk/DataRequestsPage.qml",
            "printer_setup": "Desk/PrinterSetupPage.qml",
            "venue": "Desk/VenuePage.qml",
            "reports": "Desk/ReportsPage.qml",
            "sign_in": "Desk/SignInPage.qml",
            "new_pin": "Desk/NewPinPage.qml",
            "camera_setup": "Setup/CameraSetupPage.qml"
        })

    // A page of the public is made in slices after the first paint, so that it costs no time when it
    // is needed.
    component Page: Loader {
        required property list<string> names

        anchors.fill: parent
        asynchronous: true
        visible: names.includes(registry.page)
        active: !registry.isDesk || visible
        // Keys go to the page on show.
        focus: visible
    }

    BootingPage {
        anchors.fill: parent
        visible: registry.page === "booting"
        station: registry.station
    }

    Page {
        names: ["ready"]
        sourceComponent: ReadyPage {
            station: registry.station
        }
    }

    Page {
        names: ["result"]
        sourceComponent: ResultPage {
            station: registry.station
        }
    }

    Page {
        names: ["wrong_code"]
        sourceComponent: WrongCodePage {
            station: registry.station
        }
    }

    Page {
        names: ["camera_lost", "out_of_order"]
        sourceComponent: FaultPage {
            station: registry.station
        }
    }

    Page {
        names: ["busy"]
        sourceComponent: BusyPage {
            station: registry.station
        }
    }

    Loader {
        id: rare

        readonly property string file: registry.rarePages[registry.page] ?? ""

        anchors.fill: parent
        active: file !== ""
        // Keys go to the page on show.
        focus: active

        Component.onCompleted: open()
        onFileChanged: open()

        function open(): void {
            if (file === "") {
                source = "";
            } else {
                setSource(Qt.resolvedUrl("../" + file), {
                    "station": registry.station
                });
            }
        }
    }
}
