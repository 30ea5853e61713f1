"""Lists and numbers of days: what stands in them, and that a purge takes nothing of the numbers."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.base.clock import ManualClock
from kiosk.domain.people.address import Address
from kiosk.domain.people.person import Identifier, IdentifierKind, PersonDetails, Sex
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.reports.day_totals import DayTotals, first_kept_day
from kiosk.domain.reports.visit_pairs import VisitPairs
from kiosk.domain.reports.visits import Remark, Visit
from kiosk.domain.venue import Policy
from kiosk.domain.visits.decision import Direction
from kiosk.ports.verifications import PendingArrival
from kiosk.store.check import check_store
from kiosk.store.checks.report import ProblemKind
from kiosk.store.connection import open_store
from kiosk.store.driver import Connection, connect
from kiosk.store.key import load_key
from kiosk.store.queries import reports
from kiosk.store.queries.reports import count_entries, read_day_totals, read_visits
from kiosk.store.store import SqliteStore
from sync.protocol.bodies import Proof, RecordType
from sync.protocol.digest import DigestAnswer
from tests.support.core_sync_store import Line, make_line
from tests.support.store import AT, citizen, entry, meet, raw

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
TODAY = date(2026, 7, 1)
POLICY = Policy()
HOUR = 3600.0
DAY = 24 * HOUR


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(AT)


@pytest.fixture
def line(tmp_path: Path, clock: ManualClock) -> Line:
    return make_line(open_store(tmp_path, tmp_path / "store.key", clock), clock)


@pytest.fixture
def reading(tmp_path: Path, line: Line) -> Iterator[Connection]:
    connection = connect(tmp_path / "store.db", load_key(tmp_path / "store.key"), "ro")
    yield connection
    connection.close()


def record(
    store: SqliteStore,
    number: int | None,
    direction: Direction = Direction.ARRIVAL,
    ref: str | None = None,
    **body: object,
) -> str:
    """An entry at the present moment, of nobody where there is no number."""
    now = store.clock.now()
    with store.transaction() as step:
        person = None if number is None else meet(step, number, now).id
        kind, told = entry(direction, ref=ref)
        return step.append(kind, told | body, now, person_id=person).id


def visits(
    connection: Connection, now: datetime, first: date = TODAY, last: date = TODAY
) -> list[Visit]:
    found = read_visits(connection, ZONE, POLICY, first, last, now)
    return [visit for visit in found if visit is not None]


def times(found: list[Visit]) -> list[tuple[str, str]]:
    def shown(at: datetime | None) -> str:
        return "" if at is None else f"{at:%d %H:%M}"

    return [(shown(visit.arrived_at), shown(visit.left_at)) for visit in found]


def test_coming_and_going_is_one_line(line: Line, clock: ManualClock, reading: Connection) -> None:
    record(line.store, 1)
    clock.advance(HOUR)
    record(line.store, 2)
    clock.advance(HOUR)
    record(line.store, 1, Direction.DEPARTURE)
    clock.advance(HOUR)
    record(line.store, 1)
    found = visits(reading, clock.now())
    assert times(found) == [("01 07:30", "01 09:30"), ("01 08:30", ""), ("01 10:30", "")]
    assert {visit.remarks for visit in found} == {()}
    assert count_entries(reading, ZONE, TODAY, TODAY) == 4
    # Once their time is over: whoever came again meanwhile did not leave before either.
    clock.advance(DAY)
    assert [visit.remarks for visit in visits(reading, clock.now())] == [
        (),
        (Remark.NOT_LEFT,),
        (Remark.NOT_LEFT,),
    ]


def test_a_line_says_who_and_how(line: Line, clock: ManualClock, reading: Connection) -> None:
    lives = Address("Thôn Mẫu, xã Mẫu")
    person = PersonDetails("Katơr Thị Sửu", None, Sex.FEMALE, lives, "+84912345678")
    with line.store.transaction() as step:
        known = step.people.add(person, AT)
        kind, body = entry()
        body |= {
            "source": "paper",
            "proof": Proof.STAFF.value,
            "clock": "suspect",
            "method": "typed",
        }
        step.append(kind, body, AT, person_id=known.id)
    (visit,) = visits(reading, clock.now())
    assert visit == Visit(
        "Katơr Thị Sửu",
        "",
        "female",
        "Thôn Mẫu, xã Mẫu",
        "+84912345678",
        AT.astimezone(ZONE),
        None,
        "Cổng A",
        "citizen_card",
        True,
        (Remark.PAPER, Remark.BY_STAFF, Remark.CLOCK),
    )


def test_a_correction_stands_in_the_place_of_what_it_corrects(
    line: Line, clock: ManualClock, reading: Connection
) -> None:
    first = record(line.store, 1, Direction.DEPARTURE)
    clock.advance(60)
    record(line.store, 1, Direction.ARRIVAL, ref=first)
    (visit,) = visits(reading, clock.now())
    assert times([visit]) == [("01 07:30", "")]
    assert visit.remarks == (Remark.CORRECTED,)
    assert read_day_totals(reading, ZONE, POLICY, TODAY, clock.now()) == DayTotals(
        TODAY, 1, 0, 1, 0, 0, {"citizen_card": 1}
    )


def test_a_visit_over_midnight_stands_on_the_day_it_began(
    line: Line, clock: ManualClock, reading: Connection
) -> None:
    clock.advance(15 * HOUR)
    record(line.store, 1)
    clock.advance(3 * HOUR)
    record(line.store, 1, Direction.DEPARTURE)
    tomorrow = TODAY + timedelta(days=1)
    over = [("01 22:30", "02 01:30")]
    assert times(visits(reading, clock.now())) == over
    # By itself the second day has to tell of it, together with the first it does not.
    assert times(visits(reading, clock.now(), tomorrow, tomorrow)) == over
    assert times(visits(reading, clock.now(), TODAY, tomorrow)) == over


def test_linked_people_are_one(line: Line, clock: ManualClock, reading: Connection) -> None:
    record(line.store, 1)
    clock.advance(HOUR)
    record(line.store, 2, Direction.DEPARTURE)
    with line.store.transaction() as step:
        ids = [step.people.find(citizen(number))[0].id for number in (1, 2)]
        step.people.link(ids, "staff", "test", clock.now())
    assert times(visits(reading, clock.now())) == [("01 07:30", "01 08:30")]
    assert read_day_totals(reading, ZONE, POLICY, TODAY, clock.now()).people == 1


def test_nobody_known_is_one_person(line: Line, clock: ManualClock, reading: Connection) -> None:
    record(line.store, None)
    record(line.store, None)
    found = visits(reading, clock.now())
    assert [visit.full_name for visit in found] == ["", ""]
    totals = read_day_totals(reading, ZONE, POLICY, TODAY, clock.now() + timedelta(days=3))
    assert (totals.people, totals.not_left, totals.arrivals) == (2, 0, 2)


def test_what_was_voided_counts_nowhere(
    line: Line, clock: ManualClock, reading: Connection
) -> None:
    first = record(line.store, 1)
    record(line.store, 1, ref=first, void=True, reason="trial")
    assert visits(reading, clock.now()) == []
    assert read_day_totals(reading, ZONE, POLICY, TODAY, clock.now()) == DayTotals(TODAY)


def test_an_inpatient_has_not_forgotten_to_leave(
    line: Line, clock: ManualClock, reading: Connection
) -> None:
    record(line.store, 1)
    set_kind(line, 1, VisitorKind.INPATIENT)
    later = clock.now() + timedelta(days=30)
    assert [visit.remarks for visit in visits(reading, later)] == [()]
    assert read_day_totals(reading, ZONE, POLICY, TODAY, later).not_left == 0


def set_kind(line: Line, number: int, kind: VisitorKind) -> None:
    with line.store.transaction() as step:
        person = step.people.find(citizen(number))[0]
        step.people.update(replace(person, visitor=kind), line.clock.now())


def test_what_waits_for_verification_says_so_until_it_is_settled(
    line: Line, clock: ManualClock, reading: Connection
) -> None:
    entry_id = record(line.store, 1, proof=Proof.STAFF.value)
    with line.store.transaction() as step:
        person = step.people.find(citizen(1))[0].id
        step.verifications.open(PendingArrival(entry_id, person, "", False, clock.now()))
    (visit,) = visits(reading, clock.now())
    assert visit.remarks == (Remark.BY_STAFF, Remark.UNVERIFIED)
    with line.store.transaction() as step:
        body = {"ref": entry_id, "by": "call", "person": person}
        step.append(RecordType.VERIFIED, body, clock.now())
    (visit,) = visits(reading, clock.now())
    assert visit.remarks == (Remark.BY_STAFF,)


def test_pages_join_without_a_gap(
    line: Line, clock: ManualClock, reading: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports, "_ROWS", reports._ROWS.replace("LIMIT 1000", "LIMIT 3"))
    monkeypatch.setattr(reports, "_PAGE", 3)
    for number in range(10):
        record(line.store, number)
        # Several at one moment.
        clock.advance(number % 2)
    assert len(visits(reading, clock.now())) == 10


@pytest.mark.parametrize("seed", range(4))
def test_halves_that_are_read_in_order_are_those_that_are_looked_up(
    line: Line,
    clock: ManualClock,
    reading: Connection,
    monkeypatch: pytest.MonkeyPatch,
    seed: int,
) -> None:
    """Of five days at random, with corrections, what was voided, and linked people."""
    monkeypatch.setattr(reports, "_IN_ORDER", reports._IN_ORDER.replace("LIMIT 5000", "LIMIT 7"))
    monkeypatch.setattr(reports, "_PAIRED", 7)
    rng = random.Random(seed)
    record(line.store, 0)
    record(line.store, 1)
    with line.store.transaction() as step:
        ids = [step.people.find(citizen(number))[0].id for number in (0, 1)]
        step.people.link(ids, "staff", "test", clock.now())
    written: list[tuple[str, int | None]] = []
    for _ in range(120):
        # Several at one moment, and over midnight.
        clock.advance(rng.choice((0, 0, HOUR / 2, 2 * HOUR)))
        direction = rng.choice(tuple(Direction))
        if written and rng.random() < 0.2:
            ref, number = written.pop(rng.randrange(len(written)))
            more = {"void": True, "reason": "trial"} if rng.random() < 0.4 else {}
            record(line.store, number, direction, ref=ref, **more)
        else:
            number = rng.choice((*range(8), None))
            written.append((record(line.store, number, direction), number))
    days = [TODAY + timedelta(days=day) for day in range(-1, 6)]
    for first in days:
        for last in days[days.index(first) :]:
            found = visits(reading, clock.now(), first, last)
            with monkeypatch.context() as patch:
                forgotten = property(lambda pairs: -1, _forget)
                patch.setattr(VisitPairs, "last_pos", forgotten, raising=False)
                assert visits(reading, clock.now(), first, last) == found


def _forget(pairs: VisitPairs, pos: int) -> None:
    """As if every entry came after the days were read."""


def test_an_entry_that_comes_while_the_list_is_read_has_its_other_half(
    line: Line, clock: ManualClock, reading: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports, "_ROWS", reports._ROWS.replace("LIMIT 1000", "LIMIT 2"))
    monkeypatch.setattr(reports, "_PAGE", 2)
    for number in range(3):
        record(line.store, number)
    found = read_visits(reading, ZONE, POLICY, TODAY, TODAY, clock.now())
    next(found)
    clock.advance(HOUR)
    record(line.store, 2, Direction.DEPARTURE)
    record(line.store, 5, Direction.DEPARTURE)
    # The arrival was read before; its departure is no second line.
    rest = [visit for visit in found if visit is not None]
    assert times(rest) == [("01 07:30", ""), ("01 07:30", ""), ("", "01 08:30")]


def test_whoever_ends_a_list_need_not_wait_for_its_first_line(
    line: Line, clock: ManualClock, reading: Connection
) -> None:
    record(line.store, 1)

    def cancelled() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        next(read_visits(reading, ZONE, POLICY, TODAY, TODAY, clock.now(), cancelled))


def test_between_two_pages_no_reading_transaction_is_open(
    line: Line, clock: ManualClock, reading: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or the writer's log could not be emptied while a report is written."""
    monkeypatch.setattr(reports, "_ROWS", reports._ROWS.replace("LIMIT 1000", "LIMIT 2"))
    monkeypatch.setattr(reports, "_PAGE", 2)
    for number in range(6):
        record(line.store, number)
    found = read_visits(reading, ZONE, POLICY, TODAY, TODAY, clock.now())
    next(found)
    record(line.store, 7)
    busy, _, _ = line.store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    assert busy == 0
    assert len(list(found)) == 6


