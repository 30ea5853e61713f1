"""Whom the feeds join, revoke and erase, and what the kiosk knows of them by itself."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.domain.people.person import Identifier, IdentifierKind
from kiosk.domain.reason import Reason
from kiosk.domain.venue import Policy
from kiosk.domain.visits.decision import Admit, Direction, WrongCode
from kiosk.ports.sync_store import RecordVerdict
from sync.protocol.envelope import RecordStatus
from sync.protocol.feeds import FeedItem, FeedName
from sync.protocol.policy import PrintSettings, PrintWhen
from tests.support.core_sync_store import Line, make_line, make_memory_line, page
from tests.support.credentials import citizen_fields, citizen_text, make_person
from tests.support.desk import make_rig
from tests.support.feeds import fed, find, gone, person_id, unsent
from tests.support.store import AT, citizen, entry, scan

PEOPLE, REVOCATIONS = FeedName.PEOPLE, FeedName.REVOCATIONS
_CARD = citizen_text(citizen_fields(make_person(random.Random(3)), random.Random(3)))


# --- people -------------------------------------------------------------------------------------


def test_the_hubs_link_makes_one_person_whatever_comes_first(line: Line) -> None:
    roots = []
    for order in ((1, 2), (2, 1)):
        other = make_memory_line()
        items = [
            fed(number, pos, same_as=person_id(1), identifiers=[])
            for pos, number in enumerate(order, 1)
        ]
        other.port.feeds.apply_page(PEOPLE, page(*items))
        rows = other.store.connection.execute("SELECT id, root FROM people ORDER BY id").fetchall()
        roots.append(rows)
    assert roots[0] == roots[1] == [(person_id(1),) * 2, (person_id(2), person_id(1))]


def test_a_link_undone_at_the_hub_ends_here_with_its_presence(line: Line) -> None:
    line.port.feeds.apply_page(PEOPLE, page(fed(1, 1), fed(2, 2, same_as=person_id(1))))
    with line.store.transaction() as step:
        step.append(*entry(), AT, person_id=person_id(1))
    with line.store.transaction() as step:
        step.append(*entry(Direction.DEPARTURE), AT, person_id=person_id(2))
        assert step.visits.presence(person_id(1)) is None
    line.port.feeds.apply_page(PEOPLE, page(fed(2, 3)))
    assert [person.id for person in find(line, 2)] == [person_id(2)]
    with line.store.transaction() as step:
        assert step.visits.presence(person_id(1)) is not None
        assert step.visits.presence(person_id(2)) is None
        last = step.visits.last_entry(person_id(2))
        step.visits.rebuild()
        assert step.visits.last_entry(person_id(2)) == last


def test_whom_the_hub_keeps_apart_an_equal_number_does_not_join(line: Line) -> None:
    number = [{"kind": "citizen_id", "value": citizen(1).value}]
    line.port.feeds.apply_page(PEOPLE, page(fed(1, 1), fed(2, 2, identifiers=number)))
    assert len(find(line, 1)) == 2


def test_a_link_to_someone_who_is_not_on_the_list_holds(line: Line) -> None:
    line.port.feeds.apply_page(PEOPLE, page(fed(2, 1, same_as=person_id(1))))
    assert [person.id for person in find(line, 2)] == [person_id(1)]
    assert find(line, 2)[0].details.full_name == "Chamaléa Thị Hương"


def test_one_met_here_and_at_another_gate_is_one(line: Line) -> None:
    scan(line.store, 1)
    (mine,) = find(line, 1)
    line.port.feeds.apply_page(PEOPLE, page(fed(1, 1)))
    (one,) = find(line, 1)
    assert one.id == min(mine.id, person_id(1))
    assert [kind for kind, _ in unsent(line)] == ["person", "identifier", "arrival"], (
        "the hub links them by the same rule: no record"
    )


@pytest.mark.fault("S61")
def test_whom_staff_parted_the_hubs_list_does_not_join_again(line: Line) -> None:
    scan(line.store, 1)
    (mine,) = find(line, 1)
    line.port.feeds.apply_page(PEOPLE, page(fed(1, 1)))
    assert len(find(line, 1)) == 1
    with line.store.transaction() as step:
        assert step.people.part(mine.id, person_id(1), "undone", "desk", AT)
    assert len(find(line, 1)) == 2
    line.port.feeds.apply_page(PEOPLE, page(fed(1, 2, phone="+84912345678")))
    assert len(find(line, 1)) == 2


def test_an_equal_number_with_another_name_stays_apart(line: Line) -> None:
    scan(line.store, 1)
    line.port.feeds.apply_page(PEOPLE, page(fed(1, 1, full_name="Người Khác", birth="1955")))
    assert len(find(line, 1)) == 2


def test_the_hubs_word_stands_and_local_knowledge_fills_its_gaps(line: Line) -> None:
    scan(line.store, 1)
    (mine,) = find(line, 1)
    body = fed(1, 1, phone="+84912345678", full_name="Chamaléa Thị Hướng").body
    line.port.feeds.apply_page(
        PEOPLE, page(FeedItem("k", 1, 1, {**body, "person": mine.id, "birth": None}))
    )
    (known,) = find(line, 1)
    assert known.details.full_name == "Chamaléa Thị Hướng"
    assert known.details.birth == mine.details.birth
    assert known.details.phone == "+84912345678"


def test_a_kind_of_number_of_a_later_version_points_to_nobody(line: Line) -> None:
    line.port.feeds.apply_page(
        PEOPLE, page(fed(1, 1, identifiers=[{"kind": "passport", "value": "X1"}]))
    )
    rows = line.store.connection.execute("SELECT count(*) FROM identifiers").fetchone()
    assert rows == (0,)
    with line.store.transaction() as step:
        assert step.people.find(Identifier(IdentifierKind.QID, "X1")) == []


# --- revocations and erasure --------------------------------------------------------------------


def test_a_revoked_slip_lets_nobody_in_until_it_is_taken_off_the_list() -> None:
    rig = make_rig(Policy(print=PrintSettings(PrintWhen.ALWAYS)))
    line = make_line(rig.store, rig.clock)
    came = rig.scan(_CARD)
    slip = rig.store.get_print_job(came.print_job).slip
    line.port.feeds.apply_page(REVOCATIONS, page(FeedItem(f"slip:{slip.slip_id}", 1, 1, {})))
    rig.clock.advance(17 * 3600)
    assert rig.scan(slip.code).result == WrongCode(Reason.REVOKED_SLIP)
    line.port.feeds.apply_page(REVOCATIONS, page(gone(f"slip:{slip.slip_id}", 2)))
    assert rig.scan(slip.code).result == Admit(Direction.ARRIVAL)


def erase(line: Line, person: str, pos: int = 1) -> None:
    line.port.feeds.apply_page(REVOCATIONS, page(FeedItem(f"erase:{person}", pos, 1, {})))


@pytest.mark.fault("S21")
def test_what_the_hub_tells_of_an_erased_person_is_kept_nowhere(line: Line) -> None:
    line.port.feeds.apply_page(PEOPLE, page(fed(1, 1, full_name="Chamaléa Thị Hướng")))
    erase(line, person_id(1))
    told = fed(1, 2, full_name="Chamaléa Thị Hướng", same_as=person_id(2))
    line.port.feeds.apply_page(PEOPLE, page(told, replace(fed(3, 3), min_app="99.0.0")))
    rows = line.store.connection.execute(
        "SELECT body FROM feed_items WHERE feed = 'people' UNION ALL"
        " SELECT body FROM feed_waiting WHERE feed = 'people' AND key = ?",
        (person_id(1),),
    ).fetchall()
    assert rows == [(f'{{"person":"{person_id(1)}","same_as":"{person_id(2)}"}}',)]


@pytest.mark.fault("S21")
def test_who_came_again_after_an_erasure_is_erased_again(line: Line) -> None:
    scan(line.store, 1)
    (mine,) = find(line, 1)

    def told() -> int:
        row = line.store.connection.execute(
            "SELECT count(*) FROM records WHERE type = 'erasure_done'"
        ).fetchone()
        return int(row[0])

    def ask(pos: int, at: str) -> None:
        item = FeedItem(f"erase:{mine.id}", pos, 1, {"person": mine.id, "at": at})
        line.port.feeds.apply_page(REVOCATIONS, page(item))
        line.ack_all()

    ask(1, "2026-07-01T00:00:00.000Z")
    assert told() == 1
    ask(2, "2026-07-01T00:00:00.000Z")
    assert told() == 1, "the same word again, as in a snapshot"
    ask(3, "2026-07-02T00:00:00.000Z")
    assert told() == 2
    with line.store.transaction() as step:
        step.people.erase([mine.id], "request:2", AT)
    line.port.outbox.purge(AT)
    assert told() == 3


@pytest.mark.fault("S21")
def test_an_erased_person_s_unsent_entries_are_sent_and_then_nothing_is_left(line: Line) -> None:
    scan(line.store, 1)
    (mine,) = find(line, 1)
    waiting = line.port.outbox.next_batch(200, 10**7)
    erase(line, mine.id)
    assert find(line, 1) == []
    (row,) = line.store.connection.execute(
        "SELECT full_name, normalised_name, birth, phone, id_number FROM people"
    ).fetchall()
    assert row == ("",) * 5
    hints = line.store.connection.execute("SELECT slip FROM print_jobs").fetchall()
    assert "C.T.H" not in hints[0][0]
    assert line.port.outbox.next_batch(200, 10**7) == waiting, "byte for byte"
    line.ack_all()
    ((kind, body),) = unsent(line)
    assert (kind, body) == ("erasure_done", {"person": mine.id, "command": f"erase:{mine.id}"})
    types = line.store.connection.execute(
        "SELECT r.type FROM bodies b JOIN records r USING (pos)"
    ).fetchall()
    assert types == [("arrival",), ("erasure_done",)], "the entry names nobody any more"
    line.ack_all()
    assert unsent(line) == [], "told once"


def test_an_erasure_of_what_the_hub_has_is_done_at_once(line: Line) -> None:
    scan(line.store, 1)
    line.ack_all()
    (mine,) = find(line, 1)
    erase(line, mine.id)
    assert [kind for kind, _ in unsent(line)] == ["erasure_done"]
    erase(line, mine.id, 2)
    assert len(unsent(line)) == 1, "a repeated command changes nothing"


def test_a_rejected_record_holds_an_erasure_up(line: Line) -> None:
    scan(line.store, 1)
    (person, *others) = line.port.outbox.next_batch(200, 10**7)
    line.verdicts([RecordVerdict(person.pos, RecordStatus.REFUSED, "bad_body")])
    line.verdicts([RecordVerdict(other.pos, RecordStatus.STORED) for other in others])
    erase(line, find(line, 1)[0].id)
    assert unsent(line) == []
    line.port.outbox.resend(person.id)
    line.ack_all()
    assert [kind for kind, _ in unsent(line)] == ["erasure_done"]


def test_who_was_erased_comes_again_as_someone_new(line: Line) -> None:
    scan(line.store, 1)
    line.ack_all()
    (mine,) = find(line, 1)
    erase(line, mine.id)
    line.port.feeds.apply_page(
        PEOPLE, page(FeedItem("k", 1, 1, {**fed(1, 1).body, "person": mine.id}))
    )
    assert find(line, 1) == [], "a list that is older than the command brings nobody back"
    scan(line.store, 1, at=AT + timedelta(days=1))
    assert find(line, 1)[0].id != mine.id


def test_an_erasure_of_a_stranger_is_answered_too(line: Line) -> None:
    erase(line, person_id(7))
    assert [body["person"] for _, body in unsent(line)] == [person_id(7)]


def test_all_linked_ids_are_erased(line: Line) -> None:
    line.port.feeds.apply_page(PEOPLE, page(fed(1, 1), fed(2, 2, same_as=person_id(1))))
    erase(line, person_id(2))
    assert find(line, 1) == find(line, 2) == []
    assert line.port.feeds.items(PEOPLE) == {}
    assert {body["person"] for _, body in unsent(line)} == {person_id(1), person_id(2)}
