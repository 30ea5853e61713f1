"""A consent that was taken back stays so at a station, whatever its hub tells it, and when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.base.clock import ManualClock
from kiosk.domain.people.person import Birth, PersonDetails
from kiosk.store.check import check_store
from kiosk.store.connection import open_store
from kiosk.store.key import load_key
from kiosk.store.store import SqliteStore
from sync.protocol.feeds import FeedItem, FeedName
from sync.protocol.records import format_at
from tests.support.core_sync_store import Line, make_line, make_memory_line, page
from tests.support.declarations import a_declaration
from tests.support.store import AT

UNTIL = AT + timedelta(days=1)
NAMES = (("Chamaléa Thị Hương", "female"), ("Pi Năng Thị Sấm", "female"))

What = tuple[str, int]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["declare", "withdraw", "link", "push", "hear", "declare there", "withdraw there"]
        ),
        st.integers(0, 1),
    ),
    max_size=14,
)


@dataclass
class World:
    """One station, and what its hub knows of two persons by the other gate and by this one.

    `heard` is what the station was told last: when somebody declared, and took it back.
    """

    line: Line
    ids: list[str] = field(default_factory=list)
    own: list[tuple[str, datetime, int]] = field(default_factory=list)
    """Declarations by record, withdrawals as an empty one; with their moment and their person."""
    there: list[tuple[str, datetime, int]] = field(default_factory=list)
    pushed: int = 0
    is_linked: bool = False
    is_linked_at_hub: bool = False
    heard: list[tuple[datetime | None, datetime | None]] = field(
        default_factory=lambda: [(None, None), (None, None)]
    )
    pos: int = 0

    def __post_init__(self) -> None:
        for name, _ in NAMES:
            with self.line.store.transaction() as step:
                person = step.people.add(PersonDetails(name, Birth(1990)), AT)
            self.ids.append(person.id)

    def act(self, what: str, who: int) -> None:
        """One step, a minute after the one before."""
        self.line.clock.advance(60)
        now = self.line.clock.now()
        match what:
            case "declare":
                self.own.append((self._declare(who), now, who))
            case "withdraw":
                self._take_back(who)
                self.own.append(("", now, who))
            case "link":
                with self.line.store.transaction() as step:
                    step.people.link(self.ids, "staff", "staff-1", now)
                self.is_linked = True
            case "push":
                self.pushed = len(self.own)
                self.is_linked_at_hub = self.is_linked
            case "declare there":
                self.there.append(("d", now, who))
            case "withdraw there":
                self.there.append(("", now, who))
            case "hear":
                self._hear(who)

    def _declare(self, who: int) -> str:
        with self.line.store.transaction() as step:
            body = a_declaration(until=UNTIL)
            return step.append(
                "declaration", body, self.line.clock.now(), person_id=self.ids[who]
            ).id

    def _take_back(self, who: int) -> None:
        near = self.ids if self.is_linked else [self.ids[who]]
        request = {"right": "withdraw", "answer_by": format_at(UNTIL), "persons": near}
        now, person = self.line.clock.now(), self.ids[who]
        with self.line.store.transaction() as step:
            asked = step.append("data_request", request, now, person_id=person)
            answer = {**request, "ref": asked.id, "outcome": "done"}
            step.append("data_request", answer, now, person_id=person)

    def _hear(self, who: int) -> None:
        """What the hub says of one person, by what it knows: the other gate's records are there."""
        known = [*self.there, *self.own[: self.pushed]]
        near = (0, 1) if self.is_linked_at_hub else (who,)
        last = max((at for record, at, of in known if not record and of in near), default=None)
        standing = [
            at for record, at, of in known if record and of == who and (last is None or at > last)
        ]
        declared = max(standing, default=None)
        withdrawn = max((at for record, at, of in known if not record and of == who), default=None)
        told: dict[str, object] = {"person": self.ids[who], "full_name": NAMES[who][0]}
        told |= {"sex": NAMES[who][1], "birth": "1990"}
        if declared is not None:
            told |= {"declared_until": format_at(UNTIL), "declared_at": format_at(declared)}
        if withdrawn is not None:
            told["withdrawn_at"] = format_at(withdrawn)
        self.pos += 1
        item = FeedItem(self.ids[who], self.pos, self.pos, told)
        self.line.port.feeds.apply_page(FeedName.PEOPLE, page(item))
        self.heard[who] = (declared, withdrawn)

    def last_withdrawal(self, who: int) -> datetime | None:
        """As far as this station can know."""
        near = (0, 1) if self.is_linked else (who,)
        known = [at for record, at, of in self.own if not record and of in near]
        known += [at for one in near if (at := self.heard[one][1]) is not None]
        return max(known, default=None)

    def check(self) -> None:
        """Nothing holds that was declared before, and all that was declared after it does."""
        now = self.line.clock.now()
        for who, person in enumerate(self.ids):
            near = (0, 1) if self.is_linked else (who,)
            last = self.last_withdrawal(who)
            holding = {
                record
                for record, at, of in self.own
                if record and of in near and (last is None or at > last)
            }
            told = [at for one in near if (at := self.heard[one][0]) is not None]
            with self.line.store.transaction() as step:
                found = step.declarations.in_force(person, now)
                told_until = step.declarations.told_until(person)
            assert {one.record_id for one in found} == holding
            assert (told_until == UNTIL) == any(last is None or at > last for at in told)


@settings(max_examples=60)
@given(steps=STEPS)
def test_nothing_comes_back_whatever_is_heard_in_between(steps: list[What]) -> None:
    world = World(make_memory_line())
    for what, who in steps:
        world.act(what, who)
        world.check()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = open_store(tmp_path, tmp_path / "store.key", ManualClock(AT))
    yield opened
    opened.close()


@pytest.fixture
def world(store: SqliteStore) -> World:
    clock = store.clock
    assert isinstance(clock, ManualClock)
    return World(make_line(store, clock))


@pytest.fixture
def sound(store: SqliteStore) -> Callable[[], bool]:
    def is_sound() -> bool:
        assert store.path is not None
        return check_store(store.path, load_key(store.path.with_name("store.key"))).problems == []

    return is_sound


@pytest.mark.parametrize(
    "steps",
    [
        ["declare there", "withdraw", "hear"],
        ["declare there", "hear", "withdraw", "hear"],
        ["declare", "withdraw there", "hear"],
        ["declare", "withdraw", "push", "hear"],
    ],
    ids=lambda steps: "-".join(steps).replace(" ", "_"),
)
def test_the_check_takes_a_withdrawal_for_no_damage(
    world: World, sound: Callable[[], bool], steps: list[str]
) -> None:
    for what in steps:
        world.act(what, 0)
    world.check()
    assert world.line.store.connection.execute(
        "SELECT count(*) FROM declarations WHERE until > at"
    ).fetchone() == (0,)
    assert sound()


def test_a_hub_of_before_is_not_believed_about_whoever_took_their_consent_back(
    world: World,
) -> None:
    """It does not say when they declared, and may have not heard yet."""
    person, until = world.ids[0], format_at(UNTIL)

    def told() -> datetime | None:
        body = {"person": person, "sex": "female", "declared_until": until}
        world.pos += 1
        item = FeedItem(person, world.pos, world.pos, body)
        world.line.port.feeds.apply_page(FeedName.PEOPLE, page(item))
        with world.line.store.transaction() as step:
            return step.declarations.told_until(person)

    assert told() == UNTIL
    world.act("withdraw", 0)
    assert told() is None