# --- what a purge leaves --------------------------------------------------------------------------


def fill(line: Line, clock: ManualClock) -> list[date]:
    """Three days with a bit of everything; gives them."""
    store = line.store
    for day in range(3):
        for number in range(6):
            form = {"credential": "slip" if number == 5 else "citizen_card"}
            record(store, number, **form)
            clock.advance(HOUR / 2)
            if number % 2 == day % 2:
                left = record(store, number, Direction.DEPARTURE, **form)
            if number == 4 and day == 1:
                record(store, number, Direction.ARRIVAL, ref=left, **form)
        record(store, None)
        # Over the end of the UTC day, which is the morning here.
        clock.advance(14 * HOUR)
        record(store, 9)
        clock.advance(3 * HOUR)
        record(store, 9, Direction.DEPARTURE)
        clock.advance(DAY - 20 * HOUR)
    with store.transaction() as step:
        for number in (1, 4):
            step.people.tie(
                step.people.find(citizen(number))[0].id,
                Identifier(IdentifierKind.PHONE, f"+8491234567{number}"),
                "test",
                clock.now(),
            )
    return [TODAY + timedelta(days=day) for day in range(4)]


def confirm(line: Line) -> None:
    line.ack_all()
    days = line.port.outbox.digests(line.clock.now().date())
    line.port.outbox.note_digest(DigestAnswer(tuple((day.ledger, day.day) for day in days), ()))


