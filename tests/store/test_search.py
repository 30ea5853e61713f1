"""The search index: kept in the transaction of every change, and nothing left of who goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kiosk.base.clock import ManualClock
from kiosk.domain.desk.queries import MOST_FOUND, FindByPhone, Found, Search
from kiosk.domain.people.person import Birth, Identifier, IdentifierKind, Person, PersonDetails
from kiosk.domain.slips.slip import human_code
from kiosk.domain.venue import Policy
from kiosk.domain.visits.decision import Direction
from kiosk.services.slips import slip_body
from kiosk.store.check import check_store
from kiosk.store.checks.report import ProblemKind
from kiosk.store.connection import open_store
from kiosk.store.key import load_key
from kiosk.store.migrations.steps import STEPS
from kiosk.store.queries.reader import Reader, open_reader
from kiosk.store.stamp import StationStamp
from kiosk.store.store import SqliteStore
from sync.protocol.bodies import RecordType, SlipAct
from sync.protocol.digest import DigestAnswer
from sync.protocol.feeds import FeedItem, FeedName
from sync.protocol.ks1 import SlipKind
from tests.support.core_sync_store import Line, make_line, page
from tests.support.plain_pages import plain_text
from tests.support.store import AT, citizen, details, entry, open_in, raw, scan, slip

ZONE = StationStamp().time_zone
DAY = timedelta(days=1)
PHONE = "+84912345678"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = open_in(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def reader(store: SqliteStore, tmp_path: Path) -> Iterator[Reader]:
    opened = open_reader(tmp_path, tmp_path / "store.key", ZONE)
    yield opened
    opened.close()


def look(reader: Reader, text: str, now: datetime = AT) -> Found:
    return reader.answer(Search(text), Policy(), now)


def names(reader: Reader, text: str, now: datetime = AT) -> list[str]:
    return [person.full_name for person in look(reader, text, now).people]


def add(store: SqliteStore, name: str, *identifiers: Identifier) -> Person:
    with store.transaction() as step:
        person = step.people.add(details(name), AT)
        for identifier in identifiers:
            step.people.tie(person.id, identifier, "card", AT)
        return person


def arrive(store: SqliteStore, person: Person, at: datetime = AT) -> None:
    with store.transaction() as step:
        step.append(*entry(), at, person_id=person.id)


def problems(directory: Path) -> list[ProblemKind]:
    report = check_store(directory / "store.db", load_key(directory / "store.key"))
    return [problem.kind for problem in report.problems]


def phone(number: str = PHONE) -> Identifier:
    return Identifier(IdentifierKind.PHONE, number)


def test_by_name_phone_card_and_endings(store: SqliteStore, reader: Reader) -> None:
    one = add(store, "Chamaléa Thị Hương", citizen(4), phone())
    two = add(store, "Nguyễn Văn Hương", phone())
    add(store, "100% _O'Connor")
    assert names(reader, "huong") == [two.details.full_name, one.details.full_name]
    assert names(reader, "HƯƠNG thi") == [one.details.full_name]
    assert names(reader, "o'connor") == names(reader, "oconnor") == ["100% _O'Connor"]
    for written in ("0912 345 678", PHONE, "84 912345678", "678", "5678", "0912"):
        assert len(names(reader, written)) == 2, written
    assert names(reader, "999000000004") == [one.details.full_name]
    assert names(reader, "0004") == [one.details.full_name]
    assert names(reader, "huong 0004") == [one.details.full_name]
    assert names(reader, "999000000005") == []
    for nothing in ("", "  ", "%", "_", "\\", '"', "*", "()"):
        assert look(reader, nothing) == Found((), is_cut=False), nothing
    for text in ("NEAR(a b)", "key : huong", "huong OR an", "huong NOT thi", '"huong', "huong^"):
        look(reader, text)


def test_everyone_of_a_phone(store: SqliteStore, reader: Reader) -> None:
    one, two = add(store, "Chamaléa Thị Hương", phone()), add(store, "Nguyễn Văn Tùng", phone())
    add(store, "Phạm Bảo Ngọc", phone("+84912345679"))
    arrive(store, one)
    found = reader.answer(FindByPhone(PHONE), Policy(), AT).people
    assert [person.person_id for person in found] == [one.id, two.id]
    assert [person.inside_since for person in found] == [AT, None]
    assert reader.answer(FindByPhone("0912 345 678"), Policy(), AT).people == found
    assert reader.answer(FindByPhone("+82212345678"), Policy(), AT).people == ()


def test_linked_people_come_once_and_by_each_of_their_names(
    store: SqliteStore, reader: Reader
) -> None:
    one, two = add(store, "Chamaléa Thị Hương"), add(store, "Lê Hương", citizen(7))
    with store.transaction() as step:
        step.people.link([one.id, two.id], "staff", "desk", AT)
    assert [person.person_id for person in look(reader, "huong").people] == [one.id]
    assert [person.person_id for person in look(reader, "le").people] == [one.id]


def test_people_of_today_come_first_then_by_when_they_were_seen(
    store: SqliteStore, reader: Reader
) -> None:
    oldest, today, yesterday, never, departed = (
        add(store, f"Lê Hương {word}") for word in ("Một", "Hai", "Ba", "Bốn", "Năm")
    )
    arrive(store, oldest, AT - 9 * DAY)
    arrive(store, yesterday, AT - DAY)
    arrive(store, departed, AT - timedelta(hours=1))
    with store.transaction() as step:
        step.append(*entry(Direction.DEPARTURE), AT, person_id=departed.id)
    arrive(store, today, AT - timedelta(minutes=5))
    wanted = [departed, today, yesterday, oldest, never]
    found = look(reader, "huong").people
    assert [person.person_id for person in found] == [person.id for person in wanted]
    assert [person.last_direction for person in found][:2] == [
        Direction.DEPARTURE,
        Direction.ARRIVAL,
    ]
    assert [person.inside_since is not None for person in found] == [False, True] + [False] * 3


def test_a_person_of_today_is_found_among_many_newer_ones(
    store: SqliteStore, reader: Reader
) -> None:
    here = add(store, "Lê Hương Một")
    with store.transaction() as step:
        for number in range(MOST_FOUND + 5):
            step.people.add(details(f"Lê Hương {number:03d}"), AT)
    assert here.id not in [person.person_id for person in look(reader, "huong").people]
    arrive(store, here)
    found = look(reader, "huong")
    assert found.people[0].person_id == here.id
    assert (len(found.people), found.is_cut) == (MOST_FOUND + 1, True)
    assert look(reader, "huong", AT + DAY).people[0].person_id != here.id


def test_whoever_is_renamed_today_is_found_by_the_new_name_alone(
    store: SqliteStore, reader: Reader
) -> None:
    person = add(store, "Lê Hương Một")
    arrive(store, person)
    assert names(reader, "huong") == ["Lê Hương Một"]
    for name in ("Lê Thúy Hằng", "Lê Thúy Hà"):
        with store.transaction() as step:
            step.people.update(replace(person, details=details(name)), AT)
        assert names(reader, "huong") == []
        assert names(reader, "thuy") == [name]
    with store.transaction() as step:
        step.people.tie(person.id, phone(), "desk", AT)
    assert names(reader, "678") == ["Lê Thúy Hà"]


def test_a_step_that_fails_leaves_the_search_as_it_was(
    store: SqliteStore, reader: Reader, tmp_path: Path
) -> None:
    add(store, "Chamaléa Thị Hương")

    def fail() -> None:
        with store.transaction() as step:
            step.people.add(details("Nguyễn Văn Hương"), AT)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert names(reader, "huong") == ["Chamaléa Thị Hương"]
    assert problems(tmp_path) == []


def test_an_old_file_is_taken_along(tmp_path: Path) -> None:
    before = tuple(step for step in STEPS if step.version < 6)
    clock = ManualClock(AT)
    connection_path = tmp_path / "store.key"
    open_store(tmp_path, connection_path, clock, steps=before[:1]).close()
    old = raw(tmp_path)
    for number in range(2500):
        old.execute(
            "INSERT INTO people (id, root, full_name, normalised_name, birth, sex, address, phone,"
            " id_number, insurance_number) VALUES (?, ?, 'Lê Hương', '', '', 'unknown', '', '',"
            " '', '')",
            (f"p{number:04d}", f"p{number:04d}"),
        )
    old.execute("INSERT INTO identifiers VALUES ('phone', ?, 'p0007', 'feed')", (PHONE,))
    old.close()
    open_in(tmp_path).close()
    reader = open_reader(tmp_path, connection_path, ZONE)
    assert [person.person_id for person in look(reader, "huong 678").people] == ["p0007"]
    assert look(reader, "le").is_cut
    reader.close()
    connection = raw(tmp_path)
    assert connection.execute("SELECT count(*) FROM search_keys").fetchone()[0] == 2500
    assert connection.execute("SELECT count(*) FROM search_stale").fetchone()[0] == 0
    connection.close()


def test_what_an_older_application_changed_is_found_from_the_next_step_on(
    store: SqliteStore, reader: Reader, tmp_path: Path
) -> None:
    person = add(store, "Chamaléa Thị Hương")
    other = raw(tmp_path)
    other.execute("UPDATE people SET full_name = 'Lê Thúy' WHERE id = ?", (person.id,))
    assert problems(tmp_path).count(ProblemKind.SEARCH) == 0
    scan(store, 3)
    assert names(reader, "thuy") == ["Lê Thúy"]
    assert names(reader, "chamalea huong") == ["Chamaléa Thị Hương"], "who was scanned"
    other.close()


def test_a_search_that_disagrees_is_found_by_the_check(store: SqliteStore, tmp_path: Path) -> None:
    add(store, "Chamaléa Thị Hương")
    add(store, "Nguyễn Văn Tùng")
    assert problems(tmp_path) == []
    other = raw(tmp_path)
    other.execute("UPDATE people SET full_name = 'X' WHERE full_name LIKE 'Ng%'")
    other.execute("DELETE FROM search_stale")
    assert ProblemKind.SEARCH in problems(tmp_path)
    other.execute("UPDATE people SET full_name = 'Nguyễn Văn Tùng' WHERE full_name = 'X'")
    other.execute("DELETE FROM search_stale")
    assert ProblemKind.SEARCH not in problems(tmp_path)
    other.execute("INSERT INTO people_search (rowid, key) VALUES (99, 'NOBODY')")
    assert problems(tmp_path).count(ProblemKind.SEARCH) == 1
    other.close()


def test_the_index_becomes_one_piece_at_night(store: SqliteStore, tmp_path: Path) -> None:
    for number in range(60):
        add(store, f"Lê Hương {number}", citizen(number))
    steps = 0
    is_first = True
    while True:
        with store.transaction() as step:
            is_unfinished = step.merge_search(1, is_first=is_first)
        is_first = False
        steps += 1
        if not is_unfinished:
            break
        assert steps < 1000
    assert steps > 1
    connection = raw(tmp_path)
    # One segment: the index of its pages has one segment's number alone.
    segments = connection.execute("SELECT count(DISTINCT segid) FROM people_search_idx").fetchone()
    assert segments[0] == 1
    connection.close()
    assert problems(tmp_path) == []


# --- nothing is left ----------------------------------------------------------------------------

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def seeded_word(number: int, infix: str) -> str:
    """A made-up word: none begins like another, so that most stand whole in the index."""
    first, second = LETTERS[number % 26], LETTERS[(number // 26 * 7 + number) % 26]
    return f"{first}{second}{infix}{number:03d}"


def seeded_number(number: int) -> Identifier:
    """Letters among the digits: seven digits alone stand in some checksum by chance."""
    return Identifier(IdentifierKind.QID, seeded_word(number, "QXW"))


def traces(directory: Path, numbers: range) -> list[int]:
    """The seeded people of whom a file of the store has a name or a number, in any form."""
    plain = plain_text(directory)
    found = []
    for number in numbers:
        word, value = seeded_word(number, "zq"), seeded_number(number).value
        forms = (word, word.upper(), word.lower(), value, value[::-1], value[::-1].lower())
        # The index has the rest of a word alone where the one before it begins alike.
        if any(form.encode() in plain or form[2:].encode() in plain for form in forms):
            found.append(number)
    return found


def seed(store: SqliteStore, numbers: range, at: datetime) -> None:
    for number in numbers:
        with store.transaction() as step:
            person = step.people.add(
                PersonDetails(full_name=f"{seeded_word(number, 'zq')} Thị Sấm", birth=Birth(1990)),
                at,
            )
            step.people.tie(person.id, seeded_number(number), "card", at)
            step.append(*entry(), at, person_id=person.id)


def purge_all(line: Line) -> None:
    line.ack_all()
    days = line.port.outbox.digests(line.clock.now().date())
    line.port.outbox.note_digest(DigestAnswer(tuple((day.ledger, day.day) for day in days), ()))
    line.port.outbox.purge(line.clock.now() - 7 * DAY)


@pytest.mark.fault("P1")
def test_after_a_purge_no_file_has_a_seeded_name(tmp_path: Path) -> None:
    clock = ManualClock(AT)
    line = make_line(open_store(tmp_path, tmp_path / "store.key", clock), clock)
    numbers = range(100)
    seed(line.store, numbers, AT)
    assert traces(tmp_path, numbers) == list(numbers), "the search finds what is there"
    clock.advance(9 * DAY.total_seconds())
    seed(line.store, range(200, 210), clock.now())
    purge_all(line)
    line.store.backup(str(tmp_path / "store.db.nightly"))
    assert traces(tmp_path, numbers) == []
    assert traces(tmp_path, range(200, 210)) == list(range(200, 210))
    assert problems(tmp_path) == []
    line.store.close()


@pytest.mark.fault("S21")
def test_after_an_erasure_no_file_has_the_name(tmp_path: Path) -> None:
    clock = ManualClock(AT)
    line = make_line(open_store(tmp_path, tmp_path / "store.key", clock), clock)
    seed(line.store, range(30), AT)
    reader = open_reader(tmp_path, tmp_path / "store.key", ZONE)
    assert len(look(reader, "sam").people) == 30
    line.ack_all()
    with line.store.transaction() as step:
        people = [step.people.find(seeded_number(number))[0].id for number in range(20)]
    commands = [
        FeedItem(f"erase:{person}", number, number, {})
        for number, person in enumerate(people, start=1)
    ]
    for command in commands:
        line.port.feeds.apply_page(FeedName.REVOCATIONS, page(command))
    assert traces(tmp_path, range(20)) == []
    assert traces(tmp_path, range(20, 30)) == list(range(20, 30))
    assert len(look(reader, "sam").people) == 10, "nor is anybody found by memory alone"
    reader.close()
    assert problems(tmp_path) == []
    line.store.close()


def test_whoever_has_a_slip_or_a_card_is_found_by_its_digits(
    store: SqliteStore, reader: Reader
) -> None:
    card_code, slip_code = human_code(1), human_code(2)
    visitor, member = add(store, "K'Brếp"), add(store, "Pi Năng Thị Sấm")
    with store.transaction() as step:
        head = step.append(*entry(), AT, person_id=visitor.id)
        step.prints.add(head.id, replace(slip(7), human_code=slip_code), "vi")
        card = replace(slip(8), human_code=card_code, kind=SlipKind.STAFF_CARD)
        issued = step.append(
            RecordType.SLIP, slip_body(SlipAct.ISSUED, card, None), AT, person_id=member.id
        )
        step.prints.add(issued.id, card, "vi")
        step.slip_keys.meet(8, member.id, card.code, card.valid_until)
        assert step.prints.find_code(card_code) == 8
        found = step.prints.find_slip(8)
        assert found is not None
        assert (found.person, found.slip) == (member, card)
    assert names(reader, slip_code) == ["K'Brếp"]
    assert names(reader, f"{card_code[:3]} {card_code[3:6]} {card_code[6:]}") == ["Pi Năng Thị Sấm"]
    assert names(reader, human_code(3)) == []
    assert names(reader, slip_code, AT + timedelta(hours=72)) == [], "it holds no longer"
