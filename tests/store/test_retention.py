"""What is confirmed and old goes for good; nothing else does."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.base.clock import ManualClock
from kiosk.domain.people.person import Birth, PersonDetails
from kiosk.domain.visits.decision import Direction, PrintState
from kiosk.ports.sync_store import RecordVerdict
from kiosk.services.slips import slip_body
from kiosk.store.check import check_store
from kiosk.store.checks.report import ProblemKind
from kiosk.store.connection import open_store
from kiosk.store.key import load_key
from kiosk.store.stamp import to_ms
from kiosk.store.store import SqliteStore
from sync.protocol.bodies import RecordType, SlipAct
from sync.protocol.case_bodies import support_body
from sync.protocol.digest import DigestAnswer, Missing
from sync.protocol.envelope import RecordStatus
from sync.protocol.feeds import FeedItem, FeedName
from sync.protocol.ks1 import SlipKind
from tests.support.core_sync_store import Line, make_line, page
from tests.support.plain_pages import plain_text
from tests.support.store import AT, citizen, entry, raw, scan, slip

DAY = timedelta(days=1)
NAME = "Pi Năng Thị Sấm"


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(AT)


@pytest.fixture
def line(tmp_path: Path, clock: ManualClock) -> Line:
    return make_line(open_store(tmp_path, tmp_path / "store.key", clock), clock)


def visit(store: SqliteStore, number: int, clock: ManualClock, name: str = NAME) -> None:
    """A person of this name comes in, with everything a scan leaves behind."""
    now = clock.now()
    with store.transaction() as step:
        found = step.people.find(citizen(number))
        if found:
            person = found[0]
        else:
            details = PersonDetails(full_name=name, birth=Birth(1990, 1, 2))
            person = step.people.add(details, now)
            step.people.tie(person.id, citizen(number), "card", now)
        head = step.append(*entry(), now, person_id=person.id)
        printed = replace(slip(head.seq + 10**6, now), full_name=name)
        job = step.prints.add(head.id, printed, "vi")
    store.set_print_state(job, PrintState.PRINTED, now)


def card(store: SqliteStore, person_id: str, slip_id: int, clock: ManualClock) -> None:
    """A wallet card, of a record of its own in the place of an entry."""
    now = clock.now()
    made = replace(slip(slip_id, now), full_name=NAME, name_hint=NAME, kind=SlipKind.STAFF_CARD)
    with store.transaction() as step:
        body = slip_body(SlipAct.ISSUED, made, None)
        record = step.append(RecordType.SLIP, body, now, person_id=person_id)
        step.slip_keys.meet(slip_id, person_id, made.code, made.valid_until)
        job = step.prints.add(record.id, made, "vi")
    store.set_print_state(job, PrintState.PRINTED, now)


def confirm(line: Line) -> int:
    """The nightly digest: the hub agrees on every closed day."""
    days = line.port.outbox.digests(line.clock.now().date())
    line.port.outbox.note_digest(DigestAnswer(tuple((day.ledger, day.day) for day in days), ()))
    return len(days)


def states(store: SqliteStore) -> list[str]:
    return [row[0] for row in store.connection.execute("SELECT state FROM outbox ORDER BY pos")]


def count(store: SqliteStore, table: str) -> int:
    return int(store.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def check(line: Line) -> list[ProblemKind]:
    path = line.store.path
    assert path is not None
    report = check_store(path, load_key(path.with_name("store.key")))
    return [problem.kind for problem in report.problems]


def test_only_what_is_acked_confirmed_and_old_is_purged(line: Line, clock: ManualClock) -> None:
    visit(line.store, 1, clock)
    clock.advance(DAY.total_seconds())
    visit(line.store, 2, clock)
    clock.advance(9 * DAY.total_seconds())
    before = clock.now() - 7 * DAY
    assert line.port.outbox.purge(before) == 0, "queued"
    line.ack_all()
    assert line.port.outbox.purge(before) == 0, "acknowledged, not confirmed"
    assert confirm(line) == 2
    assert set(states(line.store)) == {"confirmed"}
    assert line.port.outbox.purge(clock.now() - 10 * DAY) == 0, "not old enough"
    assert line.port.outbox.purge(clock.now() - 9 * DAY) == 3, "the first day alone"
    assert line.port.outbox.purge(before) == 3
    assert [count(line.store, table) for table in ("records", "bodies", "outbox")] == [6, 0, 0]
    for table in ("people", "identifiers", "entries", "last_seen", "presence", "print_jobs"):
        assert count(line.store, table) == 0, table
    assert check(line) == []


def test_whole_days_are_purged(line: Line, clock: ManualClock) -> None:
    """Half a day would never agree with a hub that was restored."""
    visit(line.store, 1, clock)
    clock.advance(8 * DAY.total_seconds())
    line.ack_all()
    confirm(line)
    assert line.port.outbox.purge(AT + timedelta(hours=12)) == 0
    assert line.port.outbox.purge(AT + DAY) == 3


def test_a_wrong_clock_purges_nothing(line: Line, clock: ManualClock) -> None:
    visit(line.store, 1, clock)
    clock.advance(2 * DAY.total_seconds())
    line.ack_all()
    confirm(line)
    assert not line.watch.is_suspect()
    clock.jump(clock.now() + timedelta(days=400))
    assert line.watch.is_suspect()
    assert line.port.outbox.purge(clock.now() - 7 * DAY) == 0
    clock.jump(clock.now() - timedelta(days=400))
    clock.advance(8 * DAY.total_seconds())
    assert line.port.outbox.purge(clock.now() - 7 * DAY) == 3


@pytest.mark.fault("P1")
def test_no_seeded_byte_is_left_after_retention(
    tmp_path: Path, line: Line, clock: ManualClock
) -> None:
    seeded = [NAME.encode(), b"PI NANG THI SAM", citizen(1).value.encode()]
    copy = tmp_path / "store.db.before-v2-20260601T000000Z"
    visit(line.store, 1, clock)
    line.store.backup(str(copy))
    line.ack_all()
    plain = plain_text(tmp_path)
    assert all(word in plain for word in seeded), "the search finds what is there"
    clock.advance(9 * DAY.total_seconds())
    confirm(line)
    # Unsent rows stay, whatever their age.
    visit(line.store, 2, clock, "Katơr Thị Ở Lại")
    assert line.port.outbox.purge(clock.now() - 7 * DAY) == 3
    plain = plain_text(tmp_path)
    assert [word for word in seeded if word in plain] == []
    assert "Katơr Thị Ở Lại".encode() in plain
    assert not copy.exists()


@pytest.mark.fault("S21")
def test_no_byte_of_an_erased_person_is_left(
    tmp_path: Path, line: Line, clock: ManualClock
) -> None:
    visit(line.store, 1, clock)
    visit(line.store, 2, clock, "Katơr Thị Ở Lại")
    with line.store.transaction() as step:
        (person,) = step.people.find(citizen(1))
    card(line.store, person.id, 7, clock)
    line.ack_all()
    assert NAME.encode() in plain_text(tmp_path)
    command = FeedItem(f"erase:{person.id}", 1, 1, {})
    line.port.feeds.apply_page(FeedName.REVOCATIONS, page(command))
    plain = plain_text(tmp_path)
    seeded = [NAME.encode(), b"PI NANG THI SAM", citizen(1).value.encode()]
    assert [word for word in seeded if word in plain] == []
    assert "Katơr Thị Ở Lại".encode() in plain


def ask_erasure(line: Line, number: int, clock: ManualClock) -> str:
    """Whoever has this card is to be erased, as staff asked; gives their id."""
    with line.store.transaction() as step:
        (person,) = step.people.find(citizen(number))
        step.people.erase([person.id], "request:1", clock.now())
    return person.id


@pytest.mark.fault("S21")
def test_without_a_hub_no_byte_of_an_erased_person_is_left(
    tmp_path: Path, line: Line, clock: ManualClock
) -> None:
    visit(line.store, 1, clock)
    visit(line.store, 2, clock, "Katơr Thị Ở Lại")
    seeded = [NAME.encode(), b"PI NANG THI SAM", citizen(1).value.encode()]
    assert all(word in plain_text(tmp_path) for word in seeded)
    copy = tmp_path / "store.db.before-v3-20260630T000000Z"
    copy.touch()
    person = ask_erasure(line, 1, clock)
    line.port.outbox.erase_alone()
    assert not copy.exists(), "a copy from before a migration holds them, too"
    plain = plain_text(tmp_path)
    assert [word for word in seeded if word in plain] == []
    assert "Katơr Thị Ở Lại".encode() in plain
    row = line.store.connection.execute("SELECT person, done_at FROM erasures").fetchone()
    assert row == (person, to_ms(clock.now()))
    # What is counted as unsent is what can be sent; the entries are there still.
    assert line.store.unsent_count() == states(line.store).count("queued") == 5
    assert (count(line.store, "entries"), count(line.store, "erased_unsent")) == (2, 2)
    assert check(line) == []
    # A hub that comes later is told that nothing stands in these places, and the day is closed.
    line.ack_all()
    clock.advance(DAY.total_seconds())
    (day,) = line.port.outbox.digests(clock.now().date())
    assert (day.n, sum(last - first + 1 for first, last in day.without)) == (5, 2)
    confirm(line)
    assert set(states(line.store)) == {"confirmed"}


@pytest.mark.fault("S21")
def test_with_a_hub_an_erasure_of_staff_waits_for_what_is_unsent(
    tmp_path: Path, line: Line, clock: ManualClock
) -> None:
    visit(line.store, 1, clock)
    ask_erasure(line, 1, clock)
    line.port.outbox.purge(clock.now())
    assert NAME.encode() in plain_text(tmp_path)
    assert count(line.store, "erased_unsent") == 0
    line.ack_all()
    line.port.outbox.purge(clock.now())
    assert NAME.encode() not in plain_text(tmp_path)
    command = "SELECT json_extract(CAST(body AS TEXT), '$.command') FROM bodies b JOIN records r"
    row = line.store.connection.execute(
        f"{command} USING (pos) WHERE r.type = 'erasure_done'"
    ).fetchone()
    assert row == ("request:1",)


@pytest.mark.fault("S21")
def test_the_card_of_an_erased_person_admits_nobody(line: Line, clock: ManualClock) -> None:
    for number in (1, 2):
        visit(line.store, number, clock)
        with line.store.transaction() as step:
            (person,) = step.people.find(citizen(number))
            # One of another station's, that was believed here.
            step.slip_keys.meet(10 + number, person.id, "8417", AT + 14 * DAY)
        card(line.store, person.id, number, clock)
    with line.store.transaction() as step:
        (person,) = step.people.find(citizen(1))
        step.slip_keys.revoke(1, AT + 3 * DAY)
    line.ack_all()
    command = FeedItem(f"erase:{person.id}", 1, 1, {})
    line.port.feeds.apply_page(FeedName.REVOCATIONS, page(command))
    with line.store.transaction() as step:
        revoked = {one: step.slip_keys.is_revoked(one) for one in (1, 2, 11, 12)}
        assert step.prints.find_slip(1) is None
        assert step.prints.find_slip(2) is not None
    assert revoked == {1: True, 2: False, 11: True, 12: False}
    rows = line.store.connection.execute(
        "SELECT slip_id, valid_until FROM revoked_slips ORDER BY slip_id"
    ).fetchall()
    assert rows == [(1, to_ms(AT + 3 * DAY)), (11, to_ms(AT + 14 * DAY))]
    assert check(line) == []
    clock.advance(14 * DAY.total_seconds())
    line.port.outbox.purge(clock.now() - 7 * DAY)
    assert count(line.store, "revoked_slips") == 0


def test_backups_within_retention_and_rescued_files_stay(
    tmp_path: Path, line: Line, clock: ManualClock
) -> None:
    kept = [
        tmp_path / "store.db.before-v3-20260630T000000Z",
        tmp_path / "store.db.corrupt-20200101T000000Z",
    ]
    for path in kept:
        path.touch()
    line.port.outbox.purge(AT - 7 * DAY)
    assert all(path.exists() for path in kept)


def test_who_came_again_stays_and_is_still_inside(line: Line, clock: ManualClock) -> None:
    visit(line.store, 1, clock)
    line.ack_all()
    clock.advance(9 * DAY.total_seconds())
    visit(line.store, 1, clock)
    confirm(line)
    line.port.outbox.purge(clock.now() - 7 * DAY)
    assert count(line.store, "people") == 1
    with line.store.transaction() as step:
        (person,) = step.people.find(citizen(1))
        presence = step.visits.presence(person.id)
    assert presence is not None
    assert presence.since == clock.now()
    assert check(line) == []


def test_the_last_entry_is_found_again_when_a_later_one_was_purged(
    line: Line, clock: ManualClock
) -> None:
    """A clock that ran ahead and was set right leaves the older record behind the newer one."""
    clock.advance(20 * DAY.total_seconds())
    scan(line.store, 1, at=clock.now())
    scan(line.store, 1, Direction.DEPARTURE, at=clock.now() - 19 * DAY)
    line.ack_all()
    clock.advance(2 * DAY.total_seconds())
    confirm(line)
    # A slip that holds keeps its entry; these hold for three days after their own time.
    line.store.connection.execute("UPDATE print_jobs SET state = 'printed'")
    line.port.outbox.purge(clock.now() - 7 * DAY)
    with line.store.transaction() as step:
        (person,) = step.people.find(citizen(1))
        last = step.visits.last_entry(person.id)
    assert last is not None
    assert last.direction is Direction.ARRIVAL
    assert check(line) == []


def test_an_entry_with_a_valid_slip_waits(line: Line, clock: ManualClock) -> None:
    visit(line.store, 1, clock)
    line.ack_all()
    clock.advance(2 * DAY.total_seconds())
    confirm(line)
    assert line.port.outbox.purge(clock.now() - DAY) == 2, "all but the entry"
    assert count(line.store, "people") == 1
    clock.advance(2 * DAY.total_seconds())
    assert line.port.outbox.purge(clock.now() - DAY) == 1
    assert count(line.store, "people") == 0


def test_rejected_records_are_never_purged(line: Line, clock: ManualClock) -> None:
    visit(line.store, 1, clock)
    (person, *others) = line.port.outbox.next_batch(9, 10**7)
    line.verdicts([RecordVerdict(person.pos, RecordStatus.REFUSED, "bad_body")])
    line.verdicts([RecordVerdict(other.pos, RecordStatus.STORED) for other in others])
    clock.advance(9 * DAY.total_seconds())
    (day,) = line.port.outbox.digests(clock.now().date())
    assert day.n == 2, "what the hub refused does not count"
    confirm(line)
    assert line.port.outbox.purge(clock.now() - 7 * DAY) == 2
    assert len(line.port.outbox.rejected()) == 1
    line.port.outbox.resend(person.id)
    line.ack_all()
    assert [found.n for found in line.port.outbox.digests(clock.now().date())] == [3]
    confirm(line)
    assert line.port.outbox.purge(clock.now() - 7 * DAY) == 1
    assert check(line) == []


def test_open_support_cases_keep_their_place(line: Line, clock: ManualClock) -> None:
    body = support_body(reason="staff_called", lane="gate", gate="Cổng A")
    with line.store.transaction() as step:
        open_case = step.append(RecordType.SUPPORT, body, AT)
        closed = step.append(RecordType.SUPPORT, body, AT)
        step.append(RecordType.SUPPORT_CLOSED, {"ref": closed.id, "outcome": "admitted"}, AT)
    line.ack_all()
    clock.advance(9 * DAY.total_seconds())
    confirm(line)
    assert line.port.outbox.purge(clock.now() - 7 * DAY) == 3
    assert [case.record_id for case in line.store.open_support()] == [open_case.id]
    assert count(line.store, "support_cases") == 1
    assert check(line) == []


def test_a_day_with_queued_records_is_not_closed(line: Line, clock: ManualClock) -> None:
    visit(line.store, 1, clock)
    batch = line.port.outbox.next_batch(2, 10**7)
    line.verdicts([RecordVerdict(record.pos, RecordStatus.STORED) for record in batch])
    clock.advance(DAY.total_seconds())
    assert line.port.outbox.digests(clock.now().date()) == []
    line.ack_all()
    assert line.port.outbox.digests(AT.date()) == [], "today is not over"
    assert len(line.port.outbox.digests(clock.now().date())) == 1


def test_what_the_hub_lacks_is_queued_again(line: Line, clock: ManualClock) -> None:
    visit(line.store, 1, clock)
    line.ack_all()
    ledger = line.store.ledger_id
    missing = Missing(ledger, "2026-07-01", ((2, 2), (9, 2**53 - 1)))
    strange = tuple(
        Missing(place, day, ((1, 9), (10**30, 10**31)))
        for place, day in (("unknown", "2026-07-01"), ("\ud800", "2026-07-01"), (ledger, "\ud800"))
    )
    oks = ((ledger, "\ud800"), ("\ud800", "x"), ("unknown", "2026-07-01"), (ledger, "1999-01-01"))
    line.port.outbox.note_digest(DigestAnswer(oks, (missing, *strange)))
    assert states(line.store) == ["acked", "queued", "acked"]
    assert line.store.unsent_count() == line.unsent[-1] == 1


@pytest.mark.fault("S14")
def test_a_restored_hub_is_offered_everything_retained(line: Line, clock: ManualClock) -> None:
    visit(line.store, 1, clock)
    line.ack_all()
    clock.advance(9 * DAY.total_seconds())
    confirm(line)
    line.port.outbox.purge(clock.now() - 7 * DAY)
    for number in range(2, 30):
        visit(line.store, number, clock)
    (poison, *_) = line.port.outbox.next_batch(1, 10**7)
    line.verdicts([RecordVerdict(poison.pos, RecordStatus.REFUSED, "bad_body")])
    lines = [record.line for record in line.port.outbox.next_batch(200, 10**7)]
    line.ack_all()
    assert line.port.outbox.offer_again() == len(lines)
    assert [record.line for record in line.port.outbox.next_batch(200, 10**7)] == lines
    assert line.port.outbox.backlog().dead == 1
    assert line.store.unsent_count() == len(lines) + 1


def test_anchors_that_were_tampered_with_are_found(line: Line, clock: ManualClock) -> None:
    visit(line.store, 1, clock)
    line.ack_all()
    clock.advance(9 * DAY.total_seconds())
    confirm(line)
    line.port.outbox.purge(clock.now() - 7 * DAY)
    assert check(line) == []
    assert line.store.path is not None
    other = raw(line.store.path.parent)
    other.execute("UPDATE anchors SET seq = 2")
    assert check(line) == [ProblemKind.ANCHOR] * 3
    other.execute("DELETE FROM anchors")
    assert check(line) == [ProblemKind.ANCHOR] * 3
    other.close()


def test_whoever_was_met_by_a_slip_is_known_as_long_as_it_holds(
    line: Line, clock: ManualClock
) -> None:
    with line.store.transaction() as step:
        person = step.people.add(PersonDetails(), AT)
        step.append(*entry(), AT, person_id=person.id)
        step.slip_keys.meet(7, person.id, "8417", AT + 14 * DAY)
    clock.advance(10 * DAY.total_seconds())
    line.ack_all()
    confirm(line)
    assert line.port.outbox.purge(clock.now() - 7 * DAY) > 0
    assert (count(line.store, "entries"), count(line.store, "people")) == (0, 1)
    clock.advance(4 * DAY.total_seconds())
    line.port.outbox.purge(clock.now() - 7 * DAY)
    assert (count(line.store, "met_slips"), count(line.store, "people")) == (0, 0)
    assert check(line) == []
