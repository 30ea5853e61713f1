"""Records as stations would send them to a hub; all persons are made up."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from sync.hub.admin.audit import Actor, ActorKind
from sync.hub.db.sender import Sender
from sync.hub.hub import Hub
from sync.protocol.bodies import Proof, RecordType, entry_body, person_body
from sync.protocol.canonical import canonical_bytes
from sync.protocol.declaration_bodies import DeclaredHow, Screening, declaration_body
from sync.protocol.envelope import Envelope
from sync.protocol.ids import IdSource
from sync.protocol.records import (
    FIRST_PREV,
    ConfigStamp,
    Header,
    Record,
    format_at,
    hash_body,
    hash_header,
)

ADMIN = Actor(ActorKind.PROGRAM, "test")

AT = datetime(2026, 7, 1, 0, 30, tzinfo=UTC)
"""07:30 at the venue."""


class Station:
    """One ledger and the device that writes it; its clock moves a second with each record."""

    def __init__(
        self, number: int = 1, *, gate: str = "A", venue: str = "venue-1", at: datetime = AT
    ) -> None:
        self.at = at
        self.sender = Sender(f"device-{number}", venue, gate)
        self.ledger = f"01980000-0000-7000-8000-{number:012x}"
        self._ids = IdSource(lambda: self.at)
        self._seq = 0
        self._prev = FIRST_PREV

    def new_person(self) -> str:
        """A person id as this station would make it."""
        return self._ids.next_id()

    def record(
        self,
        kind: str,
        body: dict[str, object],
        *,
        v: int = 1,
        off_ms: int | None = None,
        record_id: str | None = None,
    ) -> bytes:
        """The next record's line."""
        self._seq += 1
        self.at += timedelta(seconds=1)
        salt = self._seq.to_bytes(16, "big")
        raw = canonical_bytes(body)
        header = Header(
            id=record_id or self._ids.next_id(),
            ledger=self.ledger,
            seq=self._seq,
            prev=self._prev,
            type=kind,
            v=v,
            cfg=ConfigStamp(),
            at=self.at,
            tz="Asia/Ho_Chi_Minh",
            off_ms=off_ms,
            body_sha=hash_body(salt, raw),
        )
        self._prev = hash_header(header.to_bytes())
        return Record(header, salt, raw).to_line()

    def step_back(self, records: int) -> None:
        """Write the coming records in places that are taken, as a restored copy would."""
        self._seq -= records

    def entry(
        self,
        kind: RecordType,
        person: str | None,
        *,
        ref: str | None = None,
        basis: str | None = None,
        declaration: str | None = None,
        off_ms: int | None = None,
    ) -> bytes:
        """An arrival or departure by card; `basis` is a presence cursor."""
        body = _entry_body(self.sender.gate, person, ref)
        if basis is not None:
            body["basis"] = {"cursor": basis, "age_s": 3}
        if declaration is not None:
            body["declaration"] = declaration
        return self.record(kind, body, off_ms=off_ms)

    def void(self, ref: str, kind: RecordType = RecordType.ARRIVAL) -> bytes:
        """Staff say that nobody came or went: an entry that names nobody."""
        return self.record(kind, _entry_body(self.sender.gate, None, ref) | {"void": True}, v=4)

    def on_paper(self, person: str, at: datetime, kind: RecordType = RecordType.ARRIVAL) -> bytes:
        """An entry from the paper book, with the time that stands there."""
        now, self.at = self.at, at - timedelta(seconds=1)
        try:
            body = _entry_body(self.sender.gate, person, None)
            return self.record(kind, body | {"source": "paper"})
        finally:
            self.at = now

    def arrival(self, person: str | None, **more: str | int | None) -> bytes:
        """Somebody came."""
        return self.entry(RecordType.ARRIVAL, person, **more)  # type: ignore[arg-type]

    def departure(self, person: str | None, **more: str | int | None) -> bytes:
        """Somebody went."""
        return self.entry(RecordType.DEPARTURE, person, **more)  # type: ignore[arg-type]

    def person(
        self,
        person: str,
        name: str = "Chamaléa Thị Hương",
        *,
        birth: str | None = "1990-01-02",
        citizen: str | None = None,
        insurance: str | None = None,
        phone: str | None = None,
    ) -> bytes:
        """What is known of a person by now."""
        return self.record(
            RecordType.PERSON,
            person_body(
                person=person,
                full_name=name,
                sex="female",
                birth=birth,
                id_number=citizen,
                insurance_number=insurance,
                phone=phone,
            ),
        )

    def declaration(
        self,
        person: str,
        until: str = "2026-07-01T17:00:00.000Z",
        *,
        form: tuple[str, int] = ("domestic", 1),
        screening: Screening = Screening.SYMPTOMS,
    ) -> bytes:
        """Staff declare for somebody; they have a cough, unless it means nothing."""
        body = declaration_body(
            form=form,
            language="vi",
            answers=[{"linkId": "signs", "answer": [{"valueString": "Ho ba ngày"}]}],
            screening=screening,
            how=DeclaredHow.PROXY,
            declarant={"relation": "staff"},
            basis={
                "kind": "consent",
                "text": "notice",
                "version": "1",
                "sha": "0" * 64,
                "language": "vi",
                "at": format_at(self.at),
            },
            until=until,
            gate=self.sender.gate,
        )
        return self.record(RecordType.DECLARATION, {**body, "person": person})

    def same_as(self, *persons: str, is_undo: bool = False) -> bytes:
        """Staff say that these are one, or that they are not."""
        body: dict[str, object] = {"persons": list(persons), "evidence": "staff", "by": "staff-1"}
        return self.record(RecordType.SAME_AS, body | ({"undo": True} if is_undo else {}))


def _entry_body(gate: str, person: str | None, ref: str | None) -> dict[str, object]:
    return entry_body(
        credential="citizen_card",
        lane="gate",
        gate=gate,
        method="camera",
        proof=Proof.CARD,
        direction_by="auto",
        person=person,
        ref=ref,
    )


def envelope(sender: Sender, lines: Iterable[bytes]) -> Envelope:
    """The first line of a batch."""
    n = len(list(lines))
    return Envelope(sender.device_id, "batch-1", "1.0.0", n, AT, n)


def fill_day(hub: Hub, venue_id: str, at: datetime) -> tuple[str, str]:
    """A day's entries: a person comes and goes, somebody unknown comes."""
    ledger = Station(1, at=at)
    person = ledger.new_person()
    sender = Sender("device-1", venue_id, "A")
    declaration = ledger.declaration(person)
    arrival = ledger.arrival(person, declaration=json.loads(declaration)["id"])
    lines = [
        declaration,
        arrival,
        ledger.person(person, "=Chamaléa Thị Hương", phone="+84912345678"),
        ledger.departure(person),
        ledger.arrival(None),
    ]
    hub.ingest.take(sender, envelope(sender, lines), lines, hub.now())
    return person, json.loads(arrival)["id"]