def totals(reading: Connection, days: list[date], now: datetime) -> list[DayTotals]:
    return [read_day_totals(reading, ZONE, POLICY, day, now) for day in days]


def test_a_purge_changes_no_number(
    tmp_path: Path, line: Line, clock: ManualClock, reading: Connection
) -> None:
    days = fill(line, clock)
    clock.advance(9 * DAY)
    before = totals(reading, days, clock.now())
    assert [each.entries for each in before] == [10, 12, 12, 2]
    assert before[0] == DayTotals(TODAY, 7, 3, 7, 3, 3, {"citizen_card": 9, "slip": 1})
    confirm(line)
    # Day by day, and in the middle of a local day: a day of UTC ends at seven in the morning.
    for back in (11, 10, 9, 8):
        line.port.outbox.purge(clock.now() - timedelta(days=back))
        assert totals(reading, days, clock.now()) == before, back
    assert line.store.connection.execute("SELECT count(*) FROM entries").fetchone()[0] == 0
    report = check_store(tmp_path / "store.db", load_key(tmp_path / "store.key"))
    assert report.problems == []


def test_no_number_names_anybody(line: Line, clock: ManualClock) -> None:
    fill(line, clock)
    clock.advance(9 * DAY)
    confirm(line)
    line.port.outbox.purge(clock.now() - timedelta(days=7))
    rows = line.store.connection.execute("SELECT day, name, n FROM settled_counts").fetchall()
    assert {name for _, name, _ in rows} == {
        "arrivals",
        "departures",
        "people",
        "reachable",
        "not_left",
        "form:citizen_card",
        "form:slip",
    }
    assert all(len(day) == 10 and isinstance(n, int) for day, _, n in rows)


