"""What the venue's people are called is learnt from five of them, and forgotten with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.base.clock import ManualClock
from kiosk.domain.text_input.name_syllables import SuggestSyllables
from kiosk.domain.venue import Policy
from kiosk.store.check import check_store
from kiosk.store.connection import open_store
from kiosk.store.key import load_key
from kiosk.store.migrations.steps import STEPS
from kiosk.store.queries.reader import Reader, open_reader
from kiosk.store.store import SqliteStore
from sync.protocol.feeds import FeedItem, FeedName
from tests.support.core_sync_store import make_line, page
from tests.support.store import AT, details, raw

NAME = "Katơr Thị Qwâng"
"""No list has its last syllable."""


@pytest.fixture
def store(tmp_path: Path) -> SqliteStore:
    return open_store(tmp_path, tmp_path / "store.key", ManualClock(AT))


@pytest.fixture
def reader(tmp_path: Path, store: SqliteStore) -> Iterator[Reader]:
    opened = open_reader(tmp_path, tmp_path / "store.key", ZoneInfo("Asia/Ho_Chi_Minh"))
    yield opened
    opened.close()


def add(store: SqliteStore, *names: str) -> list[str]:
    with store.transaction() as step:
        return [step.people.add(details(name), AT).id for name in names]


def chips(reader: Reader, *, with_own: bool = True) -> tuple[str, ...]:
    query = SuggestSyllables("Katơr Thị ", "qw", with_own)
    return reader.answer(query, Policy(), AT)


def is_sound(directory: Path) -> bool:
    return check_store(directory / "store.db", load_key(directory / "store.key")).is_sound


def test_five_persons_make_a_suggestion_for_staff(
    tmp_path: Path, store: SqliteStore, reader: Reader
) -> None:
    add(store, *[NAME] * 4)
    assert chips(reader) == ()
    add(store, NAME)
    assert chips(reader) == ("Qwâng",)
    assert chips(reader, with_own=False) == ()
    assert is_sound(tmp_path)


def test_one_person_counts_once(tmp_path: Path, store: SqliteStore, reader: Reader) -> None:
    ids = add(store, *[NAME] * 5)
    with store.transaction() as step:
        step.people.link(ids[:2], "staff", "x", AT)
    assert chips(reader) == ()
    with store.transaction() as step:
        step.people.part(ids[0], ids[1], "staff", "x", AT)
    assert chips(reader) == ("Qwâng",)
    # Twice in one name is one person; in capitals nothing is said of accents.
    add(store, "Lê Qwềng Qwềng Qwềng Mẫu", "LE QWÊNG MAU", "", "  Lê  Mẫu ")
    kept = raw(tmp_path).execute(
        "SELECT place, persons FROM name_syllables WHERE syllable = 'Qwềng'"
    )
    assert kept.fetchall() == [(1, 1)]
    assert is_sound(tmp_path)


def test_a_syllable_is_forgotten_with_whoever_had_it(
    tmp_path: Path, store: SqliteStore, reader: Reader
) -> None:
    ids = add(store, *[NAME] * 6)
    with store.transaction() as step:
        person = step.people.get(ids[0])
        renamed = replace(person.details, full_name='Katơr "Thị" Sửu')
        step.people.update(replace(person, details=renamed), AT)
    assert chips(reader) == ("Qwâng",)
    line = make_line(store, ManualClock(AT))
    line.port.feeds.apply_page(FeedName.REVOCATIONS, page(FeedItem(f"erase:{ids[1]}", 1, 1, {})))
    assert chips(reader) == ()
    connection = raw(tmp_path)
    connection.execute("DELETE FROM people WHERE full_name = ?", (NAME,))
    counts = connection.execute("SELECT count(*) FROM name_syllables WHERE syllable = 'Qwâng'")
    assert counts.fetchone() == (0,)
    for left, one in zip(([(1,)], []), add(store, "Lê Qwách", "Lê Qwách"), strict=True):
        connection.execute("DELETE FROM people WHERE id = ?", (one,))
        kept = connection.execute(
            "SELECT persons FROM name_syllables WHERE syllable = 'Qwách'"
        ).fetchall()
        assert kept == left


def test_who_was_there_before_is_counted(tmp_path: Path) -> None:
    before = tuple(step for step in STEPS if step.version < 11)
    old = open_store(tmp_path, tmp_path / "store.key", ManualClock(AT), steps=before)
    add(old, *[NAME] * 5)
    old.close()
    open_store(tmp_path, tmp_path / "store.key", ManualClock(AT)).close()
    assert is_sound(tmp_path)
    assert raw(tmp_path).execute(
        "SELECT place, persons FROM name_syllables WHERE syllable = 'Qwâng'"
    ).fetchall() == [(2, 5)]


def test_a_count_that_is_wrong_is_seen(tmp_path: Path, store: SqliteStore) -> None:
    add(store, NAME)
    raw(tmp_path).execute("UPDATE name_syllables SET persons = 7 WHERE syllable = 'Katơr'")
    assert not is_sound(tmp_path)
