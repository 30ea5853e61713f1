"""What a withdrawn consent leaves behind still follows from records when these are purged."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.base.clock import ManualClock
from kiosk.store.check import check_store
from kiosk.store.checks.report import ProblemKind
from kiosk.store.connection import open_store
from kiosk.store.key import load_key
from kiosk.store.store import SqliteStore
from sync.protocol.bodies import RecordType
from sync.protocol.digest import DigestAnswer
from sync.protocol.records import format_at
from tests.support.core_sync_store import Line, make_line
from tests.support.declarations import a_declaration
from tests.support.store import AT, citizen, scan

DAY = timedelta(days=1)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(AT)


@pytest.fixture
def line(tmp_path: Path, clock: ManualClock) -> Line:
    return make_line(open_store(tmp_path, tmp_path / "store.key", clock), clock)


def count(store: SqliteStore, table: str) -> int:
    return int(store.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def check(store: SqliteStore) -> list[ProblemKind]:
    assert store.path is not None
    report = check_store(store.path, load_key(store.path.with_name("store.key")))
    return [problem.kind for problem in report.problems]


def test_what_a_withdrawal_voided_is_known_when_its_request_is_purged(
    line: Line, clock: ManualClock
) -> None:
    """Asked on one day, declared and answered on the next: the first day goes before the second."""
    scan(line.store, 1)
    asked: dict[str, object] = {"right": "withdraw", "answer_by": format_at(AT + 3 * DAY)}
    with line.store.transaction() as step:
        (person,) = step.people.find(citizen(1))
        asked["persons"] = [person.id]
        body = a_declaration(until=AT + 5 * DAY)
        step.append(RecordType.DECLARATION, body, AT, person_id=person.id)
        request = step.append(RecordType.DATA_REQUEST, asked, AT, person_id=person.id)
    clock.advance(DAY.total_seconds())
    with line.store.transaction() as step:
        step.append(RecordType.DECLARATION, body, clock.now(), person_id=person.id)
        answer = {**asked, "ref": request.id, "outcome": "done", "identity": "guardian"}
        step.append(RecordType.DATA_REQUEST, answer, clock.now(), person_id=person.id)
    assert check(line.store) == []
    clock.advance(8 * DAY.total_seconds())
    line.ack_all()
    days = line.port.outbox.digests(clock.now().date())
    closed = tuple((day.ledger, day.day) for day in days)
    line.port.outbox.note_digest(DigestAnswer(closed, ()))
    line.port.outbox.purge(AT + DAY)
    assert (count(line.store, "data_requests"), count(line.store, "declarations")) == (0, 1)
    assert check(line.store) == []
    # What no answer voided is told of.
    line.store.connection.execute("UPDATE declarations SET voided_by = NULL")
    assert check(line.store) == [ProblemKind.DECLARATION]
    line.store.connection.execute("UPDATE declarations SET voided_by = 1")
    assert check(line.store) == [ProblemKind.DECLARATION]
