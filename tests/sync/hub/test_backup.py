"""`hub backup`: a copy that opens, is the same hub, and knows that it is older."""

from __future__ import annotations

import shutil
import stat
from pathlib import Path

import pytest

from kiosk.__main__ import main
from sync.hub.certificate import NAME as CERTIFICATE_NAME
from sync.hub.hub import DATABASE_NAME, Hub, HubOptions
from sync.hub.server import RunningHub
from tests.support.hub_records import ADMIN
from tests.support.postgres import Cluster


def backed_up(running: RunningHub, copy: Path) -> None:
    running.hub.venues.add(ADMIN, "Trạm Mẫu", "", "Asia/Ho_Chi_Minh")
    running.hub.back_up(ADMIN, copy)
    running.hub.venues.add(ADMIN, "Sau bản sao", "", "Asia/Ho_Chi_Minh")


def test_a_copy_of_a_running_hub_is_the_same_hub_in_a_new_epoch(tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    with RunningHub(tmp_path / "hub", is_tls=True) as running:
        backed_up(running, copy)
        served, identity = running.hub.served, running.hub.identity
    assert sorted(path.name for path in copy.iterdir()) == [
        CERTIFICATE_NAME,
        DATABASE_NAME,
        f"{DATABASE_NAME}.key",
    ]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in copy.iterdir()} == {0o600}
    assert b"SQLite format" not in (copy / DATABASE_NAME).read_bytes()
    with RunningHub(copy, is_tls=True) as restored:
        assert [venue.name for venue in restored.hub.venues.all()] == ["Trạm Mẫu"]
        assert restored.hub.identity.hub_id == identity.hub_id
        assert restored.hub.identity.key_hash == identity.key_hash
        assert restored.hub.identity.epoch != identity.epoch
        assert served is not None
        assert restored.hub.served is not None
        assert restored.hub.served.pin == served.pin


def test_a_copy_over_the_folder_it_came_from_is_older_than_its_mark(tmp_path: Path) -> None:
    folder, copy = tmp_path / "hub", tmp_path / "copy"
    with RunningHub(folder) as running:
        backed_up(running, copy)
        epoch = running.hub.identity.epoch
    shutil.rmtree(folder)
    copy.rename(folder)
    with RunningHub(folder) as restored:
        assert restored.hub.identity.epoch != epoch


@pytest.mark.fault("S14")
def test_s14_the_whole_folder_put_back_is_older_than_its_mark(tmp_path: Path) -> None:
    """Copied while the hub stood still, with all that lay in it."""
    folder, copy = tmp_path / "hub", tmp_path / "copy"
    with RunningHub(folder) as running:
        epoch = running.hub.identity.epoch
    shutil.copytree(folder, copy)
    with RunningHub(folder) as running:
        assert running.hub.identity.epoch == epoch
    shutil.rmtree(folder)
    copy.rename(folder)
    with RunningHub(folder) as restored:
        assert restored.hub.identity.epoch != epoch


def test_a_hub_that_another_user_serves_has_no_mark_and_begins_a_new_epoch(tmp_path: Path) -> None:
    with RunningHub(tmp_path / "hub") as running:
        epoch = running.hub.identity.epoch
    elsewhere = HubOptions(marks=tmp_path / "marks")
    with RunningHub(tmp_path / "hub", options=elsewhere) as running:
        assert running.hub.identity.epoch != epoch
        (mark,) = (tmp_path / "marks").iterdir()
        assert stat.S_IMODE(mark.stat().st_mode) == 0o600


def test_who_makes_the_first_venue_is_not_taken_for_a_restored_hub(tmp_path: Path) -> None:
    first = Hub.open(tmp_path / "hub")
    first.close()
    with RunningHub(tmp_path / "hub") as running:
        assert running.hub.identity.epoch == first.identity.epoch


def test_nothing_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Hub.open(tmp_path / "hub").close()
    (tmp_path / "copy").mkdir()
    words = ["hub", "backup", str(tmp_path / "copy"), "--data", str(tmp_path / "hub")]
    assert main(words) == 2
    assert "is there already" in capsys.readouterr().err
    assert list((tmp_path / "copy").iterdir()) == []


def test_of_postgresql_the_command_says_the_line(
    tmp_path: Path, cluster: Cluster, capsys: pytest.CaptureFixture[str]
) -> None:
    url = cluster.make_database().replace("postgresql+psycopg:", "postgres:", 1)
    try:
        with RunningHub(tmp_path / "hub", is_tls=True, database=url) as running:
            assert running.hub.readiness.look() is None
        words = ["hub", "backup", str(tmp_path / "copy"), "--data", str(tmp_path / "hub")]
        assert main([*words, "--db", url]) == 0
        said = capsys.readouterr().out
        assert "pg_dump --format=custom --file=hub.dump 'postgresql://" in said
        assert [path.name for path in (tmp_path / "copy").iterdir()] == [CERTIFICATE_NAME]
    finally:
        cluster.drop_database(url.replace("postgres:", "postgresql+psycopg:", 1))
