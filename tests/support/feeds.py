"""Items of the feeds about synthetic people, and what a store makes of them."""

from __future__ import annotations

from kiosk.domain.people.person import Person
from sync.protocol.feeds import FeedItem
from sync.protocol.records import parse_body, parse_line
from tests.support.core_sync_store import Line
from tests.support.store import citizen


def person_id(number: int) -> str:
    """The id the hub gave this person."""
    return f"018f0000-0000-7000-8000-{number:012d}"


def fed(number: int, pos: int, **more: object) -> FeedItem:
    """A person of the feed with a citizen number."""
    body: dict[str, object] = {
        "person": person_id(number),
        "full_name": "Chamaléa Thị Hương",
        "birth": "1990-01-02",
        "sex": "female",
        "identifiers": [{"kind": "citizen_id", "value": citizen(number).value}],
    }
    return FeedItem(person_id(number), pos, 1, body | more)


def find(line: Line, number: int) -> list[Person]:
    """Who has the citizen number of `fed(number)`."""
    with line.store.transaction() as step:
        return step.people.find(citizen(number))


def gone(key: str, pos: int) -> FeedItem:
    """The tombstone of an item."""
    return FeedItem(key, pos, 2, {}, is_deleted=True)


def unsent(line: Line) -> list[tuple[str, dict[str, object]]]:
    """Type and body of each record that waits for the hub."""
    found = []
    for record in line.port.outbox.next_batch(200, 10**7):
        parsed = parse_line(record.line)
        found.append((parsed.header.type, parse_body(parsed.body)))
    return found
