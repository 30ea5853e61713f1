"""A database of before withdrawals were kept: what stations had told of is known after it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, insert, select

from sync.hub.db import tables
from sync.hub.db.engine import migrate, open_engine, reading, writing
from sync.protocol.canonical import canonical_bytes

_WITHDRAWN = {"right": "withdraw", "answer_by": "x", "ref": "r-1", "person": "p"}


@pytest.fixture(scope="module")
def schema() -> None:
    """Databases begin without one."""


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A database at the revision before."""
    opened = open_engine(database_url)
    config = Config()
    config.set_main_option("script_location", "sync.hub:migrations")
    with writing(opened) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0010")
    yield opened
    opened.dispose()


def test_withdrawals_that_came_in_before_are_known(engine: Engine) -> None:
    bodies = (
        ("data_request", {**_WITHDRAWN, "outcome": "done"}),
        ("data_request", {**_WITHDRAWN, "outcome": "refused"}),
        ("data_request", {"right": "withdraw", "answer_by": "x", "person": "p"}),
        ("data_request", {**_WITHDRAWN, "right": "erase", "outcome": "done"}),
        ("data_request", None),
        ("declaration", {"person": "p"}),
    )
    with writing(engine) as connection:
        for seq, (kind, body) in enumerate(bodies, 1):
            row = {
                "id": f"01980000-0000-7000-8000-{seq:012x}",
                "ledger": "01980000-0000-7000-8000-000000000001",
                "seq": seq,
                "type": kind,
                "v": 3,
                "at_ms": seq,
                "moment_ms": seq + 7,
                "received_ms": seq,
                "device": "d",
                "venue": "venue-1",
                "gate": "A",
                "header": b"h",
                "header_sha": bytes([seq]),
                "salt": None if body is None else b"s",
                "body": None if body is None else canonical_bytes(body),
                "person": "p",
                "is_quarantined": False,
                "is_repeat": False,
            }
            connection.execute(insert(tables.records).values(row))
    migrate(engine)
    with reading(engine) as connection:
        rows = connection.execute(select(tables.withdrawals)).all()
    assert [tuple(map(str, row)) for row in rows] == [
        (
            "01980000-0000-7000-8000-000000000001",
            "venue-1",
            "p",
            "01980000-0000-7000-8000-000000000001",
            "1",
            "8",
        )
    ]
