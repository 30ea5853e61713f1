"""A scan lacks only its declaration: its page opens now or next, or it waits on staff's list."""

from __future__ import annotations

from dataclasses import replace

from kiosk.base.errors import StorageFaultKind
from kiosk.domain.declaration.draft import Draft
from kiosk.domain.desk.acts_on_cases import CaseTaken
from kiosk.domain.desk.acts_on_declarations import WaitToDeclare
from kiosk.domain.events import Decided, StorageLost
from kiosk.domain.language import Language
from kiosk.domain.people.person import PersonDetails
from kiosk.domain.reason import Reason
from kiosk.domain.station.desk import GoBack, PageWanted, StaffSignedIn, StaffSignedOut
from kiosk.domain.station.effects import AskDesk, PlaySound, TimerName, Tone
from kiosk.domain.station.gate import GatePage, Touched
from kiosk.domain.station.page import DeskAnswered
from kiosk.domain.station.pages.express import Express
from kiosk.domain.station.pages.no_code import DeclaringWanted, NoCode
from kiosk.domain.station.pages.self_steps import SelfDeclaration
from kiosk.domain.station.pages.sending import Undeclared
from kiosk.domain.station.touches import DeskScreenChanged, LanguageChosen
from kiosk.domain.station.undeclared import MOST_WAITING, NO_PAGE
from kiosk.domain.station.window import advance_window
from kiosk.domain.station.window_state import Window
from kiosk.domain.visits.decision import (
    Admit,
    Direction,
    LaneName,
    NeedsDeclaration,
    Outcome,
)
from tests.support.own_declaring import CHILD, NHUNG, TUNG
from tests.support.window import AT, GATE, SCANNED, SESSION, after, decided, fire, page

ADMITTED = decided(Admit(Direction.ARRIVAL), "N. T. H. Nhung")


def lacking(scan_id: str, prefill: PersonDetails, lane: LaneName = GATE) -> Decided:
    return Decided(Outcome(lane, NeedsDeclaration(prefill), AT, scan_id=scan_id))


FIRST, SECOND, THIRD = lacking("s-1", NHUNG), lacking("s-2", TUNG), lacking("s-3", CHILD)


def declaring(window: Window) -> str:
    """Whose page stands, by the scan."""
    on_top = window.desk.top(Express)
    return "" if on_top is None else on_top.scan.scan_id


def waiting(window: Window) -> list[str]:
    return [scan.scan_id for scan in window.undeclared]


def test_the_page_of_a_scan_opens_at_once_with_a_tone() -> None:
    window, effects = advance_window(after(SCANNED), FIRST)
    assert (page(window), declaring(window)) == ("express", "s-1")
    assert (window.gate.page, window.gate.is_band) == (GatePage.READY, True), "no band over it"
    assert PlaySound(Tone.ATTENTION) in effects
    assert waiting(window) == []


def test_another_scan_waits_meanwhile_and_opens_next() -> None:
    window = after(FIRST, SECOND, THIRD)
    assert (declaring(window), waiting(window)) == ("s-1", ["s-2", "s-3"])
    assert (page(window), window.gate.page) == ("express", GatePage.NEEDS_DECLARATION), "a band"
    window = after(ADMITTED, StaffSignedOut(), window=window)
    assert (page(window), declaring(window)) == ("result", ""), "the first one reads their result"
    window = fire(window, TimerName.GATE)
    assert (page(window), declaring(window), waiting(window)) == ("express", "s-2", ["s-3"])
    window = after(GoBack(), window=window)
    assert (declaring(window), waiting(window)) == ("s-3", [])
    assert page(after(GoBack(), window=window)) == "ready"


def test_a_band_that_stands_holds_nobody_up() -> None:
    window = after(FIRST, SECOND, GoBack())
    assert page(window) == "result", "what stood as a band is read to its end"
    assert declaring(fire(window, TimerName.GATE)) == "s-2"
    assert declaring(after(Touched(), window=window)) == "s-2"


def test_an_older_one_who_waits_comes_before_a_new_scan() -> None:
    window = after(FIRST, SECOND, ADMITTED, StaffSignedOut(), THIRD)
    assert (declaring(window), waiting(window)) == ("s-2", ["s-3"])


