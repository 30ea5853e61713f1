"""Every command as a person runs it: help, answers, and one clear line for every bad input."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import qrcode

import kiosk
from kiosk.store.connection import open_store
from tests.support.credentials import every_text, make_person

CHECKOUT = Path(kiosk.__file__).resolve().parent.parent
COMMANDS = (
    "demo",
    "run",
    "settings",
    "parse",
    "keyboard",
    "decode",
    "doctor",
    "report",
    "store",
    "bench",
    "version",
)


def run_kiosk(
    *arguments: str | Path, cwd: Path, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-P", "-m", "kiosk", *map(str, arguments)],
        cwd=cwd,
        env=os.environ | {"PYTHONPATH": str(CHECKOUT), "HOME": str(cwd)} | environment,
        input=stdin,
        capture_output=True,
        timeout=120,
        check=False,
    )


def assert_one_line(result: subprocess.CompletedProcess[bytes], *words: str) -> None:
    """Exit 2 and exactly one line on stderr that holds these words."""
    lines = result.stderr.decode().splitlines()
    assert result.returncode == 2, lines
    assert len(lines) == 1, lines
    for word in words:
        assert word in lines[0]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str, tmp_path: Path) -> None:
    result = run_kiosk(command, "--help", cwd=tmp_path)
    assert result.returncode == 0
    assert f"checkpoint-kiosk {command}".encode() in result.stdout.split(b"Example:")[1]


def test_parse_prints_one_object_for_every_format(tmp_path: Path) -> None:
    import random

    rng = random.Random(7)
    kinds = {}
    for name, text in every_text(rng, make_person(rng)).items():
        result = run_kiosk("parse", "--json", "-", cwd=tmp_path, stdin=text.encode())
        answer = json.loads(result.stdout)
        assert set(answer) == {"kind", "fields", "person", "warnings"}
        assert result.returncode == (1 if answer["kind"] == "unknown" else 0)
        kinds[name] = answer["kind"]
    assert kinds["insurance_old"] == kinds["insurance_short"] == "insurance_card"
    assert kinds["citizen_7"] == kinds["citizen_11"] == "citizen_card"
    assert kinds["slip"] == "slip"


def test_parse_survives_what_is_no_text(tmp_path: Path) -> None:
    result = run_kiosk("parse", "--json", "-", cwd=tmp_path, stdin=b"\xff\x00\xfe" * 5000)
    assert json.loads(result.stdout)["kind"] == "unknown"
    assert result.returncode == 1
    assert result.stderr == b""


def test_decode_prints_symbols_and_names_what_it_cannot_read(tmp_path: Path) -> None:
    import cv2

    code = qrcode.QRCode(border=4)
    code.add_data("Đến điểm kiểm dịch".encode())
    code.make()
    dots = np.kron(~np.array(code.get_matrix(), dtype=bool), np.ones((6, 6), dtype=bool))
    cv2.imwrite(str(tmp_path / "a.png"), dots.astype(np.uint8) * 255)
    cv2.imwrite(str(tmp_path / "b.png"), np.full((99, 99), 200, dtype=np.uint8))
    answers = json.loads(run_kiosk("decode", "--json", tmp_path, cwd=tmp_path).stdout)
    assert [Path(answer["file"]).name for answer in answers] == ["a.png", "b.png"]
    assert answers[0]["symbols"][0]["text"] == "Đến điểm kiểm dịch"
    assert set(answers[0]["symbols"][0]) == {"text", "format", "engine", "corners"}
    assert len(answers[0]["symbols"][0]["corners"]) == 4
    assert answers[1]["symbols"] == []
    assert all(answer["ms"] >= 0 for answer in answers)
    (tmp_path / "c.png").write_bytes(b"not an image")
    assert_one_line(run_kiosk("decode", tmp_path / "c.png", cwd=tmp_path), "c.png")
    assert_one_line(run_kiosk("decode", tmp_path / "gone.png", cwd=tmp_path), "gone.png")


def test_the_doctor_names_a_missing_camera_and_printer_in_plain_words(tmp_path: Path) -> None:
    config = tmp_path / "kiosk.toml"
    config.write_text('[camera]\nsource = "/dev/v4l/by-id/none"\n', encoding="utf-8")
    result = run_kiosk("doctor", "--config", config, cwd=tmp_path)
    lines = result.stdout.decode().splitlines()
    assert result.returncode == 1
    assert any(line.startswith("NO   camera") and "plug in" in line for line in lines)
    assert any("printer" in line and "none is configured" in line for line in lines)
    assert "Traceback" not in result.stderr.decode()


def test_the_doctor_is_content_with_the_demo_devices(tmp_path: Path) -> None:
    result = run_kiosk("doctor", "--demo", "--json", cwd=tmp_path)
    findings = json.loads(result.stdout)
    assert result.returncode == 0, findings
    assert {finding["check"] for finding in findings} >= {
        "venue", "camera", "decoders", "scanner", "printer", "tones", "fonts", "database", "key",
        "disk", "files", "clock", "hub", "session",
    }  # fmt: skip


def test_the_doctor_names_letters_of_the_venue_that_slips_cannot_show(tmp_path: Path) -> None:
    config = tmp_path / "kiosk.toml"
    config.write_text(
        '[camera]\nkind = "none"\n[venue]\nname = "xã Ƀuôn Đôn 医"\ngate = "Cổng ŏ"\n'
        f"[store]\ndirectory = {json.dumps(str(tmp_path / 'store'))}\n",
        encoding="utf-8",
    )
    result = run_kiosk("doctor", "--config", config, "--json", cwd=tmp_path)
    fonts = next(each for each in json.loads(result.stdout) if each["check"] == "fonts")
    assert "Ƀ → B, 医 → –, ŏ → o" in fonts["text"]
    assert result.returncode == 0


def test_every_bad_key_is_one_line(tmp_path: Path) -> None:
    config = tmp_path / "kiosk.toml"
    config.write_text('[printer]\nwidth_px = "wide"\n[colour]\n', encoding="utf-8")
    result = run_kiosk("run", "--config", config, cwd=tmp_path)
    assert result.returncode == 2
    assert result.stderr.decode().splitlines() == [
        f'checkpoint-kiosk: {config}:2: printer.width_px: expected 384 or 576, got "wide"',
        f"checkpoint-kiosk: {config}:3: colour: unknown key",
    ]


def test_a_missing_configuration_and_an_odd_locale(tmp_path: Path) -> None:
    result = run_kiosk("run", "--config", "gone.toml", cwd=tmp_path, LC_ALL="POSIX")
    assert_one_line(result, "gone.toml", "no such file")


def test_a_data_directory_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    config = tmp_path / "kiosk.toml"
    config.write_text(f'[store]\ndirectory = "{tmp_path}/file/store"\n', encoding="utf-8")
    assert_one_line(run_kiosk("run", "--config", config, "--headless", cwd=tmp_path), "store")


def make_database(folder: Path) -> Path:
    """A kiosk.toml with a real database beside it."""
    from kiosk.base.clock import SystemClock

    open_store(folder / "store", folder / "store" / "store.key", SystemClock()).close()
    config = folder / "kiosk.toml"
    config.write_text(f'[store]\ndirectory = "{folder}/store"\n', encoding="utf-8")
    return config


def test_store_check_and_backup(tmp_path: Path) -> None:
    config = make_database(tmp_path)
    report = run_kiosk("store", "check", "--config", config, "--json", cwd=tmp_path)
    assert report.returncode == 0
    assert json.loads(report.stdout)["sound"] is True
    copy = tmp_path / "copy.db"
    assert run_kiosk("store", "backup", copy, "--config", config, cwd=tmp_path).returncode == 0
    assert copy.read_bytes()[:15] != b"SQLite format 3"
    again = run_kiosk("store", "backup", "--config", config, copy, cwd=tmp_path)
    assert_one_line(again, "copy.db", "already")


def test_a_wrong_key_is_one_line_and_touches_nothing(tmp_path: Path) -> None:
    config = make_database(tmp_path)
    database, key = tmp_path / "store" / "store.db", tmp_path / "store" / "store.key"
    before = database.read_bytes()
    key.write_text("0" * 64, encoding="ascii")
    assert_one_line(run_kiosk("store", "check", "--config", config, cwd=tmp_path), "wrong_key")
    doctor = run_kiosk("doctor", "--config", config, cwd=tmp_path)
    assert b"put the key file back" in doctor.stdout
    assert doctor.returncode == 1
    assert database.read_bytes() == before


def test_a_second_kiosk_on_the_same_data_is_refused(tmp_path: Path) -> None:
    import fcntl

    config = make_database(tmp_path)
    with (tmp_path / "store" / "kiosk.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        result = run_kiosk("run", "--config", config, "--headless", cwd=tmp_path)
    assert_one_line(result, "another kiosk is running")


def test_keyboard_composes_keys_and_lines(tmp_path: Path) -> None:
    one = run_kiosk("keyboard", "compose", "Nguyeenx Thij Hoaf", "--style", "new", cwd=tmp_path)
    assert (one.returncode, one.stdout.decode()) == (0, "Nguyễn Thị Hoà\n")
    lines = b"nguyenxe\nHoaf\r\n\nK'Breeps"
    many = run_kiosk("keyboard", "compose", "-", cwd=tmp_path, stdin=lines)
    assert (many.returncode, many.stdout.decode()) == (0, "nguyễn\nHòa\n\nK'Brếp\n")
