"""S24: one enrolled device of another venue is hostile and knows every id there is.

What a venue sees is the same with and without the other venue, whatever that one sends or asks:
then nothing was read and nothing was changed (docs/spec/sync-protocol.md §12).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from sync.hub.db import tables
from sync.hub.db.engine import reading, writing
from sync.hub.db.sender import Sender
from sync.hub.hub import Hub
from sync.hub.people.duplicate_entries import list_flags
from sync.protocol.asking import LookupKind, LookupRequest
from sync.protocol.bodies import RecordType
from sync.protocol.feeds import FeedName, FeedPage
from tests.support.hub_batches import take_sound
from tests.support.hub_records import Station

pytestmark = pytest.mark.fault("S24")

HONEST, HOSTILE = "venue-1", "venue-2"
CITIZENS = ("999000000001", "999000000002")
INSURANCES = ("9990000001", "9990000002")
PHONES = ("+84900000001", "+84900000002")
SLIPS = ("1234567890123", "1234567890124")
LOOKED_UP = {
    LookupKind.CITIZEN_ID: CITIZENS,
    LookupKind.INSURANCE_NUMBER: INSURANCES,
    LookupKind.PHONE: PHONES,
    LookupKind.SLIP: SLIPS,
}
NAMES = ("Chamaléa Thị Hương", "CHAMALEA THI HUONG", "Pi Năng Mẫu")
PERSONS = 4

Step = tuple[int, RecordType, int, int, int]
"""Which station, what record, of whom, of whom else, and a choice among the rest."""
Batch = tuple[Sender, list[bytes]]

steps = st.lists(
    st.tuples(
        st.integers(0, 3),
        st.sampled_from(RecordType),
        st.integers(0, PERSONS - 1),
        st.integers(0, PERSONS - 1),
        st.integers(0, 2**9 - 1),
    ),
    min_size=2,
    max_size=14,
)


@pytest.fixture
def hub(tmp_path: Path, database: str | None) -> Iterator[Hub]:
    opened = Hub.open(tmp_path / "hub", database)
    yield opened
    opened.close()


class Script:
    """The records that stations of two venues make of a script; everyone knows all ids."""

    def __init__(self) -> None:
        # Two gates of each venue: what is between them is shared, what is between venues is not.
        self.stations = [
            Station(1, gate="A", venue=HONEST),
            Station(2, gate="B", venue=HONEST),
            Station(3, gate="A", venue=HOSTILE),
            Station(4, gate="B", venue=HOSTILE),
        ]
        self.persons = [self.stations[0].new_person() for _ in range(PERSONS)]
        self.records = [self.stations[0].new_person() for _ in range(4)]
        """Ids of the records so far; the first ones of records that nobody sent."""

    def line(self, step: Step) -> tuple[Sender, bytes]:
        """The record of one step."""
        where, kind, one, other, choice = step
        station = self.stations[where]
        body = self._body(kind, station, one, other, choice)
        line = station.record(kind, body)
        self.records.append(str(json.loads(line)["id"]))
        return station.sender, line

    def _body(
        self, kind: RecordType, station: Station, one: int, other: int, choice: int
    ) -> dict[str, object]:
        person = self.persons[one]
        # Of the newest, whoever sent it: so corrections meet what they correct.
        ref = self.records[-1 - choice % 4]
        place = {"lane": "gate", "gate": station.sender.gate}
        bits = [bool(choice & 1 << number) for number in range(9)]
        match kind:
            case RecordType.ARRIVAL | RecordType.DEPARTURE:
                return {
                    **place,
                    "person": person,
                    "credential": "slip",
                    "method": "camera",
                    "proof": "slip",
                    "direction_by": "auto",
                    **({"ref": ref} if bits[8] else {}),
                    **({"slip": SLIPS[bits[7]]} if bits[6] else {}),
                }
            case RecordType.PERSON:
                return {
                    "person": person,
                    "full_name": NAMES[choice % 3],
                    "birth": "1990-01-02",
                    "sex": "female",
                    **({"id_number": CITIZENS[bits[5]]} if bits[4] else {}),
                    **({"insurance_number": INSURANCES[bits[5]]} if bits[6] else {}),
                    **({"contact": {"phone": PHONES[bits[7]]}} if bits[8] else {}),
                }
            case RecordType.IDENTIFIER:
                kinds = ("citizen_id", "insurance_number", "phone", "handle")
                values = (CITIZENS[bits[5]], INSURANCES[bits[5]], PHONES[bits[5]], ref)
                source = {"person": person, "source": "desk"}
                return source | {"kind": kinds[choice % 4], "value": values[choice % 4]}
            case RecordType.SAME_AS:
                persons = [person, self.persons[other if other != one else one - 1]]
                undo = {"undo": True} if bits[8] else {}
                return {"persons": persons, "evidence": "staff", "by": "staff-1", **undo}
            case RecordType.SLIP:
                issued = {"act": "issued", "slip": SLIPS[bits[7]], "kid": 0}
                return issued | {"expires": "2026-07-04T00:00:00.000Z", "person": person}
            case RecordType.REFUSAL:
                refused = {**place, "reason": "unknown_slip", "credential": "slip"}
                return refused | {"method": "camera", "person": person}
            case RecordType.SUPPORT:
                return {**place, "reason": "help", "person": person, "ref": ref}
            case RecordType.SUPPORT_CLOSED:
                return {"ref": ref, "outcome": "left", "person": person}
            case RecordType.VENUE:
                return {"name": "Trạm Mẫu", "gate": "A", "time_zone": "Asia/Ho_Chi_Minh"}
            case RecordType.ERASURE_DONE:
                return {"person": person, "command": f"erase:{person}"}
            case RecordType.VERIFIED:
                return {"ref": ref, "person": person, "by": "lookup"}
            case RecordType.DATA_REQUEST:
                until = {"answer_by": "2026-07-03T00:00:00.000Z"}
                return {"person": person, "right": "erase", **until}
            case RecordType.DECLARATION:
                return {
                    "person": person,
                    "form": {"id": "domestic", "version": 1},
                    "language": "vi",
                    "answers": [],
                    "screening": ("clear", "symptoms")[bits[6]],
                    "how": ("self", "proxy")[bits[7]],
                    "declarant": {"relation": "self"},
                    "basis": {
                        "kind": "consent",
                        "text": "notice",
                        "version": "1",
                        "sha": "0" * 64,
                        "language": "vi",
                        "at": "2026-07-01T00:00:00.000Z",
                    },
                    "until": "2026-07-04T00:00:00.000Z",
                    "gate": station.sender.gate,
                }
            case RecordType.AUDIT:
                parent = {"ledger": self.stations[0].ledger, "seq": 1}
                return {"act": "ledger_opened", "parent": parent}


def forget_all(hub: Hub) -> None:
    """Empty every table but the hub's own row."""
    with writing(hub.engine) as connection:
        for table in reversed(tables.metadata.sorted_tables):
            if table.name != "hub":
                connection.execute(delete(table))


