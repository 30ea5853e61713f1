"""The page of the venue's registration: what a touch changes, what is typed, what is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.session import Session
from kiosk.domain.desk.settings_work import SettingsNotSaved, SettingsProblem
from kiosk.domain.desk.venue_work import (
    DropLogo,
    LogoNotTaken,
    LogoProblem,
    SaveVenue,
    ShowVenue,
    TakeLogo,
    VenueField,
    VenueShown,
)
from kiosk.domain.events import CardRead
from kiosk.domain.staff.roles import Role
from kiosk.domain.station.desk import PageWanted, StaffSignedIn, advance_desk
from kiosk.domain.station.desk_state import Desk
from kiosk.domain.station.page import (
    Back,
    DeskAnswered,
    DeskFailed,
    Moment,
    PageShown,
    Push,
    Turn,
    Typing,
)
from kiosk.domain.station.pages import shift_check
from kiosk.domain.station.pages.reports import Reports
from kiosk.domain.station.pages.venue import (
    FullNamesTouched,
    LogoTouched,
    PosterWanted,
    VenueGateChosen,
    VenueGateDropped,
    VenueHotlineShown,
    VenueInputChosen,
    VenueKept,
    VenueKindChosen,
    VenueLeft,
    VenueNextTouched,
    VenuePaperTurned,
    VenueSaved,
    VenueTypingEnded,
    VenueUnitChosen,
    advance,
)
from kiosk.domain.station.pages.venue_state import (
    MOST_GATES,
    MOST_HOTLINES,
    VenueInput,
    VenuePage,
)
from kiosk.domain.text_input.field_text import Cleared, Typed
from kiosk.domain.units.queries import FindUnits
from kiosk.domain.units.unit import FoundUnit, Scheme, Unit, UnitsFound
from kiosk.domain.venue import Policy, Venue
from sync.protocol.policy import Hotline, VenueKind
from tests.support.venue_registration import REGISTERED
from tests.support.window import SESSION

AT = datetime(2026, 11, 29, tzinfo=UTC)
MOMENT = Moment(7, Session("admin-1", "Võ Thanh Hà", Role.ADMINISTRATOR, AT))
VINH_HAI = Unit(Scheme.NEW, "22846", "Xã Vĩnh Hải", "56", "Khánh Hòa")
NINH_HAI = Unit(Scheme.NEW, "22861", "Xã Ninh Hải", "56", "Khánh Hòa")
OLD = Unit(Scheme.OLD, "22849", "Xã Nhơn Hải", "58", "Ninh Thuận", "Ninh Hải")


def _open(known: VenueShown = REGISTERED) -> VenuePage:
    return advance(VenuePage(), DeskAnswered(7, ShowVenue(), known), MOMENT).state


def _after(page: VenuePage, *events: object) -> VenuePage:
    return _turn(page, events).state


def _turn(page: VenuePage, events: Sequence[object]) -> Turn[VenuePage]:
    turn = Turn(page)
    for event in events:
        turn = advance(turn.state, event, MOMENT)
    return turn


def _typed(page: VenuePage, field: VenueInput, text: str) -> VenuePage:
    return _after(page, VenueInputChosen(field), Cleared(), Typed(text, None))


def test_an_administrator_reads_what_is_registered_and_nobody_else() -> None:
    assert advance(VenuePage(), PageShown(), MOMENT).asks == (ShowVenue(),)
    for session in (None, Session("staff-1", "Lê Thị Mai", Role.STAFF, AT)):
        turn = advance(VenuePage(), PageShown(), Moment(7, session))
        assert (turn.go, turn.asks) == (Back(), ())
    opened = shift_check.advance(shift_check.ShiftCheck(), shift_check.VenueOpened(), MOMENT)
    assert opened.go == Push(VenuePage())


def test_before_it_is_read_nothing_is_changed() -> None:
    assert not VenuePage().can_change(VenueField.NAME)
    page = _after(VenuePage(), VenueInputChosen(VenueInput.NAME), FullNamesTouched(), VenueSaved())
    assert page == VenuePage()
    assert (page.lacks, page.unit, page.can_save) == (None, None, False)
    assert isinstance(page, Typing)


@pytest.mark.parametrize(
    ("field", "text", "owner", "value"),
    [
        (VenueInput.NAME, "Trạm Mẫu ", VenueField.NAME, "Trạm Mẫu"),
        (VenueInput.PHONE, "0259111", VenueField.PHONE, "0259111"),
        (VenueInput.STREET, "1 Đường Khác", VenueField.STREET, "1 Đường Khác"),
        (VenueInput.SUPPORT_PHONE, "0900", VenueField.SUPPORT_PHONE, "0900"),
        (VenueInput.LINK, "https://a.vn/?b=c", VenueField.LINK, "https://a.vn/?b=c"),
        (VenueInput.LINE, "Rửa tay", VenueField.LINE, "Rửa tay"),
        (VenueInput.OPENS, "0730", VenueField.OPENS, time(7, 30)),
        (VenueInput.CLOSES, "2330", VenueField.CLOSES, time(23, 30)),
    ],
)
def test_what_is_typed_is_a_change(
    field: VenueInput, text: str, owner: VenueField, value: object
) -> None:
    page = _after(_typed(_open(), field, text), VenueTypingEnded())
    assert page.changes == {owner: value}
    assert (page.input, page.typed) == (None, None)


def test_typing_begins_with_what_stands_there_and_may_be_taken_back() -> None:
    page = _after(_open(), VenueInputChosen(VenueInput.OPENS))
    assert page.typed is not None
    assert page.typed.text == "0600"
    assert _typed(page, VenueInput.NAME, REGISTERED.venue.name).changes == {}
    # An hour that is none, or not yet one, changes nothing; no hour is one.
    for text in ("2460", "12", "9999"):
        assert _typed(page, VenueInput.OPENS, text).changes == {VenueField.OPENS: None}
    assert _after(page, Cleared()).hour(VenueField.OPENS) is None
    assert _after(_open(), Typed("x")).changes == {}
    ended = _after(_open(), VenueInputChosen(VenueInput.CLOSES), Cleared(), VenueNextTouched())
    assert (ended.input, ended.changes) == (None, {VenueField.CLOSES: None})
    assert _after(ended, VenueInputChosen(VenueInput.CLOSES)).typed is not None


def test_a_commune_is_looked_for_and_chosen() -> None:
    turn = _turn(_open(), [VenueInputChosen(VenueInput.COMMUNE)])
    assert turn.asks == (FindUnits(""),)
    turn = _turn(turn.state, [Typed("vinh hai", None)])
    assert turn.asks == (FindUnits("vinh hai"),)
    found = UnitsFound((FoundUnit(VINH_HAI, (VINH_HAI,), is_same_province=True),), 1)
    late = _after(turn.state, DeskAnswered(7, FindUnits("vinh"), found))
    assert late.found is None
    page = _after(turn.state, DeskAnswered(7, FindUnits("vinh hai"), found))
    assert page.found == found
    assert _after(page, VenueUnitChosen(1)).changes == {}
    assert _after(page, DeskFailed(7, FindUnits("x"), DeskProblem.STORAGE)).found is None
    chosen = _after(page, VenueUnitChosen(0))
    assert chosen.changes == {VenueField.COMMUNE: "22846"}
    assert chosen.unit == VINH_HAI.snapshot
    assert (chosen.input, chosen.found) == (None, None)


def test_of_an_old_commune_that_became_several_it_is_asked_which() -> None:
    page = _after(_open(), VenueInputChosen(VenueInput.COMMUNE))
    found = UnitsFound((FoundUnit(OLD, (VINH_HAI, NINH_HAI), is_same_province=True),), 1)
    page = _after(page, DeskAnswered(7, FindUnits(""), found), VenueUnitChosen(0))
    assert page.changes == {}
    assert page.found is not None
    assert [one.unit for one in page.found.units] == [VINH_HAI, NINH_HAI]
    assert _after(page, VenueUnitChosen(1)).changes == {VenueField.COMMUNE: "22861"}


def test_kind_and_whole_names_are_touched() -> None:
    page = _after(_open(), VenueKindChosen(VenueKind.SCHOOL), FullNamesTouched())
    assert (page.kind, page.prints_names) == (VenueKind.SCHOOL, True)
    back = _after(page, VenueKindChosen(VenueKind.HEALTH_FACILITY), FullNamesTouched())
    assert back.changes == {}
    assert _after(page, VenuePaperTurned(True)).shows_slip


def test_entrances_are_added_chosen_and_dropped() -> None:
    page = _after(_open(), VenueInputChosen(VenueInput.GATE), Typed("Cổng C", None))
    page = _after(page, VenueNextTouched())
    assert page.gates == ("Cổng A", "Cổng B", "Cổng C")
    assert page.input is VenueInput.GATE
    assert page.typed is not None
    assert page.typed.text == ""
    chosen = _after(page, VenueGateChosen("Cổng C"), VenueGateChosen("Cổng D"))
    assert chosen.text(VenueField.GATE) == "Cổng C"
    dropped = _after(chosen, VenueGateDropped())
    assert (dropped.gates, dropped.changes) == (("Cổng A", "Cổng B"), {})
    alone = _after(dropped, VenueGateDropped(), VenueGateDropped())
    assert alone.gates == ("Cổng B",)
    again = _after(_typed(page, VenueInput.GATE, "Cổng A"), VenueTypingEnded())
    assert again.gates == page.gates
    names = tuple(f"Cổng {number}" for number in range(MOST_GATES))
    full = _open(replace(REGISTERED, venue=Venue(gate="Cổng 0", gates=names)))
    assert _after(_typed(full, VenueInput.GATE, "Cổng mới"), VenueTypingEnded()).gates == names


def test_the_stations_own_entrance_is_among_them() -> None:
    assert _open(VenueShown(Venue(gate="Cổng A"), Policy())).gates == ("Cổng A",)
    assert _open(VenueShown(Venue(gate=""), Policy())).gates == ()


def test_hotlines_are_typed_part_by_part() -> None:
    page = _after(_open(), VenueHotlineShown(1), Typed("Cấp cứu", None), VenueNextTouched())
    assert page.input is VenueInput.MOBILE
    page = _after(page, Typed("115", None), VenueNextTouched())
    assert page.input is VenueInput.LANDLINE
    page = _after(page, VenueNextTouched())
    assert page.input is None
    assert page.hotlines == (*REGISTERED.venue.hotlines, Hotline("Cấp cứu", "", "115"))
    first = _after(page, VenueHotlineShown(0))
    assert first.typed is not None
    assert first.typed.text == "Hỏi đáp"
    # Without any number it is none.
    without = _after(page, VenueHotlineShown(1), VenueNextTouched(), Cleared(), VenueTypingEnded())
    assert without.changes == {}
    assert _after(page, VenueHotlineShown(3)) == page
    many = tuple(Hotline(str(n), "1", "2") for n in range(MOST_HOTLINES))
    full = _open(replace(REGISTERED, venue=replace(REGISTERED.venue, hotlines=many)))
    assert _after(full, VenueHotlineShown(MOST_HOTLINES)) == full


def test_the_poster_that_a_venue_has_gives_its_link() -> None:
    page = _after(_open(), VenueInputChosen(VenueInput.LINK), CardRead("https://tokhaiyte.vn/?n=a"))
    assert page.changes == {VenueField.LINK: "https://tokhaiyte.vn/?n=a"}
    assert page.input is None
    assert _after(_open(), CardRead("DN4010000000000")).changes == {}


def test_what_is_missing_is_told_and_keeps_from_saving() -> None:
    assert _open(VenueShown(Venue(), Policy())).lacks is VenueField.PHONE
    page = _typed(_open(), VenueInput.NAME, " ")
    assert _after(page, VenueTypingEnded(), VenueSaved()).lacks is VenueField.NAME
    bad = _after(_typed(_open(), VenueInput.LINK, "tokhaiyte"), VenueTypingEnded())
    assert (bad.lacks, bad.can_save) == (VenueField.LINK, False)
    hub = replace(REGISTERED, venue=Venue(), of_hub=frozenset(VenueField))
    assert _open(hub).lacks is None


def test_what_the_hub_has_set_is_changed_there() -> None:
    page = _open(replace(REGISTERED, of_hub=frozenset(VenueField)))
    touched = _after(
        page,
        *map(VenueInputChosen, VenueInput),
        VenueKindChosen(VenueKind.OTHER),
        FullNamesTouched(),
        VenueGateChosen("Cổng B"),
        VenueGateDropped(),
        VenueHotlineShown(0),
        CardRead("https://tokhaiyte.vn/?n=a"),
    )
    assert touched == page


def test_changes_are_saved_once() -> None:
    page = _typed(_open(), VenueInput.STREET, "9 Đường Mẫu")
    turn = advance(page, VenueSaved(), MOMENT)
    assert turn.asks == (SaveVenue({VenueField.STREET: "9 Đường Mẫu"}),)
    assert (turn.state.is_saving, turn.state.input) == (True, None)
    assert _after(turn.state, VenueSaved(), FullNamesTouched()) == turn.state
    now = replace(REGISTERED, venue=replace(REGISTERED.venue, street="9 Đường Mẫu"))
    done = _after(turn.state, DeskAnswered(7, turn.asks[0], now))
    assert (done.known, done.changes, done.is_saved, done.is_saving) == (now, {}, True, False)
    assert not _after(done, FullNamesTouched()).is_saved


def test_what_was_not_saved_stays_to_be_saved() -> None:
    saving = _after(_open(), FullNamesTouched(), VenueSaved())
    refusal = SettingsNotSaved(SettingsProblem.NOT_WRITABLE)
    refused = _after(saving, DeskAnswered(7, SaveVenue({}), refusal))
    assert (refused.problem, refused.is_saving) == (SettingsProblem.NOT_WRITABLE, False)
    assert refused.changes == saving.changes
    assert _after(refused, FullNamesTouched()).problem is None
    failed = _after(saving, DeskFailed(7, SaveVenue({}), DeskProblem.STORAGE))
    assert (failed.problem, failed.is_saving) == (DeskProblem.STORAGE, False)


def test_a_logo_is_taken_and_dropped_beside_other_changes() -> None:
    page = _after(_open(), FullNamesTouched())
    turn = advance(page, LogoTouched(), MOMENT)
    assert (turn.asks, turn.state.is_saving) == ((TakeLogo(),), True)
    taken = replace(REGISTERED, has_logo=True)
    done = _after(turn.state, DeskAnswered(7, TakeLogo(), taken))
    assert (done.known, done.changes, done.is_saving) == (taken, page.changes, False)
    assert advance(done, LogoTouched(drops=True), MOMENT).asks == (DropLogo(),)
    refusal = LogoNotTaken(LogoProblem.NO_STICK)
    refused = _after(turn.state, DeskAnswered(7, TakeLogo(), refusal))
    assert (refused.problem, refused.is_saving) == (LogoProblem.NO_STICK, False)


def test_the_poster_is_written_by_the_page_of_reports() -> None:
    assert advance(_open(), PosterWanted(), MOMENT).go == Push(Reports())
    assert advance(_after(_open(), FullNamesTouched()), PosterWanted(), MOMENT).go is None


def test_changes_are_given_up_only_when_it_was_asked() -> None:
    assert advance(_open(), VenueLeft(), MOMENT).go == Back()
    assert advance(VenuePage(), VenueLeft(), MOMENT).go == Back()
    typing = _after(_open(), VenueInputChosen(VenueInput.NAME), Typed("x"))
    put_away = advance(typing, VenueLeft(), MOMENT)
    assert (put_away.go, put_away.state.input) == (None, None)
    asked = advance(put_away.state, VenueLeft(), MOMENT)
    assert (asked.go, asked.state.is_leaving) == (None, True)
    kept = _after(asked.state, VenueKept())
    assert (kept.is_leaving, kept.changes) == (False, put_away.state.changes)
    assert advance(asked.state, VenueLeft(), MOMENT).go == Back()


def test_anything_else_changes_nothing() -> None:
    page = _open()
    assert _after(page, object(), DeskAnswered(7, ShowVenue(), None)) == page


def test_the_posters_link_reaches_the_page_from_the_desks_scanner_and_a_card_does_not() -> None:
    admin = replace(SESSION, role=Role.ADMINISTRATOR)
    desk, held = Desk(), []
    for event in (StaffSignedIn(admin), PageWanted(VenuePage())):
        desk, _ = advance_desk(desk, event)
    key = desk.stack[-1].key
    desk, _ = advance_desk(desk, DeskAnswered(key, ShowVenue(), REGISTERED))
    card = "001080123456|123456789|Nguyễn Văn Mẫu|01011980|Nam|Hà Nội|01012022"
    for text in ("https://tokhaiyte.vn/?n=a", card):
        held.append(advance_desk(desk, CardRead(text)))
    (with_link, _), (with_card, _) = held
    page = with_link.top(VenuePage)
    assert page is not None
    assert page.changes == {VenueField.LINK: "https://tokhaiyte.vn/?n=a"}
    assert with_link.looked_up == "", "nobody is looked for by it"
    assert with_card.looked_up == card
