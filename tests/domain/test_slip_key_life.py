"""The life of a station's own slip keys, step by step and in any order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.slips.key_life import (
    after_statement,
    find_waiting,
    made_key,
    needs_key,
    retired,
)
from kiosk.domain.slips.trust import OwnKeyState, OwnSlipKey
from sync.protocol.devices import SlipKeyState
from sync.protocol.ks1 import LOCAL_KID
from sync.protocol.slip_keys import SlipKeyStatement

NOW = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
DAY = timedelta(days=1)

LOCAL = replace(made_key("s1", "p1", OwnKeyState.SIGNING), number=1)
WAITING = replace(made_key("s2", "p2", OwnKeyState.WAITING), number=2)
SIGNING = replace(
    LOCAL, number=3, kid=7, venue_no=3, public_key="p3", valid_from=NOW, valid_until=None
)


def said(
    key: OwnSlipKey,
    kid: int = 8,
    state: SlipKeyState = SlipKeyState.GOOD,
    until: datetime | None = None,
) -> SlipKeyStatement:
    return SlipKeyStatement(kid, 3, key.public_key, NOW, until, state, NOW)


def test_a_key_is_made_where_none_with_a_number_signs_and_none_waits() -> None:
    assert needs_key([])
    assert needs_key([LOCAL])
    assert needs_key([replace(SIGNING, state=OwnKeyState.RETIRED)])
    assert not needs_key([LOCAL, WAITING])
    assert not needs_key([SIGNING])
    assert find_waiting([LOCAL, SIGNING]) is None
    newest = replace(WAITING, number=4, public_key="p4")
    assert find_waiting([WAITING, newest, SIGNING]) == newest


def test_with_the_hubs_first_word_it_signs_and_the_one_before_is_retired() -> None:
    given_number = replace(WAITING, kid=8, venue_no=3, valid_from=NOW, state=OwnKeyState.SIGNING)
    ended = replace(LOCAL, state=OwnKeyState.RETIRED, valid_until=NOW)
    assert after_statement([LOCAL, WAITING], said(WAITING), NOW) == [given_number, ended]
    assert after_statement([ended, given_number], said(WAITING), NOW) == []
    # Of a key with a number the hub says when it ends.
    rolled = after_statement([SIGNING, WAITING], said(WAITING), NOW)
    assert rolled == [given_number, replace(SIGNING, state=OwnKeyState.RETIRED)]


def test_a_word_on_anothers_key_changes_none() -> None:
    assert after_statement([LOCAL, SIGNING], said(WAITING), NOW) == []


def test_a_key_that_is_to_end_signs_on_until_it_ends() -> None:
    until = NOW + DAY
    (still,) = after_statement([SIGNING, WAITING], said(SIGNING, 7, until=until), NOW)
    assert still == replace(SIGNING, valid_until=until)
    (over,) = after_statement([still], said(SIGNING, 7, until=until), until)
    assert over.state is OwnKeyState.RETIRED


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (SlipKeyState.REVOKED, OwnKeyState.RETIRED),
        (SlipKeyState.COMPROMISED, OwnKeyState.COMPROMISED),
    ],
)
def test_what_the_hub_ends_signs_no_more_and_a_new_one_is_needed(
    state: SlipKeyState, expected: OwnKeyState
) -> None:
    (ended,) = after_statement([SIGNING], said(SIGNING, 7, state, NOW), NOW)
    assert ended.state is expected
    assert needs_key([ended])
    (never,) = after_statement([LOCAL, WAITING], said(WAITING, 8, state, NOW), NOW)[:1]
    assert never.state is expected


def test_out_of_service_it_signs_with_none() -> None:
    gone = retired([LOCAL, WAITING, SIGNING], NOW)
    assert [key.state for key in gone] == [OwnKeyState.RETIRED] * 3
    assert [key.valid_until for key in gone] == [NOW, NOW, None]
    assert retired(gone, NOW + DAY) == []


@given(
    st.lists(
        st.tuples(
            st.integers(0, 2),
            st.sampled_from(SlipKeyState),
            st.none() | st.integers(-2, 2),
        ),
        max_size=8,
    )
)
def test_whatever_is_said_at_most_one_key_begins_and_none_comes_back(
    words: list[tuple[int, SlipKeyState, int | None]],
) -> None:
    own = [LOCAL, SIGNING, WAITING]
    ended: set[str] = set()
    for which, state, days in words:
        until = None if days is None else NOW + days * DAY
        changed = after_statement(own, said(own[which], own[which].kid or 8, state, until), NOW)
        by_number = {key.number: key for key in changed}
        own = [by_number.get(key.number, key) for key in own]
        signing = {key.public_key for key in own if key.state is OwnKeyState.SIGNING}
        assert not signing & ended
        ended |= {
            key.public_key
            for key in own
            if key.state in (OwnKeyState.RETIRED, OwnKeyState.COMPROMISED)
        }
        assert all(key.kid != LOCAL_KID for key in changed if key.state is OwnKeyState.SIGNING)