def test_whoever_shows_the_card_once_more_waits_once() -> None:
    again = lacking("s-9", NHUNG)
    assert after(FIRST, again) == replace(after(FIRST, again), undeclared=())
    window = after(FIRST, SECOND, lacking("s-8", TUNG))
    assert waiting(window) == ["s-2"]
    in_detail = SelfDeclaration(scan=Undeclared("s-1", NHUNG), draft=Draft())
    assert waiting(after(PageWanted(in_detail), again)) == []
    nobodys = [lacking(f"s-{number}", PersonDetails()) for number in (1, 2)]
    assert waiting(after(*nobodys)) == ["s-2"], "of whom nothing is told, nobody is the same"


def test_the_next_one_begins_in_the_venues_language() -> None:
    window = after(LanguageChosen(Language.EN), FIRST)
    assert window.language is Language.EN, "who scans has chosen it"
    window = after(SECOND, window=window)
    window = after(Touched(), GoBack(), window=window)
    assert (declaring(window), window.language) == ("s-2", Language.VI)


def test_who_is_gone_is_asked_and_the_next_one_opens() -> None:
    window = fire(fire(after(FIRST, SECOND, Touched()), TimerName.DESK), TimerName.DESK)
    assert declaring(window) == "s-2"
    window = fire(fire(window, TimerName.DESK), TimerName.DESK)
    assert (page(window), waiting(window)) == ("ready", [])


def test_more_than_a_few_wait_for_staff() -> None:
    scans = [lacking(f"s-{at}", replace(TUNG, full_name=f"Mẫu {at}")) for at in range(4)]
    window = after(*scans)
    assert len(waiting(window)) == MOST_WAITING
    window, effects = advance_window(window, lacking("s-7", CHILD))
    assert AskDesk(NO_PAGE, WaitToDeclare("s-7"), "") in effects
    assert len(waiting(window)) == MOST_WAITING


def test_while_staff_have_the_page_a_scan_waits_on_their_list() -> None:
    window, effects = advance_window(after(StaffSignedIn(SESSION)), FIRST)
    assert AskDesk(NO_PAGE, WaitToDeclare("s-1"), "") in effects
    assert (declaring(window), waiting(window), window.gate.is_band) == ("", [], True)
    told = DeskAnswered(NO_PAGE, WaitToDeclare("s-1"), CaseTaken(12))
    assert advance_window(window, told) == (window, ()), "a band tells nobody's number"


def test_staff_who_sign_in_have_those_who_wait_on_their_list() -> None:
    window, effects = advance_window(after(FIRST, SECOND), StaffSignedIn(SESSION))
    assert AskDesk(NO_PAGE, WaitToDeclare("s-2"), "") in effects
    assert waiting(window) == []


def test_where_staff_have_a_screen_of_their_own_the_gate_tells_the_number() -> None:
    window = after(DeskScreenChanged(is_there=True), StaffSignedIn(SESSION))
    window, effects = advance_window(window, FIRST)
    assert AskDesk(NO_PAGE, WaitToDeclare("s-1"), "") in effects
    assert (page(window), window.gate.page) == ("result", GatePage.NEEDS_DECLARATION)
    told = DeskAnswered(NO_PAGE, WaitToDeclare("s-1"), CaseTaken(12))
    window = after(told, window=window)
    assert (window.gate.page, window.gate.case_number) == (GatePage.SUPPORT, 12)
    assert window.gate.support_reason is Reason.AWAITS_DECLARATION


def test_nobody_waits_where_nothing_can_be_recorded() -> None:
    window = after(FIRST, SECOND, StorageLost(StorageFaultKind.FULL))
    assert (page(window), waiting(window)) == ("out_of_order", [])
    booting = advance_window(Window(), FIRST)[0]
    assert (page(booting), waiting(booting)) == ("booting", [])
    assert page(after(StorageLost(StorageFaultKind.FULL), FIRST)) == "out_of_order"


def test_the_desks_own_scans_open_nothing_at_the_gate() -> None:
    window = after(lacking("s-1", NHUNG, LaneName.DESK))
    assert (page(window), waiting(window)) == ("ready", [])
    nameless = after(lacking("", NHUNG))
    assert page(nameless) == "result", "without a scan to declare for staff are asked"


def test_without_a_code_one_may_declare() -> None:
    window = after(PageWanted(NoCode()), DeclaringWanted())
    assert page(window) == "self_declaration"
    assert page(after(FIRST, window=window)) == "self_declaration", "nobody's draft is touched"