def take_all(hub: Hub, batches: Iterable[Batch]) -> None:
    """Have an empty hub take these batches in."""
    forget_all(hub)
    for sender, lines in batches:
        take_sound(hub.ingest, sender, *lines)


def view(hub: Hub, venue: str) -> dict[str, Any]:
    """All a venue can read, and all the hub holds of its own."""
    seen: dict[str, Any] = {}
    for name in FeedName:
        page = hub.feeds.page(name, venue, None)
        assert isinstance(page, FeedPage)
        seen[name] = [(item.key, item.pos, item.rev, dict(item.body)) for item in page.items]
    for kind, values in LOOKED_UP.items():
        for value in values:
            found = hub.lookup.find("device", venue, LookupRequest(kind, value))
            seen[f"{kind}:{value}"] = found.persons
    seen["flags"] = sorted(
        (flag.kind, flag.one, flag.other, flag.person) for flag in list_flags(hub.engine, venue)
    )
    with reading(hub.engine) as connection:
        own = select(tables.records.c.id, tables.records.c.body).where(
            tables.records.c.venue == venue
        )
        seen["records"] = sorted((row.id, bytes(row.body)) for row in connection.execute(own))
    return seen


_PERSON, _IN, _OUT = RecordType.PERSON, RecordType.ARRIVAL, RecordType.DEPARTURE
_SAME, _TIED, _SLIP = RecordType.SAME_AS, RecordType.IDENTIFIER, RecordType.SLIP


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
# Rewriting somebody, taking their number, tying two of them, correcting their entry.
@example([(0, _PERSON, 0, 0, 0), (2, _PERSON, 0, 0, 2)])
@example([(0, _PERSON, 0, 0, 16), (2, _TIED, 1, 1, 0), (2, _PERSON, 1, 1, 0)])
@example([(0, _PERSON, 0, 0, 0), (0, _PERSON, 1, 1, 2), (0, _IN, 1, 1, 0), (2, _SAME, 0, 1, 0)])
@example([(2, _SAME, 0, 1, 0), (0, _PERSON, 0, 0, 0), (0, _PERSON, 1, 1, 2)])
@example([(0, _PERSON, 0, 0, 0), (0, _IN, 0, 0, 0), (2, _OUT, 0, 0, 256)])
@example([(0, _IN, 0, 0, 0), (2, _OUT, 1, 1, 256), (0, _OUT, 0, 0, 256 | 1)])
@example([(0, _SLIP, 0, 0, 0), (0, _PERSON, 0, 0, 16 | 64), (2, _IN, 1, 1, 64)])
@given(steps)
def test_s24_a_venue_reads_and_changes_nothing_of_anothers(hub: Hub, script: list[Step]) -> None:
    made = Script()
    lines = [made.line(step) for step in script]
    batches = [
        (sender, [line for _, line in run])
        for sender, run in groupby(lines, key=lambda line: line[0])
    ]
    take_all(hub, batches)
    together = {venue: view(hub, venue) for venue in (HONEST, HOSTILE)}
    for venue in (HONEST, HOSTILE):
        take_all(hub, [batch for batch in batches if batch[0].venue_id == venue])
        assert view(hub, venue) == together[venue]
