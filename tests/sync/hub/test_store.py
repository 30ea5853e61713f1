"""Opening, migrating, keys, and the epoch of a restored hub."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect

from sync.hub.db import tables
from sync.hub.db.engine import HubKeyFault, migrate, open_engine, reading
from sync.hub.identity import Identity


def url_of(folder: Path) -> str:
    return f"sqlite:///{folder / 'hub.db'}"


def opened(folder: Path) -> Engine:
    engine = open_engine(url_of(folder))
    migrate(engine)
    return engine


def copy_of(folder: Path, target: Path) -> None:
    """Last night's backup: the database with its key, without the mark."""
    target.mkdir()
    for name in ("hub.db", "hub.db.key"):
        shutil.copy(folder / name, target / name)


def test_the_migrations_make_the_tables_that_the_code_knows(engine: Engine) -> None:
    migrate(engine)
    with reading(engine) as connection:
        context = MigrationContext.configure(connection)
        changes = compare_metadata(context, tables.metadata)
    mine = set(tables.metadata.tables)
    assert [change for change in changes if not _is_of_others(change, mine)] == []


def _is_of_others(change: object, mine: set[str]) -> bool:
    """Tables whose module nobody has imported yet."""
    return (
        isinstance(change, tuple)
        and change[0] in ("remove_table", "remove_index")
        and (change[1].name if change[0] == "remove_table" else change[1].table.name) not in mine
    )


def test_the_file_is_encrypted_and_for_its_owner_alone(tmp_path: Path) -> None:
    engine = opened(tmp_path / "hub")
    identity = Identity.load_or_make(engine)
    engine.dispose()
    folder = tmp_path / "hub"
    raw = (folder / "hub.db").read_bytes()
    assert not raw.startswith(b"SQLite format 3")
    assert identity.hub_id.encode() not in raw
    for path in (folder, *folder.iterdir()):
        assert path.stat().st_mode & 0o077 == 0, path.name


def test_a_missing_wrong_or_broken_key_leaves_the_file_as_it_is(tmp_path: Path) -> None:
    opened(tmp_path).dispose()
    before = (tmp_path / "hub.db").read_bytes()
    key = tmp_path / "hub.db.key"
    right = key.read_bytes()
    key.unlink()
    with pytest.raises(HubKeyFault):
        open_engine(url_of(tmp_path))
    for wrong in (b"no key", b"\xff" * 64, b"00" * 32 + b"\n"):
        key.write_bytes(wrong)
        with pytest.raises(HubKeyFault):
            opened(tmp_path)
    key.write_bytes(right.decode().encode("utf-16"))
    opened(tmp_path).dispose()
    assert (tmp_path / "hub.db").read_bytes() == before


def test_the_key_may_lie_elsewhere(tmp_path: Path) -> None:
    key = tmp_path / "secrets" / "hub.key"
    engine = open_engine(url_of(tmp_path), key)
    migrate(engine)
    engine.dispose()
    assert key.exists()
    assert not (tmp_path / "hub.db.key").exists()


def test_every_connection_is_durable(tmp_path: Path) -> None:
    engine = opened(tmp_path)
    with reading(engine) as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA secure_delete").scalar() == 1
    engine.dispose()


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://db/hub"])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"hub needs a file|must begin with"):
        open_engine(url)


def test_the_key_is_not_in_what_is_printed_of_an_engine(tmp_path: Path) -> None:
    engine = opened(tmp_path)
    key = (tmp_path / "hub.db.key").read_text().strip()
    assert key not in repr(engine)
    assert key not in str(engine.url)
    engine.dispose()


def test_an_identity_stays(engine: Engine) -> None:
    first = Identity.load_or_make(engine)
    second = Identity.load_or_make(engine)
    assert second.stamp == first.stamp
    assert second.sign_key.private_bytes_raw() == first.sign_key.private_bytes_raw()
    assert second.seal_key.private_bytes_raw() == first.seal_key.private_bytes_raw()


def test_a_new_epoch_is_told_and_kept(engine: Engine) -> None:
    identity = Identity.load_or_make(engine)
    before = identity.epoch
    assert identity.new_epoch() == identity.epoch != before
    assert Identity.load_or_make(engine).epoch == identity.epoch


