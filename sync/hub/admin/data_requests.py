"""What people ask about their own data, at the hub: listed by venue, erased where that is left.

Stations take requests down and answer them. What is left to the hub is an erasure: a station erases
what it holds itself; the hub, its venue's other stations and the claims joined to the person follow
once somebody at the hub confirms it (docs/spec/sync-protocol.md §11).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import Engine, select

from kiosk.base.dataclass import dataclass
from kiosk.base.phrases import Phrase
from sync.hub.admin.administration import Administration
from sync.hub.admin.audit import Act, Actor, Audit
from sync.hub.db import tables
from sync.hub.db.engine import reading, writing
from sync.hub.people.erasure import ids_by_venue
from sync.protocol.bodies import RecordType
from sync.protocol.members import MemberError, parse_object

_RECORDS = tables.records


class RequestError(ValueError):
    """There is no such request to be carried out; the text says so for people."""


class RequestState(StrEnum):
    """How far a request is."""

    WAITING = "waiting"
    """No station has answered it."""
    ERASE_HERE = "erase_here"
    """A station erased what it holds; the hub has not."""


@dataclass(frozen=True, slots=True)
class HubRequest:
    """A request that something is left to do of."""

    id: str
    venue: str
    """Its id."""
    gate: str
    person: str
    right: str
    asked_ms: int
    """By the station's clock, Unix milliseconds."""
    answer_by: str
    """As the station wrote it."""
    state: RequestState
    persons: frozenset[str]
    """The ids that a station's answer is about; empty where it names none, or there is none."""


class DataRequests:
    """Requests about data; safe for use by several threads."""

    def __init__(self, audit: Audit, administration: Administration) -> None:
        self._audit = audit
        self._administration = administration

    def open(self) -> list[HubRequest]:
        """What is left to do, the oldest first. Of whoever was erased here nothing is left."""
        return _left(self._audit.engine)

    def erase(self, actor: Actor, request_id: str) -> HubRequest:
        """Erase whoever a station has erased as they asked. Raises RequestError for a request
        that no station has carried out, that asks for something else, or where the venue links
        others to the person now: nobody is erased because somebody linked them."""
        found = next((one for one in self.open() if one.id == request_id), None)
        if found is None:
            raise RequestError(Phrase("nothing is left to do of request {id}", id=request_id))
        if found.state is not RequestState.ERASE_HERE:
            raise RequestError(Phrase("no station has carried out request {id} yet", id=request_id))
        if self._is_linked_since(found):
            raise RequestError(
                Phrase(
                    "others are linked to the person of request {id} now: part them first",
                    id=request_id,
                )
            )
        self._administration.erase_person(actor, found.person)
        # Last: an erasure that was cut short leaves the request to be carried out again.
        with writing(self._audit.engine) as connection:
            self._audit.note(
                connection,
                actor,
                Act.REQUEST_CARRIED_OUT,
                request_id,
                venue=found.venue,
                person=found.person,
            )
        return found

    def _is_linked_since(self, request: HubRequest) -> bool:
        held = ids_by_venue(self._audit.engine, request.person).get(request.venue, set())
        return bool(request.persons) and not held <= request.persons


def _left(engine: Engine) -> list[HubRequest]:
    query = (
        select(
            _RECORDS.c.id,
            _RECORDS.c.venue,
            _RECORDS.c.gate,
            _RECORDS.c.at_ms,
            _RECORDS.c.body,
        )
        .where(
            _RECORDS.c.type == RecordType.DATA_REQUEST.value,
            _RECORDS.c.body.is_not(None),
            _RECORDS.c.is_quarantined.is_(False),
            _RECORDS.c.is_repeat.is_(False),
        )
        .order_by(_RECORDS.c.at_ms, _RECORDS.c.id)
    )
    with reading(engine) as connection:
        told = [(row, _members(bytes(row.body))) for row in connection.execute(query)]
    # A venue answers its own requests alone.
    answers = {
        (row.venue, str(members["ref"])): members for row, members in told if "ref" in members
    }
    return list(_open_among(told, answers))


def _open_among(
    told: Iterable[tuple[Any, Mapping[str, object]]],
    answers: Mapping[tuple[str, str], Mapping[str, object]],
) -> Iterable[HubRequest]:
    for row, members in told:
        if "ref" in members or not members:
            continue
        answer, right = answers.get((row.venue, row.id)), str(members["right"])
        if answer is None:
            state = RequestState.WAITING
        elif (answer.get("outcome"), right) == ("done", "erase"):
            state = RequestState.ERASE_HERE
        else:
            continue
        yield HubRequest(
            row.id,
            row.venue,
            row.gate,
            str(members["person"]),
            right,
            row.at_ms,
            str(members["answer_by"]),
            state,
            _persons_in(answer or {}),
        )


def _persons_in(answer: Mapping[str, object]) -> frozenset[str]:
    persons = answer.get("persons")
    return frozenset(map(str, persons)) if isinstance(persons, list) else frozenset()


def _members(body: bytes) -> Mapping[str, object]:
    try:
        return parse_object(body)
    except MemberError:
        return {}
