"""`run` as the service manager starts and stops it: a video for a camera, then SIGTERM."""

from __future__ import annotations

import select
import signal
import subprocess
import time
from pathlib import Path

import pytest

from kiosk.demo.film.footage import make_footage
from kiosk.demo.film.people import demo_persons
from kiosk.domain.credential import parse_credential
from tests.support.processes import check_store, environment, kiosk_command, write_config

PATIENCE_S = 90.0

CONFIG = """
[camera]
kind = "video"
source = {video}
[printer]
kind = "simulated"
address = {slips}
[print]
when = "always"
[ui]
full_screen = false
[store]
directory = {store}
"""


@pytest.mark.slow
def test_a_shift_from_start_to_sigterm(tmp_path: Path) -> None:
    shown = demo_persons(5, 2)
    video, store, slips = tmp_path / "shift.avi", tmp_path / "store", tmp_path / "slips"
    make_footage(video, 5, shown, lead_in_s=2.0)
    config = write_config(tmp_path, CONFIG, video=video, store=store, slips=slips)
    process = subprocess.Popen(
        kiosk_command("run", "--config", config, "--headless"),
        cwd=tmp_path,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    patience = time.monotonic() + PATIENCE_S
    while len(list(slips.glob("*.png"))) < len(shown) and time.monotonic() < patience:
        assert process.poll() is None, process.communicate()
        pause(0.2)
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=20)
    assert process.returncode == 0, err.decode()
    assert out == b""

    found = check_store(tmp_path, config)
    assert found["sound"] is True
    assert found["entries"] == len(shown)

    told = (store / "kiosk.log").read_text(encoding="utf-8") + err.decode()
    for code in shown:
        person = parse_credential(code.payload).person
        assert person is not None
        for secret in (person.full_name, person.id_number, person.insurance_number):
            assert not secret or secret not in told
    assert (store / "store.key").stat().st_mode & 0o777 == 0o600
    everything = b"".join(path.read_bytes() for path in store.iterdir() if path.is_file())
    assert b"SQLite format 3" not in everything


@pytest.mark.slow
def test_without_a_configuration_the_kiosk_serves_and_writes_none(tmp_path: Path) -> None:
    home = {"HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "config")}
    process = subprocess.Popen(
        kiosk_command("run", "--headless"),
        cwd=tmp_path,
        env=environment(**home),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    key = tmp_path / ".local" / "share" / "checkpoint-kiosk" / "store.key"
    patience = time.monotonic() + PATIENCE_S
    while not key.exists() and time.monotonic() < patience:
        assert process.poll() is None, process.communicate()
        pause(0.2)
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out) == (0, b""), err.decode()
    assert key.exists()
    assert not (tmp_path / "config").exists()


def test_a_configuration_that_is_named_and_not_there_is_an_error(tmp_path: Path) -> None:
    done = subprocess.run(
        kiosk_command("run", "--headless", "--config", tmp_path / "kiosk.toml"),
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    path = tmp_path / "kiosk.toml"
    example = f"no such file; begin with the example: checkpoint-kiosk settings example > {path}"
    assert done.stderr == f"checkpoint-kiosk: {path}: {example}\n"


def pause(seconds: float) -> None:
    """Let another process work; nothing of ours tells when a file appears."""
    select.select([], [], [], seconds)