def test_s14_a_hub_restored_from_a_backup_has_a_new_epoch(tmp_path: Path) -> None:
    hub = tmp_path / "hub"
    marks = tmp_path / "marks"
    engine = opened(hub)
    before = Identity.load_or_make(engine, marks)
    engine.dispose()
    copy_of(hub, tmp_path / "backup")
    engine = open_engine(url_of(hub))
    Identity.load_or_make(engine, marks).beat()
    engine.dispose()
    shutil.copy(tmp_path / "backup" / "hub.db", hub / "hub.db")
    engine = opened(hub)
    # A command looks at no mark, and leaves it to who serves.
    assert Identity.load_or_make(engine).epoch == before.epoch
    after = Identity.load_or_make(engine, marks)
    assert (after.hub_id, after.epoch == before.epoch) == (before.hub_id, False)
    assert Identity.load_or_make(engine, marks).epoch == after.epoch
    engine.dispose()


def test_a_database_without_its_mark_counts_as_restored(tmp_path: Path) -> None:
    hub = tmp_path / "hub"
    engine = opened(hub)
    before = Identity.load_or_make(engine, tmp_path / "marks")
    engine.dispose()
    copy_of(hub, tmp_path / "elsewhere")
    engine = opened(tmp_path / "elsewhere")
    assert Identity.load_or_make(engine, tmp_path / "other marks").epoch != before.epoch
    engine.dispose()


@pytest.mark.parametrize("content", [b"", b"\xff", b"{}", b"[]", b'{"hub_id":"x","beat":"y"}'])
def test_a_broken_mark_counts_as_none(tmp_path: Path, content: bytes) -> None:
    engine = opened(tmp_path)
    before = Identity.load_or_make(engine, tmp_path)
    (tmp_path / f"{before.hub_id}.mark").write_bytes(content)
    assert Identity.load_or_make(engine, tmp_path).epoch != before.epoch
    engine.dispose()


def test_a_stop_between_the_beat_and_its_mark_is_no_restore(tmp_path: Path) -> None:
    engine = opened(tmp_path)
    identity = Identity.load_or_make(engine, tmp_path)
    file = tmp_path / f"{identity.hub_id}.mark"
    mark = file.read_bytes()
    identity.beat()
    file.write_bytes(mark)
    assert Identity.load_or_make(engine, tmp_path).epoch == identity.epoch
    engine.dispose()


def test_a_mark_that_is_ahead_tells_of_a_restore(engine: Engine, tmp_path: Path) -> None:
    marks = tmp_path / "marks"
    before = Identity.load_or_make(engine, marks)
    assert Identity.load_or_make(engine, marks).epoch == before.epoch
    mark = {"hub_id": before.hub_id, "beat": 99}
    (marks / f"{before.hub_id}.mark").write_text(json.dumps(mark))
    assert Identity.load_or_make(engine, marks).epoch != before.epoch


def test_two_processes_write_to_one_file(tmp_path: Path) -> None:
    """The administration's command line works while the hub runs."""
    engine = opened(tmp_path)
    Identity.load_or_make(engine)
    script = (
        "import sys; from sync.hub.db.engine import open_engine;"
        "from sync.hub.identity import Identity;"
        "engine = open_engine(sys.argv[1]); identity = Identity.load_or_make(engine);"
        "[identity.beat() for _ in range(20)]; engine.dispose()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", script, url_of(tmp_path)],
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])},
    )
    for _ in range(20):
        Identity.load_or_make(engine).beat()
    assert other.wait(60) == 0
    assert "records" in inspect(engine).get_table_names()
    engine.dispose()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_what_root_puts_beside_a_database_is_its_owners(tmp_path: Path) -> None:
    """A command that an administrator runs must not lock the service's user out."""
    database = tmp_path / "hub.db"
    os.chown(tmp_path, 12_345, 12_345)
    engine = open_engine(f"sqlite:///{database}")
    migrate(engine)
    beside = {path.name: path.stat().st_uid for path in tmp_path.glob("hub.db*")}
    engine.dispose()
    assert len(beside) == 6
    assert set(beside.values()) == {12_345}
