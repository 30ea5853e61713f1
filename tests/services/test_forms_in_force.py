"""Which form is asked: the hub's newest that can be, the shipped one, the one a draft was begun
with."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from kiosk.base.clock import ManualClock
from kiosk.composition.declaring import DeclaringAnswers, asked_form, prepare
from kiosk.domain.declaration.declaration import FormVersion
from kiosk.domain.desk.declaration_queries import (
    CheckDeclarations,
    FindAlike,
    ListDrafts,
    ShowDraft,
    reads_for_staff,
)
from kiosk.domain.desk.declaring_setup import PrepareDeclaring
from kiosk.domain.desk.queries import ListDay
from kiosk.domain.language import Language
from kiosk.domain.people.person import PersonDetails
from kiosk.domain.venue import Policy
from kiosk.services.forms_in_force import find_version, form_in_force
from kiosk.services.shipped_forms import DEFAULT_FORM, shipped_form, shipped_form_bytes
from kiosk.store.connection import open_store
from kiosk.store.queries.reader import Reader, open_reader
from kiosk.store.queries.thread import ReaderThread
from sync.protocol.feeds import FeedItem, FeedName
from sync.protocol.forms import form_item, form_key
from sync.protocol.policy import DeclarationRule, OtpRule
from tests.support.core_sync_store import Line, make_line, page
from tests.support.desk import TZ, VENUE
from tests.support.store import AT

SHIPPED = shipped_form(DEFAULT_FORM)


def a_version(number: int, form_id: str = DEFAULT_FORM) -> bytes:
    """The shipped form as a hub would send a version of it."""
    members = json.loads(shipped_form_bytes(DEFAULT_FORM))
    members |= {"id": form_id, "version": str(number)}
    members["url"] = members["url"].replace(DEFAULT_FORM, form_id)
    return json.dumps(members, ensure_ascii=False).encode()


NEWER, NEWEST, BROKEN = a_version(7), a_version(12), b'{"resourceType": "Questionnaire"}'


@pytest.mark.parametrize(
    ("fed", "version"),
    [
        ([], SHIPPED.version),
        ([NEWEST, NEWER], 12),
        ([BROKEN, NEWER], 7),
        ([a_version(9, "dengue"), NEWER], 7),
        ([BROKEN], SHIPPED.version),
    ],
)
def test_the_newest_version_that_can_be_asked_is(fed: list[bytes], version: int) -> None:
    form = form_in_force(DEFAULT_FORM, fed)
    assert (form.id, form.version) == (DEFAULT_FORM, version)


def test_an_older_one_of_the_hub_gives_way_to_the_shipped_one() -> None:
    raw = shipped_form_bytes(DEFAULT_FORM)
    newer_app = json.loads(raw) | {"version": str(SHIPPED.version)}
    assert form_in_force(DEFAULT_FORM, [json.dumps(newer_app).encode()]).version == SHIPPED.version


def test_a_form_of_the_hubs_own_is_asked_and_one_that_nobody_has_is_not() -> None:
    assert form_in_force("dengue", [a_version(3, "dengue")]).id == "dengue"
    assert form_in_force("dengue", []) == SHIPPED


def test_what_was_begun_keeps_its_version() -> None:
    fed = [NEWEST, BROKEN, NEWER]
    found = find_version(FormVersion(DEFAULT_FORM, 7), fed)
    assert found is not None
    assert found.version == 7
    assert find_version(FormVersion(DEFAULT_FORM, SHIPPED.version), fed) == SHIPPED
    assert find_version(FormVersion(DEFAULT_FORM, 8), fed) is None
    assert find_version(FormVersion("dengue", 1), fed) is None


# From the hub's feed to the page.


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    clock = ManualClock(AT)
    store = open_store(tmp_path, tmp_path / "store.key", clock)
    yield make_line(store, clock)
    store.close()


@pytest.fixture
def reader(line: Line, tmp_path: Path) -> Iterator[Reader]:
    opened = open_reader(tmp_path, tmp_path / "store.key", TZ)
    yield opened
    opened.close()


def send(line: Line, pos: int, number: int, form_id: str = DEFAULT_FORM) -> None:
    item = FeedItem(form_key(form_id, number), pos, 1, form_item(a_version(number, form_id)))
    line.port.feeds.apply_page(FeedName.FORMS, page(item))


def test_the_hubs_versions_are_read_the_newest_first(line: Line, reader: Reader) -> None:
    for pos, number in enumerate((9, 10, 2), 1):
        send(line, pos, number)
    send(line, 4, 99, "domestic-2")
    odd = FeedItem(form_key(DEFAULT_FORM, 11), 5, 1, {"file": "of a newer hub"})
    line.port.feeds.apply_page(FeedName.FORMS, page(odd))
    versions = [json.loads(raw)["version"] for raw in reader.fed_forms(DEFAULT_FORM)]
    assert versions == ["10", "9", "2"]
    gone = FeedItem(form_key(DEFAULT_FORM, 10), 6, 2, {}, is_deleted=True)
    line.port.feeds.apply_page(FeedName.FORMS, page(gone))
    assert len(reader.fed_forms(DEFAULT_FORM)) == 2


def test_a_page_begins_with_form_day_and_texts() -> None:
    policy = Policy(declaration=DeclarationRule.REQUIRED, otp=OtpRule.OFF)
    query = PrepareDeclaring()
    assert asked_form(query, policy) == DEFAULT_FORM
    setup = prepare(query, [NEWER], VENUE, policy, AT, 7)
    assert setup is not None
    assert (setup.form.version, setup.today) == (7, date(2026, 7, 1))
    assert set(setup.notices) == set(Language)
    assert (setup.is_required, setup.asks_code) == (True, False)
    other = prepare(query, [], VENUE, Policy(), AT, None)
    assert other is not None
    assert (other.is_required, other.asks_code) == (False, True)


def test_a_draft_goes_on_with_its_form_or_hears_that_it_is_gone() -> None:
    query = PrepareDeclaring(FormVersion("dengue", 3))
    assert asked_form(query, Policy()) == "dengue"
    setup = prepare(query, [a_version(4, "dengue"), a_version(3, "dengue")], VENUE, Policy(), AT, 7)
    assert setup is not None
    assert setup.form.version == 3
    assert prepare(query, [a_version(4, "dengue")], VENUE, Policy(), AT, 7) is None


def test_it_is_answered_beside_the_reader_under_the_rules_of_the_moment(
    line: Line, tmp_path: Path
) -> None:
    send(line, 1, 12)
    rules = [(VENUE, Policy())]
    reader = ReaderThread(partial(open_reader, tmp_path, tmp_path / "store.key", TZ))
    answers = DeclaringAnswers(reader, line.clock, lambda: rules[-1], lambda: None)
    setup = answers.ask(PrepareDeclaring(), "").result(10)
    assert setup is not None
    assert (setup.form.version, setup.is_required) == (12, False)
    rules.append((VENUE, Policy(declaration=DeclarationRule.REQUIRED)))
    setup = answers.ask(PrepareDeclaring(), "").result(10)
    assert setup is not None
    assert setup.is_required
    assert reader.stop(5)


@pytest.mark.fault("D4")
def test_what_others_began_is_read_for_staff_alone() -> None:
    for query in (ListDrafts(), ShowDraft("d"), FindAlike(PersonDetails()), CheckDeclarations(())):
        assert reads_for_staff(query)
    for query in (PrepareDeclaring(), ListDay()):
        assert not reads_for_staff(query)
