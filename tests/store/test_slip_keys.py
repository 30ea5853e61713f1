"""Slip keys of a station, keys it believes, slips it met or revoked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.base.clock import ManualClock
from kiosk.domain.people.person import PersonDetails
from kiosk.domain.slips.slip import code_digest
from kiosk.domain.slips.trust import KeySource, OwnKeyState, OwnSlipKey, TrustedKey
from kiosk.store.connection import open_memory_store
from kiosk.store.repositories.slip_keys import forget_slips
from kiosk.store.repositories.told_slip_keys import take_statement
from kiosk.store.store import SqliteStore
from sync.protocol.devices import SlipKeyState
from sync.protocol.ks1 import LOCAL_KID, LOCAL_VENUE
from sync.protocol.slip_keys import SlipKeyStatement
from tests.support.slips import KEY, PUBLIC
from tests.support.store import AT

OWN = OwnSlipKey(0, LOCAL_KID, LOCAL_VENUE, "public-1", "private-1", AT, None, OwnKeyState.SIGNING)
THEIRS = TrustedKey(4, 7, "public-4", AT, AT + timedelta(days=90), statement="1234")


@pytest.fixture
def store() -> Iterator[SqliteStore]:
    opened = open_memory_store(ManualClock(AT))
    yield opened
    opened.close()


def test_the_newest_key_that_signs_does(store: SqliteStore) -> None:
    with store.transaction() as step:
        assert step.slip_keys.signing() is None
        first = step.slip_keys.add_own(OWN)
        waiting = replace(OWN, public_key="public-2", state=OwnKeyState.WAITING)
        second = step.slip_keys.add_own(waiting)
        assert (first.number, second.number) == (1, 2)
        assert step.slip_keys.signing() == first
        rolled = replace(second, kid=3, venue_no=7, state=OwnKeyState.SIGNING)
        retired = replace(first, state=OwnKeyState.RETIRED, valid_until=AT + timedelta(days=1))
        gone = replace(retired, private_key="")
        step.slip_keys.change_own(rolled)
        step.slip_keys.change_own(retired)
        assert step.slip_keys.signing() == rolled
        assert step.slip_keys.own() == [gone, rolled]
        stolen = replace(rolled, state=OwnKeyState.COMPROMISED)
        step.slip_keys.change_own(stolen)
        assert step.slip_keys.own() == [gone, replace(stolen, private_key="")]
        with pytest.raises(KeyError):
            step.slip_keys.change_own(replace(OWN, number=9))


def test_the_venue_is_as_the_newest_numbered_key_says(store: SqliteStore) -> None:
    with store.transaction() as step:
        assert step.slip_keys.venue_no() == LOCAL_VENUE
        step.slip_keys.add_own(OWN)
        assert step.slip_keys.venue_no() == LOCAL_VENUE
        step.slip_keys.add_own(replace(OWN, public_key="public-2", kid=3, venue_no=7))
        step.slip_keys.add_own(replace(OWN, public_key="public-3", kid=5, venue_no=8))
        step.slip_keys.add_own(replace(OWN, public_key="public-4"))
        assert step.slip_keys.venue_no() == 8


def test_what_is_known_of_a_key_changes_by_its_bytes(store: SqliteStore) -> None:
    with store.transaction() as step:
        step.slip_keys.trust(THEIRS, KeySource.HUB)
        local = TrustedKey(LOCAL_KID, LOCAL_VENUE, "public-1", AT)
        other = replace(local, public_key="public-2")
        step.slip_keys.trust(other, KeySource.OWN)
        step.slip_keys.trust(local, KeySource.OWN)
        assert step.slip_keys.keys(LOCAL_KID) == [local, other]
        stolen = replace(THEIRS, is_compromised=True, valid_until=AT)
        step.slip_keys.trust(stolen, KeySource.FILE)
        assert step.slip_keys.keys(4) == [stolen]
        assert step.slip_keys.trusted() == [
            (local, KeySource.OWN),
            (other, KeySource.OWN),
            (stolen, KeySource.FILE),
        ]
        step.slip_keys.distrust(4, KeySource.HUB)
        assert step.slip_keys.keys(4) == [stolen], "it came from a file since"
        step.slip_keys.distrust(4, KeySource.FILE)
        assert step.slip_keys.keys(4) == [stolen], "a stolen one is never forgotten"


def test_what_is_known_of_slips_ends_with_them(store: SqliteStore) -> None:
    until = AT + timedelta(hours=1)
    with store.transaction() as step:
        person = step.people.add(PersonDetails(), AT)
        step.slip_keys.meet(1, person.id, "84171", until)
        step.slip_keys.meet(1, person.id, "84172", until + timedelta(hours=9))
        step.slip_keys.revoke(2, until)
        step.slip_keys.revoke(2, until)
        assert step.slip_keys.find_met(1) == person
        assert step.slip_keys.find_met(2) is None
        assert step.slip_keys.known_digest(1) == code_digest("84171")
        assert step.slip_keys.known_digest(2) is None
        assert (step.slip_keys.is_revoked(1), step.slip_keys.is_revoked(2)) == (False, True)
        assert forget_slips(step.connection, until - timedelta(milliseconds=1)) == []
        assert step.slip_keys.known_digest(1) is not None
        assert forget_slips(step.connection, until) == [person.id]
        assert step.slip_keys.known_digest(1) is None
        assert not step.slip_keys.is_revoked(2)


def test_a_stolen_key_stays_so_whatever_is_said_later(store: SqliteStore) -> None:
    good = SlipKeyStatement(4, 7, PUBLIC, AT, None, SlipKeyState.GOOD, AT).signed(KEY)
    stolen = replace(
        good, state=SlipKeyState.COMPROMISED, until=AT, noted=AT + timedelta(hours=1)
    ).signed(KEY)
    with store.transaction() as step:
        keys = step.slip_keys
        assert take_statement(keys, good, KeySource.HUB, AT)
        assert take_statement(keys, stolen, KeySource.HUB, AT)
        for state in (SlipKeyState.GOOD, SlipKeyState.REVOKED):
            later = replace(good, state=state, noted=AT + timedelta(days=1)).signed(KEY)
            assert not take_statement(keys, later, KeySource.FILE, AT)
        (key,) = keys.keys(4)
        assert (key.is_compromised, key.valid_until, key.statement) == (
            True,
            AT,
            stolen.to_digits(),
        )
        again = replace(stolen, until=AT - timedelta(hours=1), noted=AT + timedelta(days=1))
        assert take_statement(keys, again.signed(KEY), KeySource.HUB, AT)


def test_a_stolen_key_is_never_forgotten(store: SqliteStore) -> None:
    """A tombstone in the feed, or another hub, and the same key told of anew as good."""
    good = SlipKeyStatement(4, 7, PUBLIC, AT, None, SlipKeyState.GOOD, AT).signed(KEY)
    stolen = replace(good, state=SlipKeyState.COMPROMISED, until=AT).signed(KEY)
    with store.transaction() as step:
        keys = step.slip_keys
        assert take_statement(keys, good, KeySource.HUB, AT)
        keys.distrust(4, KeySource.HUB)
        assert keys.keys(4) == []
        assert take_statement(keys, stolen, KeySource.HUB, AT)
        keys.distrust(4, KeySource.HUB)
        later = replace(good, noted=AT + timedelta(days=1)).signed(KEY)
        assert not take_statement(keys, later, KeySource.HUB, AT)
        (key,) = keys.keys(4)
        assert key.is_compromised
