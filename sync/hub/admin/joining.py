"""What the hub's staff decide about persons of two venues: one human being, or two."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, bindparam, select

from kiosk.base.dataclass import dataclass
from kiosk.base.phrases import Phrase
from sync.hub.admin.audit import Act, Actor, Audit
from sync.hub.db import tables
from sync.hub.db.engine import reading
from sync.hub.people.hub_links import (
    Claimed,
    Evidence,
    HubLink,
    LinkState,
    to_link,
    write_links,
)
from sync.hub.people.people import Profile, profiles

_LINKS = tables.hub_links


class JoiningError(ValueError):
    """There is no such pair; the text says so for people."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A pair that waits, with what each venue says of its person."""

    link: HubLink
    one: Profile
    other: Profile


class Joining:
    """Proposals and their decisions; safe for use by several threads."""

    def __init__(self, audit: Audit, now: Callable[[], datetime]) -> None:
        self._audit = audit
        self._now = now

    def proposals(self, limit: int = 100) -> list[Proposal]:
        """The pairs that wait for a decision, oldest first."""
        query = (
            select(_LINKS)
            .where(_LINKS.c.state == LinkState.PROPOSED.value)
            .order_by(_LINKS.c.noted_ms, _LINKS.c.id)
            .limit(limit)
        )
        with reading(self._audit.engine) as connection:
            links = [to_link(row) for row in connection.execute(query)]
            known = _profiles(connection, [side for link in links for side in _sides(link)])
        return [Proposal(link, known[link.one], known[link.other]) for link in links]

    def join(self, actor: Actor, pair: str) -> None:
        """They are one. Raises JoiningError when there is no such pair."""
        self._decide(actor, Act.PERSONS_JOINED, pair, LinkState.JOINED)

    def refuse(self, actor: Actor, pair: str) -> None:
        """They are two, whatever made the hub propose or join them. Raises JoiningError."""
        self._decide(actor, Act.PERSONS_KEPT_APART, pair, LinkState.REFUSED)

    def _decide(self, actor: Actor, act: Act, pair: str, state: LinkState) -> None:
        with self._audit.acting(actor, act, pair) as connection:
            row = connection.execute(_BY_ID, {"id": pair}).first()
            if row is None:
                raise JoiningError(Phrase("no pair {pair}", pair=pair))
            decided = replace(to_link(row), state=state, evidence=Evidence.STAFF)
            write_links(connection, [decided], int(self._now().timestamp() * 1000))


def _sides(link: HubLink) -> tuple[Claimed, Claimed]:
    return link.one, link.other


def _profiles(connection: Connection, claimed: Sequence[Claimed]) -> dict[Claimed, Profile]:
    """What the venues say of these; a profile without a name where a person was erased."""
    by_venue: dict[str, set[str]] = {}
    for venue, person in claimed:
        by_venue.setdefault(venue, set()).add(person)
    found = {side: Profile(side.person, side.person) for side in claimed}
    for venue, persons in by_venue.items():
        for person, profile in profiles(connection, venue, persons).items():
            found[Claimed(venue, person)] = profile
    return found


_BY_ID = select(_LINKS).where(_LINKS.c.id == bindparam("id"))
