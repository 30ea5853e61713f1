"""A database of before claims: each row gets its venue, and feeds lose what others recorded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, MetaData, Table, delete, insert, select

from sync.hub.db import tables
from sync.hub.db.engine import migrate, open_engine, reading, writing
from sync.hub.db.feeds import Feeds
from sync.hub.identity import Identity
from sync.hub.ingest.batch_writer import ThreadBatchWriter
from sync.hub.ingest.claims import rebuild_claims
from sync.hub.ingest.ingest import Ingest
from sync.protocol.canonical import canonical_bytes
from sync.protocol.feeds import FeedName, FeedPage
from tests.support.hub_batches import take_sound
from tests.support.hub_records import AT, Station

CITIZEN, OTHER_CITIZEN = "999000000001", "999000000002"
NAME, OTHER_NAME = "Chamaléa Thị Hương", "Pi Năng Mẫu"


def to_revision(engine: Engine, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", "sync.hub:migrations")
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


@pytest.fixture(scope="module")
def schema() -> None:
    """Databases begin without one."""


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A database at the revision before."""
    opened = open_engine(database_url)
    to_revision(opened, "0003")
    yield opened
    opened.dispose()


class Before:
    """The rows of the revision before, which today's code can no longer make."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._old = MetaData()
        self.here, self.there = Station(1), Station(2, venue="venue-2")

    def add(self, table: str, **row: object) -> None:
        found = Table(table, self._old, autoload_with=self.engine)
        with writing(self.engine) as connection:
            connection.execute(insert(found).values(row))

    def account(self, station: Station, person: str, name: str, *, record: str, seq: int) -> None:
        ms = int(station.at.timestamp() * 1000) + seq
        self.add(
            "accounts",
            person=person,
            ledger=station.ledger,
            seq=seq,
            record=record,
            moment_ms=ms,
            received_ms=ms,
            full_name=name,
            bare_name=name.upper(),
            birth="1990",
            sex="female",
            phone="",
        )

    def record(self, station: Station, kind: str, body: dict[str, Any], *, seq: int) -> str:
        """A record's row; without its body where that is empty."""
        record_id = station.new_person()
        ms = int(station.at.timestamp() * 1000) + seq
        self.add(
            "records",
            id=record_id,
            ledger=station.ledger,
            seq=seq,
            type=kind,
            v=1,
            at_ms=ms,
            moment_ms=ms,
            received_ms=ms,
            device=station.sender.device_id,
            venue=station.sender.venue_id,
            gate="A",
            header=b"",
            header_sha=record_id.encode(),
            salt=b"" if body else None,
            body=canonical_bytes(body) if body else None,
            person=body.get("person"),
            is_quarantined=False,
        )
        return record_id

    def number(self, person: str, value: str) -> None:
        self.add("identifiers", kind="citizen_id", value=value, person=person)

    def feed(self, venue: str, feed: FeedName, key: str, body: dict[str, Any], pos: int) -> None:
        self.add(
            "feed_items",
            feed=feed.value,
            venue=venue,
            key=key,
            pos=pos,
            rev=1,
            v=1,
            body=canonical_bytes(body),
            changed_ms=0,
        )


def told(person: str, name: str) -> dict[str, Any]:
    return {"person": person, "full_name": name, "birth": "1990", "sex": "female"}


def claims(engine: Engine) -> set[tuple[str, str, str]]:
    """Venue, person and number."""
    with reading(engine) as connection:
        rows = connection.execute(select(tables.identifiers)).all()
    return {(row.venue, row.person, row.value) for row in rows}


