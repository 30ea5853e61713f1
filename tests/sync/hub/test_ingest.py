"""Batches come in: letters, ownership, poison, copies; on both databases."""

from __future__ import annotations

import json
import logging
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event, update

from sync.hub.db import tables
from sync.hub.db.sender import Sender
from sync.hub.ingest.ingest import Ingest
from sync.hub.ingest.quarantine import PAGE, list_variants, quarantined, release
from sync.protocol.body_versions import newest_version
from sync.protocol.wire import MAX_BATCH
from tests.support.hub_batches import count, day, poison_record, stored_lines, take, writer_of
from tests.support.hub_records import AT, Station, envelope


def everything(engine: Engine) -> dict[str, int]:
    return {name: count(engine, table) for name, table in tables.metadata.tables.items()}


def test_new_records_are_stored_byte_for_byte(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    lines = day(station)
    assert take(ingest, station.sender, lines) == "ssss"
    assert stored_lines(engine) == lines


def test_a_batch_without_records_is_answered(ingest: Ingest) -> None:
    assert take(ingest, Station().sender, []) == ""


def test_the_same_again_is_a_duplicate_and_changes_nothing(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    lines = day(station)
    take(ingest, station.sender, lines)
    before = everything(engine)
    assert take(ingest, station.sender, lines) == "dddd"
    assert take(ingest, station.sender, [lines[2], lines[0]]) == "dd"
    assert everything(engine) == before


def test_the_same_twice_in_one_batch(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    line = station.arrival(None)
    assert take(ingest, station.sender, [line, line]) == "sd"
    assert stored_lines(engine) == [line]


def test_answering_duplicate_is_a_writing_transaction(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    lines = day(station)
    take(ingest, station.sender, lines)
    written: list[str] = []

    @event.listens_for(writer_of(engine), "after_cursor_execute")
    def note(_c: object, _k: object, sql: str, *_: object) -> None:
        if sql.startswith("UPDATE"):
            written.append(sql.split()[1])

    assert take(ingest, station.sender, lines) == "dddd"
    assert written == ["ledgers"]


def test_other_content_for_an_id_is_a_conflict_and_both_stay(
    engine: Engine, ingest: Ingest, caplog: pytest.LogCaptureFixture
) -> None:
    station = Station()
    first = station.arrival(None)
    record_id = json.loads(first)["id"]
    take(ingest, station.sender, [first])
    station.step_back(1)
    variant = station.record("refusal", json.loads(REFUSAL), record_id=record_id)
    after = station.arrival(None)
    with caplog.at_level(logging.ERROR):
        assert take(ingest, station.sender, [variant, after]) == "cs"
        assert take(ingest, station.sender, [variant]) == "c"
    assert f"{station.sender.device_id}: 1 records" in caplog.text
    assert stored_lines(engine) == [first, after]
    assert [row.line for row in list_variants(engine)] == [variant]


REFUSAL = (
    '{"credential":"unknown","gate":"A","lane":"gate","method":"camera","reason":"wrong_code"}'
)


def test_another_record_in_a_taken_place_is_a_conflict(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    take(ingest, station.sender, [station.arrival(None)])
    station.step_back(1)
    assert take(ingest, station.sender, [station.arrival(None), station.arrival(None)]) == "cs"
    assert count(engine, tables.records) == 2


def test_an_id_of_another_ledger_is_a_conflict(engine: Engine, ingest: Ingest) -> None:
    one, other = Station(1), Station(2)
    line = one.arrival(None)
    take(ingest, one.sender, [line])
    stolen = other.record("refusal", json.loads(REFUSAL), record_id=json.loads(line)["id"])
    assert take(ingest, other.sender, [other.arrival(None), stolen, other.arrival(None)]) == "scs"
    assert count(engine, tables.records) == 3


def test_what_a_newer_station_says_is_kept_raw(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    unknown = station.record("temperature", {"of": "somebody", "nested": {"a": [1, None, True]}})
    newer = station.record("arrival", {"person": "p", "mood": "fine"}, v=99)
    letters, details = ingest.take(
        station.sender, envelope(station.sender, [unknown, newer]), [unknown, newer], AT
    )
    assert "".join(letters) == "qq"
    assert [item.code for item in details] == ["unknown_type", "newer_version"]
    assert [item.line for item in quarantined(engine)] == [unknown, newer]
    assert take(ingest, station.sender, [unknown, newer]) == "dd"
    assert release(engine, AT) == 0


@given(v=st.integers(1, 99), is_known=st.booleans())
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=30
)
def test_each_version_is_read_kept_raw_or_refused(
    engine: Engine, ingest: Ingest, v: int, is_known: bool
) -> None:
    """What is known by its `v` is read, what is newer is kept; a known `v` has no other members."""
    station = Station()
    station.ledger = str(uuid4())
    body: dict[str, object] = dict(json.loads(REFUSAL))
    if not is_known:
        body["mood"] = "fine"
    line = station.record("refusal", body, v=v)
    newest = newest_version("refusal")
    expected = "q" if v > newest else "s" if is_known else "r"
    assert take(ingest, station.sender, [line]) == expected
    assert (line in stored_lines(engine)) == (expected != "r")
    assert (line in [item.line for item in quarantined(engine)]) == (expected == "q")


def test_a_foreign_ledger_is_refused(engine: Engine, ingest: Ingest) -> None:
    owner, thief = Station(1), Station(2)
    line = owner.arrival(None)
    take(ingest, owner.sender, [line])
    later = owner.arrival(None)
    letters, details = ingest.take(
        thief.sender, envelope(thief.sender, [later]), [line, later, thief.arrival(None)], AT
    )
    # To the byte what is there already: its sender may have enrolled anew since.
    assert "".join(letters) == "drs"
    assert {item.code for item in details} == {"foreign_ledger"}
    assert take(ingest, owner.sender, [later]) == "s"


def test_a_station_enrolled_again_goes_on_with_its_ledger(ingest: Ingest) -> None:
    station = Station()
    line = station.arrival(None)
    take(ingest, station.sender, [line])
    again = Sender("device-9", "venue-1", "A", frozenset({"device-1"}))
    assert take(ingest, again, [line, station.arrival(None)]) == "ds"
    assert take(ingest, station.sender, [station.arrival(None)]) == "r"


@pytest.mark.parametrize(
    "name",
    ["empty", "no json", "no record", "wrong hash", "bad body", "too long", "deep",
     "too many linked"],
)  # fmt: skip
def test_a_poison_record_is_refused_alone(engine: Engine, ingest: Ingest, name: str) -> None:
    station = Station()
    before = station.arrival(None)
    poison = poison_record(name, station)
    lines = [before, poison, station.arrival(None)]
    letters, details = ingest.take(station.sender, envelope(station.sender, lines), lines, AT)
    assert "".join(letters) == "srs"
    assert [item.index for item in details] == [1]
    assert details[0].code in ("not_a_record", "bad_body")
    assert count(engine, tables.records) == 2


def test_a_text_that_the_database_cannot_hold_is_shown_without_it(
    engine: Engine, ingest: Ingest, caplog: pytest.LogCaptureFixture
) -> None:
    """PostgreSQL has no NUL in texts; the record itself is kept to the byte."""
    station = Station()
    person = station.new_person()
    lines = [
        station.arrival(None),
        station.person(person, "Secret\x00Name"),
        station.arrival(person),
    ]
    assert take(ingest, station.sender, lines) == "sss"
    assert stored_lines(engine) == lines
    assert "Secret" not in caplog.text
    assert take(ingest, station.sender, lines) == "ddd"


def test_a_failure_of_our_own_harms_no_neighbour(engine: Engine, ingest: Ingest) -> None:
    """A table that refuses one person stands for any bug in what follows from a record."""
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE identifiers")
        connection.exec_driver_sql(
            "CREATE TABLE identifiers (kind TEXT, value TEXT CHECK (value <> '999000000666'),"
            " venue TEXT, person TEXT, PRIMARY KEY (kind, value, venue, person))"
        )
    station = Station()
    good, bad = station.new_person(), station.new_person()
    lines = [
        station.person(good, citizen="999000000001"),
        station.person(bad, citizen="999000000666"),
        station.arrival(good),
    ]
    assert take(ingest, station.sender, lines) == "sqs"
    assert stored_lines(engine) == lines
    assert take(ingest, station.sender, lines) == "ddd"
    assert release(engine, AT) == 0, "a hub that starts again starts"
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE identifiers")
        connection.exec_driver_sql(
            "CREATE TABLE identifiers (kind TEXT, value TEXT, venue TEXT, person TEXT,"
            " PRIMARY KEY (kind, value, venue, person))"
        )
    assert release(engine, AT) == 1
    assert release(engine, AT) == 0
    assert count(engine, tables.identifiers) == 1


@pytest.mark.fault("S24")
def test_what_nobody_understands_stands_in_no_others_way(engine: Engine, ingest: Ingest) -> None:
    """More than a page of it, from another venue and older than what an update understands."""
    other, station = Station(1, venue="venue-2"), Station(2)
    for _ in range(PAGE // MAX_BATCH + 1):
        lines = [other.record("temperature", {"of": "a"}) for _ in range(MAX_BATCH)]
        assert set(take(ingest, other.sender, lines)) == {"q"}
    person = station.new_person()
    take(ingest, station.sender, [station.person(person)])
    # As a hub left it that did not know the type.
    with engine.begin() as connection:
        connection.execute(
            update(tables.records)
            .where(tables.records.c.venue == station.sender.venue_id)
            .values(is_quarantined=True, received_ms=tables.records.c.received_ms + 1)
        )
    assert release(engine, AT) == 1


def test_no_personal_data_in_the_log(ingest: Ingest, caplog: pytest.LogCaptureFixture) -> None:
    station = Station()
    person = station.new_person()
    with caplog.at_level(logging.DEBUG):
        take(ingest, station.sender, [station.person(person, citizen="999000000001")])
        station.step_back(1)
        take(ingest, station.sender, [station.person(person, "Katơr Thị Mẫu")])
        take(ingest, station.sender, [poison_record("bad body", station)])
    for word in ("Chamal", "Kat", "999000000001"):
        assert word not in caplog.text
