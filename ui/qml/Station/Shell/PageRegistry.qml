pragma ComponentBehavior: Bound

import QtQuick
import Station.Declare
import Station.Desk
import Station.Gate
import Station.Models
import Station.Setup

// Every page of the window, by the name that the window's machine gives it (kiosk/domain/station).
Item {
    id: registry

    objectName: "pages"

    required property StationViewModel station
    // Which page stands: the desk's own screen has another one than the gate's.
    property string page: station.shell.page
    // The desk's own screen needs none of the public's pages.
    property bool isDesk: false

    // A page of the public is made in slices after the first paint, so that it costs no time when it
    // is needed; a rare one is made when it is wanted, its memory is the public's.
    component Page: Loader {
        required property list<string> names
        property bool isRare: false

        anchors.fill: parent
        asynchronous: !isRare
        visible: names.includes(registry.page)
        active: (!isRare && !registry.isDesk) || visible
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

    Page {
        names: ["card_number"]
        isRare: true
        sourceComponent: CardNumberPage {
            station: registry.station
        }
    }

    Page {
        names: ["day_list"]
        isRare: true
        sourceComponent: DayListPage {
            station: registry.station
        }
    }

    Page {
        names: ["search"]
        isRare: true
        sourceComponent: SearchPage {
            station: registry.station
        }
    }

    Page {
        names: ["person"]
        isRare: true
        sourceComponent: PersonPage {
            station: registry.station
        }
    }

    Page {
        names: ["family"]
        isRare: true
        sourceComponent: FamilyPage {
            station: registry.station
        }
    }

    Page {
        names: ["declare"]
        isRare: true
        sourceComponent: DeclarePage {
            station: registry.station
        }
    }

    Page {
        names: ["person_form"]
        isRare: true
        sourceComponent: PersonFormPage {
            station: registry.station
        }
    }

    Page {
        names: ["link"]
        isRare: true
        sourceComponent: LinkPage {
            station: registry.station
        }
    }

    Page {
        names: ["no_code"]
        isRare: true
        sourceComponent: NoCodePage {
            station: registry.station
        }
    }

    Page {
        names: ["express"]
        isRare: true
        sourceComponent: ExpressPage {
            station: registry.station
        }
    }

    Page {
        names: ["self_declaration"]
        isRare: true
        sourceComponent: SelfDeclarationPage {
            station: registry.station
        }
    }

    Page {
        names: ["support_list"]
        isRare: true
        sourceComponent: SupportListPage {
            station: registry.station
        }
    }

    Page {
        names: ["own_phone"]
        isRare: true
        sourceComponent: OwnPhonePage {
            station: registry.station
        }
    }

    Page {
        names: ["emergency"]
        isRare: true
        sourceComponent: EmergencyPage {
            station: registry.station
        }
    }

    Page {
        names: ["sentences"]
        isRare: true
        sourceComponent: SentencesPage {
            station: registry.station
        }
    }

    Page {
        names: ["paper_entries"]
        isRare: true
        sourceComponent: PaperEntriesPage {
            station: registry.station
        }
    }

    Page {
        names: ["shift_check"]
        isRare: true
        sourceComponent: ShiftCheckPage {
            station: registry.station
        }
    }

    Page {
        names: ["policy"]
        isRare: true
        sourceComponent: PolicyPage {
            station: registry.station
        }
    }

    Page {
        names: ["accounts"]
        isRare: true
        sourceComponent: AccountsPage {
            station: registry.station
        }
    }

    Page {
        names: ["trail"]
        isRare: true
        sourceComponent: TrailPage {
            station: registry.station
        }
    }

    Page {
        names: ["stays"]
        isRare: true
        sourceComponent: StaysPage {
            station: registry.station
        }
    }

    Page {
        names: ["data_requests"]
        isRare: true
        sourceComponent: DataRequestsPage {
            station: registry.station
        }
    }

    Page {
        names: ["printer_setup"]
        isRare: true
        sourceComponent: PrinterSetupPage {
            station: registry.station
        }
    }

    Page {
        names: ["venue"]
        isRare: true
        sourceComponent: VenuePage {
            station: registry.station
        }
    }

    Page {
        names: ["reports"]
        isRare: true
        sourceComponent: ReportsPage {
            station: registry.station
        }
    }

    Page {
        names: ["sign_in"]
        isRare: true
        sourceComponent: SignInPage {
            station: registry.station
        }
    }

    Page {
        names: ["new_pin"]
        isRare: true
        sourceComponent: NewPinPage {
            station: registry.station
        }
    }

    Page {
        names: ["camera_setup"]
        isRare: true
        sourceComponent: CameraSetupPage {
            station: registry.station
        }
    }
}