def test_numbers_go_after_twenty_four_months(
    line: Line, clock: ManualClock, reading: Connection
) -> None:
    fill(line, clock)
    clock.advance(9 * DAY)
    confirm(line)
    line.port.outbox.purge(clock.now() - timedelta(days=7))
    for _ in range(4):
        clock.advance(180 * DAY)
        record(line.store, 1)
    assert first_kept_day(date(2028, 7, 31)) == TODAY.replace(day=1)
    line.port.outbox.purge(clock.now() - timedelta(days=7))
    assert read_day_totals(reading, ZONE, POLICY, TODAY, clock.now()).entries == 10
    clock.advance(40 * DAY)
    record(line.store, 1)
    line.port.outbox.purge(clock.now() - timedelta(days=7))
    assert read_day_totals(reading, ZONE, POLICY, TODAY, clock.now()).entries == 0


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE settled_counts SET n = n + 1 WHERE name = 'arrivals'",
        "DELETE FROM settled_counts WHERE name = 'form:citizen_card'",
        "UPDATE settled_counts SET n = 99 WHERE name = 'people'",
        "UPDATE settled_counts SET n = 99 WHERE name = 'reachable'",
        "UPDATE settled_counts SET n = 9 WHERE name = 'not_left'",
    ],
)
def test_a_check_finds_numbers_that_do_not_add_up(
    tmp_path: Path, line: Line, clock: ManualClock, damage: str
) -> None:
    fill(line, clock)
    clock.advance(9 * DAY)
    confirm(line)
    line.port.outbox.purge(clock.now() - timedelta(days=7))
    line.store.close()
    connection = raw(tmp_path)
    connection.execute(damage)
    connection.close()
    report = check_store(tmp_path / "store.db", load_key(tmp_path / "store.key"))
    assert ProblemKind.TOTALS in [problem.kind for problem in report.problems]
