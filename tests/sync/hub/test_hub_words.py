"""What an administrator types is taken as people write it, or refused in a line that helps."""

from __future__ import annotations

import json
import socket
from datetime import datetime
from pathlib import Path

import pytest

from kiosk.__main__ import main
from sync.hub.hub import Hub
from sync.protocol.feeds import FeedName, FeedPage
from sync.protocol.records import format_at

Told = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path, capsys: Told) -> Path:
    """The folder of a hub with one venue."""
    made = tmp_path / "hub"
    assert main(["hub", "venue", "add", "Trung tâm Y tế Mẫu", "--data", str(made)]) == 0
    capsys.readouterr()
    return made


def _fails(capsys: Told, folder: Path, *words: str) -> str:
    assert main(["hub", *words, "--data", str(folder)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert len(told.err.splitlines()) == 1
    return told.err


def test_what_would_do_nothing_is_refused(folder: Path, capsys: Told) -> None:
    assert "no announcement 0192" in _fails(capsys, folder, "announce", "--withdraw", "0192")
    same = _fails(capsys, folder, "venue", "add", " trung  tâm y tế MẪU")
    assert "is there already, as number 1" in same
    assert main(["hub", "revoke", "42", "--data", str(folder)]) == 0
    assert "no record here tells of slip 42" in capsys.readouterr().err
    assert "slip 42 is revoked already" in _fails(capsys, folder, "revoke", "42")


@pytest.mark.parametrize(
    ("words", "since"),
    [
        ("29/11/2026 15:00", "2026-11-29T15:00:00+07:00"),
        ("29-11-2026T15:00", "2026-11-29T15:00:00+07:00"),
        ("2026-11-29T15:00+09:00", "2026-11-29T15:00:00+09:00"),
        ("1.12.2026", "2026-12-01T00:00:00+07:00"),
    ],
)
def test_a_time_is_the_venues_own_unless_it_has_an_offset(
    folder: Path, words: str, since: str
) -> None:
    line = ["hub", "announce", "Đóng cửa sớm", "--from", words, "--data", str(folder)]
    assert main(line) == 0
    hub = Hub.open(folder)
    try:
        page = hub.feeds.page(FeedName.ANNOUNCEMENTS, hub.venues.find("1").id, None)
    finally:
        hub.close()
    assert isinstance(page, FeedPage)
    assert page.items[0].body["from"] == format_at(datetime.fromisoformat(since))


def test_days_are_taken_as_people_write_them(folder: Path, capsys: Told, tmp_path: Path) -> None:
    out = ("--out", str(tmp_path / "entries.csv"), "--data", str(folder))
    assert main(["hub", "export", "1", "--from", "1/11/2026", "--to", "30.11.2026", *out]) == 0
    assert "2026-11-01 to 2026-11-30" in capsys.readouterr().out
    with pytest.raises(SystemExit):
        main(["hub", "export", "1", "--from", "31/11/2026"])
    assert "such as 29/11/2026" in capsys.readouterr().err


def test_an_export_goes_to_a_stick_that_is_there(folder: Path, capsys: Told) -> None:
    out = "/media/no-such-user/no-such-stick/entries.csv"
    assert "no stick is mounted there" in _fails(capsys, folder, "export", "1", "--out", out)
    assert not Path("/media/no-such-user").exists()


def test_a_busy_port_is_named(folder: Path, capsys: Told) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = _fails(capsys, folder, "serve", "--listen", f"127.0.0.1:{port}")
    assert f"port {port} is another program's already" in said


def test_the_clock_is_told_in_one_zone_that_is_named(folder: Path, capsys: Told) -> None:
    assert main(["hub", "clock", "--data", str(folder)]) == 0
    assert " UTC: the clock is believed" in capsys.readouterr().out
    assert main(["hub", "clock", "--json", "--data", str(folder)]) == 0
    assert json.loads(capsys.readouterr().out)["now"].endswith("Z")
