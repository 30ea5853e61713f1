"""A hub whose certificate an authority vouches for: enrolling and syncing by the commands."""

from __future__ import annotations

import json
import random
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.__main__ import main
from kiosk.base.clock import SystemClock
from kiosk.bench.gate_station import GateStation
from sync.protocol.enrolment import parse_invitation
from tests.support.credentials import citizen_fields, citizen_text, make_person
from tests.support.processes import environment, kiosk_command, write_config
from tests.support.tls import Authority

CONFIG = """
[camera]
kind = "none"
[store]
directory = {store}
[sync]
ca_file = {ca_file}
"""
RNG = random.Random(12)


@contextmanager
def served(data: Path, authority: Authority) -> Iterator[None]:
    """`hub serve` with a certificate of the authority, in a process of its own."""
    certificate, key = authority.server_files()
    command = kiosk_command(
        "hub", "serve", "--data", data, "--listen", "127.0.0.1:0",
        "--tls-cert", certificate, "--tls-key", key,
    )  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment(), text=True) as process:
        try:
            assert process.stdout is not None
            assert " at https://127.0.0.1:" in process.stdout.readline()
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)


def test_a_station_enrols_and_syncs_by_the_authority_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours, other = Authority(tmp_path / "ours"), Authority(tmp_path / "other", "Another")
    store, data = tmp_path / "kiosk", tmp_path / "hub"
    (tmp_path / "a").mkdir()
    config = write_config(tmp_path, CONFIG, store=store, ca_file=ours.ca_file)
    stranger = write_config(tmp_path / "a", CONFIG, store=store, ca_file=other.ca_file)

    def say(*words: object, code: int = 0) -> str:
        capsys.readouterr()
        assert main([str(word) for word in words]) == code
        said = capsys.readouterr()
        # A note of the log is no part of an answer.
        return said.err if code == 2 else said.out

    # Before it is enrolled: a station at work would exchange by itself.
    station = GateStation(store, "Cổng A", SystemClock())
    station.start()
    station.scan(citizen_text(citizen_fields(make_person(RNG), RNG)))
    station.stop()
    with served(data, ours):
        say("hub", "venue", "add", "Trạm Mẫu", "--data", data)
        made = json.loads(say("hub", "device", "add", "1", "Cổng A", "--json", "--data", data))
        invitation = parse_invitation(made["invitation"])
        assert invitation.pin == "", "an authority's certificate is not pinned"
        # Who trusts another authority sends it nothing: the code stays good.
        assert "certificate" in say("enrol", invitation, "--config", stranger, code=2)
        say("enrol", invitation, "--config", config)
        assert json.loads(say("sync", "status", "--json", "--config", config))["unsent"] > 0
        after = json.loads(say("sync", "now", "--json", "--config", config))
        assert (after["state"], after["unsent"]) == ("online", 0)
        refused = say("sync", "now", "--json", "--config", stranger, code=1)
        assert json.loads(refused)["state"] == "offline"
        devices = json.loads(say("hub", "device", "list", "--json", "--data", data))["devices"]
        assert [one["state"] for one in devices] == ["active"]
