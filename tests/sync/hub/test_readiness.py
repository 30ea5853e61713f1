"""`/readyz`: whether a hub can take records in. Its disk fills, its database takes nothing."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest
import requests

from sync.hub.certificate import NAME as CERTIFICATE_NAME
from sync.hub.db.engine import state_of, writing
from sync.hub.hub import Hub
from sync.hub.readiness import EVERY_S, LEAST_FREE, Readiness, Unready
from sync.hub.server import RunningHub
from tests.support.hub_client import only_sqlite
from tests.support.processes import ROOT, environment

DISK = 2 * LEAST_FREE


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A hub that serves from a small file system of its own; its address, and its folder."""
    folder = tmp_path / "disk"
    folder.mkdir()
    space = ["unshare", "--map-root-user", "--mount", "sh", "-c"]
    mount = f'mount -t tmpfs -o size={DISK},mode=0700 tmpfs "$0"'
    if (
        not shutil.which("unshare")
        or subprocess.run([*space, mount, folder], check=False, capture_output=True).returncode
    ):
        pytest.skip("this user may mount no file system")
    serve = [sys.executable, "-P", "-m", "kiosk", "hub", "serve", "--data", folder]
    with subprocess.Popen(
        [*space, f'{mount} && exec "$@"', folder, *serve, "--listen", "127.0.0.1:0"],
        cwd=ROOT,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            url = process.stdout.readline().strip().partition(" at ")[2]
            # The folder as that process sees it.
            yield url, Path(f"/proc/{process.pid}/root{folder}")
        finally:
            process.send_signal(signal.SIGTERM)


@pytest.mark.fault("S44")
def test_s44_a_full_disk_makes_the_hub_unready(small_disk: tuple[str, Path]) -> None:
    url, folder = small_disk
    own = str(folder / CERTIFICATE_NAME)

    def ask(path: str) -> tuple[int, str]:
        answer = requests.get(f"{url}{path}", timeout=30, verify=own)
        return answer.status_code, answer.json()["status"]

    assert ask("/readyz") == (200, "ready")
    free = shutil.disk_usage(folder).free
    filler = folder / "filler"
    with filler.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, free)
    assert shutil.disk_usage(folder).free == 0
    assert ask("/readyz") == (503, "disk full")
    assert ask("/healthz") == (200, "ok")
    # Room for what is written next is not enough.
    os.truncate(filler, free - LEAST_FREE + 2 * 1024 * 1024)
    assert ask("/readyz") == (503, "disk full")
    filler.unlink()
    assert ask("/readyz") == (200, "ready")


@only_sqlite
@pytest.mark.fault("S44")
def test_s44_a_database_that_takes_nothing_is_told(running: RunningHub) -> None:
    def ask(path: str) -> tuple[int, str]:
        answer = requests.get(f"{running.url}{path}", timeout=30)
        return answer.status_code, answer.json()["status"]

    writer = state_of(running.hub.engine).writer
    assert writer is not None
    with writer.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
    assert ask("/readyz") == (503, "no database")
    assert ask("/healthz") == (200, "ok")
    with writer.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = OFF")
    assert ask("/readyz") == (200, "ready")


@only_sqlite
def test_a_full_database_is_a_full_disk(hub: Hub, tmp_path: Path) -> None:
    with writing(hub.engine) as connection:
        run = connection.exec_driver_sql
        run("DELETE FROM hub_settings")
        run("CREATE TABLE filler (content)")
        run(
            "CREATE TRIGGER fill AFTER INSERT ON hub_settings BEGIN"
            " INSERT INTO filler VALUES (zeroblob(100000)); END"
        )
    # This holds for the connection of the writers.
    with writing(hub.engine) as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    assert Readiness(hub.engine, tmp_path, monotonic).look() is Unready.DISK_FULL


def test_asking_often_writes_seldom(hub: Hub, tmp_path: Path) -> None:
    now = [100.0]
    readiness = Readiness(hub.engine, tmp_path, lambda: now[0])
    assert readiness.look() is None
    state = state_of(hub.engine)
    turn, state.turn = state.turn, _Closed()
    try:
        # What was found a moment ago holds.
        assert readiness.look() is None
        now[0] += EVERY_S
        with pytest.raises(AssertionError, match="written"):
            readiness.look()
    finally:
        state.turn = turn


def test_a_folder_that_is_gone_is_told(hub: Hub, tmp_path: Path) -> None:
    readiness = Readiness(hub.engine, tmp_path / "gone", monotonic)
    assert readiness.look() is Unready.NO_DATABASE


class _Closed:
    """A turn that nobody should ask for."""

    def __enter__(self) -> None:
        raise AssertionError("written")

    def __exit__(self, *_: object) -> None:
        """Nothing was taken."""