def test_what_is_stored_becomes_the_claim_of_who_recorded_it(engine: Engine) -> None:
    before = Before(engine)
    here, there = before.here, before.there
    p, q, r, s = (here.new_person() for _ in range(4))
    body = told(p, NAME) | {"id_number": CITIZEN}
    before.account(here, p, NAME, record=before.record(here, "person", body, seq=1), seq=1)
    tied = {"person": p, "kind": "citizen_id", "value": OTHER_CITIZEN, "source": "desk"}
    before.account(there, p, OTHER_NAME, record=before.record(there, "person", {}, seq=1), seq=1)
    before.record(there, "identifier", tied, seq=2)
    # Purged: of one venue's person, of a person two venues know, of nobody anybody tells of.
    before.account(here, q, NAME, record=before.record(here, "person", {}, seq=3), seq=3)
    for number, station in enumerate((here, there), 4):
        record = before.record(station, "person", {}, seq=number)
        before.account(station, r, NAME, record=record, seq=number)
    for person, value in ((p, CITIZEN), (p, OTHER_CITIZEN), (q, "3"), (r, "4"), (s, "5")):
        before.number(person, value)
    said = before.record(there, "same_as", {"persons": [p, q]}, seq=9)
    before.add("links", one=p, other=q, is_undone=False, moment_ms=1, record=said, evidence="staff")
    before.feed("venue-2", FeedName.PEOPLE, p, told(p, NAME), 1)
    before.feed("venue-2", FeedName.PEOPLE, q, told(q, NAME), 2)
    before.add("feed_heads", feed="people", venue="venue-2", pos=2, floor=0)

    migrate(engine)
    rebuild_claims(engine, AT + timedelta(days=1))
    assert claims(engine) == {
        ("venue-1", p, CITIZEN),
        ("venue-2", p, OTHER_CITIZEN),
        ("venue-1", q, "3"),
    }
    page = Feeds(engine, Identity.load_or_make(engine)).page(FeedName.PEOPLE, "venue-2", None)
    assert isinstance(page, FeedPage)
    # Of whom the venue has a link alone nothing else is told.
    told_of = {item.key: item.body for item in page.items}
    assert told_of.keys() == {p, q}
    assert told_of[p]["full_name"] == OTHER_NAME
    assert told_of[q] == {"person": q, "same_as": p, "identifiers": []}
    assert NAME not in str(page)
    with reading(engine) as connection:
        roots = connection.execute(
            select(tables.people.c.venue, tables.people.c.person, tables.people.c.root)
        ).all()
        link = connection.execute(select(tables.links)).one()
    assert (link.venue, link.one, link.other) == ("venue-2", p, q)
    assert {(row.venue, row.person): row.root for row in roots} == {
        ("venue-1", p): p,
        ("venue-1", q): q,
        ("venue-1", r): r,
        ("venue-2", p): p,
        ("venue-2", q): p,
        ("venue-2", r): r,
    }


def test_the_rebuild_makes_what_ingest_made(engine: Engine) -> None:
    """Of links, people and presence, whatever stands in the tables before it."""
    migrate(engine)
    rebuild_claims(engine, AT)
    identity = Identity.load_or_make(engine)
    ingest = Ingest(ThreadBatchWriter(engine))
    a, b = Station(1, gate="A"), Station(2, gate="B")
    one, other, third = (a.new_person() for _ in range(3))
    take_sound(
        ingest,
        a.sender,
        a.person(one, citizen=CITIZEN),
        a.person(third, OTHER_NAME),
        a.arrival(one),
        a.same_as(one, third),
    )
    take_sound(ingest, b.sender, b.person(other, citizen=CITIZEN), b.departure(other))

    def state() -> list[object]:
        seen: list[object] = []
        for name in (FeedName.PEOPLE, FeedName.PRESENCE):
            page = Feeds(engine, identity).page(name, "venue-1", None)
            assert isinstance(page, FeedPage)
            seen.append({item.key: dict(item.body) for item in page.items})
        with reading(engine) as connection:
            people = tables.people
            seen.append(connection.execute(select(people).order_by(people.c.person)).all())
        return seen

    made = state()
    with writing(engine) as connection:
        connection.execute(tables.people.update().values(root=tables.people.c.person))
        presence = tables.feed_items.c.feed == FeedName.PRESENCE.value
        connection.execute(delete(tables.feed_items).where(presence))
        settings = Table("hub_settings", MetaData(), autoload_with=connection)
        connection.execute(insert(settings).values(name="claims_to_rebuild", value="yes"))
    assert state() != made
    rebuild_claims(engine, AT)
    assert state() == made
