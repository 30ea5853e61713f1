"""`report`: a day, a month, and who is inside, as a technician asks for them."""

from __future__ import annotations

import fcntl
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.__main__ import main
from kiosk.base.clock import SystemClock
from kiosk.commands.report import PROBLEMS
from kiosk.domain.desk.reports import ExportProblem
from kiosk.store.connection import open_store
from kiosk.store.driver import connect
from kiosk.store.key import load_key
from tests.support.store import scan

NAME = "Chamaléa Thị Hương"


@pytest.fixture
def config(tmp_path: Path) -> Path:
    """A kiosk.toml with a database beside it, into which two people came today."""
    store = open_store(tmp_path / "store", tmp_path / "store" / "store.key", SystemClock())
    for number in (1, 2):
        scan(store, number, at=datetime.now(UTC))
    store.close()
    path = tmp_path / "kiosk.toml"
    path.write_text(
        f'[store]\ndirectory = "{tmp_path}/store"\n[printer]\nkind = "simulated"\n',
        encoding="utf-8",
    )
    return path


def test_a_day_goes_into_a_folder_under_a_name_of_its_own(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "day", "--out", str(tmp_path), "--config", str(config)]) == 0
    (path,) = tmp_path.glob("danh-sach-den-di-*.xlsx")
    assert capsys.readouterr().out == f"{path}: 2 lines\n"
    assert main(["report", "day", "--out", str(tmp_path), "--config", str(config)]) == 1
    assert "is there already" in capsys.readouterr().err


def trail(config: Path) -> list[tuple[str, str | None, str]]:
    """What the trail says of it."""
    store = config.parent / "store"
    connection = connect(store / "store.db", load_key(store / "store.key"), "ro")
    try:
        rows = connection.execute("SELECT deed, by, note FROM staff_trail ORDER BY number")
        return [tuple(row) for row in rows.fetchall()]
    finally:
        connection.close()


def test_what_leaves_by_a_command_leaves_a_trace(config: Path, tmp_path: Path) -> None:
    asked = ["report", "day", "--day", "1/7/2026", "--out", str(tmp_path / "x.csv")]
    assert main([*asked, "--config", str(config)]) == 0
    assert main(["report", "evacuation", "--print", "--config", str(config)]) == 0
    assert trail(config) == [
        ("report_exported", None, "list 2026-07-01 csv"),
        ("evacuation_printed", None, ""),
    ]


def test_beside_a_running_kiosk_it_is_written_all_the_same(config: Path, tmp_path: Path) -> None:
    with (config.parent / "store" / "kiosk.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        path = tmp_path / "x.csv"
        assert main(["report", "day", "--out", str(path), "--config", str(config)]) == 0
    assert path.exists()


def test_the_ending_of_the_file_says_what_it_is(config: Path, tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    assert main(["report", "day", "--out", str(path), "--config", str(config)]) == 0
    assert path.read_text(encoding="utf-8-sig").count(NAME) == 2


def test_a_month_is_numbers_and_a_month_may_be_a_list(config: Path, tmp_path: Path) -> None:
    numbers, names = tmp_path / "numbers.csv", tmp_path / "names.csv"
    asked = ["report", "month", "--config", str(config), "--out"]
    assert main([*asked, str(numbers)]) == 0
    assert main([*asked, str(names), "--content", "list"]) == 0
    said = numbers.read_text(encoding="utf-8-sig")
    assert NAME not in said
    assert said.splitlines()[-1].startswith('"Cộng","2","2","0","2"')
    assert names.read_text(encoding="utf-8-sig").count(NAME) == 2


def test_a_month_without_anybody_has_its_days(config: Path, tmp_path: Path) -> None:
    path = tmp_path / "numbers.csv"
    asked = ["report", "month", "--month", "02/2024", "--out", str(path), "--config", str(config)]
    assert main(asked) == 0
    assert len(path.read_text(encoding="utf-8-sig").splitlines()) == 1 + 29 + 1


def test_who_is_inside_is_shown_and_printed(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["report", "evacuation", "--config", str(config)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("inside: 2\n")
    assert said.count(f"[ ] {NAME}") == 2
    assert "may still be inside: 0" in said
    assert main(["report", "evacuation", "--print", "--config", str(config)]) == 0
    assert capsys.readouterr().out == "printed: 2 people\n"
    assert len(list((tmp_path / "store" / "slips").glob("*.png"))) == 1


def test_without_a_printer_it_says_so(config: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config.write_text(config.read_text().replace("simulated", "none"), encoding="utf-8")
    assert main(["report", "evacuation", "--print", "--config", str(config)]) == 1
    assert "no printer is set up" in capsys.readouterr().err


def test_a_stick_that_is_not_there_is_said(
    config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = "/media/no-such-user/no-such-stick/day.xlsx"
    assert main(["report", "day", "--out", out, "--config", str(config)]) == 1
    assert "no stick is there" in capsys.readouterr().err


def test_every_problem_has_its_words() -> None:
    assert set(PROBLEMS) == set(ExportProblem)


def test_who_is_inside_is_written_as_pages(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "so-tan.pdf"
    assert main(["report", "evacuation", "--out", str(out), "--config", str(config)]) == 0
    assert capsys.readouterr().out == f"{out}: 1 pages\n"
    assert out.read_bytes().startswith(b"%PDF-")
    ((deed, _, note),) = trail(config)
    assert (deed, note.split()[0], note.split()[-1]) == ("report_exported", "evacuation", "pdf")


def test_the_venues_papers_need_no_database(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "kiosk.toml"
    config.write_text(f'[store]\ndirectory = "{tmp_path}/store"\n', encoding="utf-8")
    asked = ["--out", str(tmp_path), "--config", str(config)]
    assert main(["document", "poster", "--copies", "3", *asked]) == 0
    assert main(["document", "sheets", *asked]) == 0
    said = capsys.readouterr().out
    assert ": 3 pages\n" in said
    assert ": 20 pages\n" in said
    names = sorted(path.name.rstrip("-0123456789.pdf") for path in tmp_path.glob("*.pdf"))
    assert names == ["so-giay", "to-huong-dan"]
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize("copies", ["0", "100", "many", "-1", "²"])
def test_a_number_of_posters_that_cannot_be_is_refused(copies: str, tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as refused:
        main(["document", "poster", f"--copies={copies}", "--out", str(tmp_path)])
    assert refused.value.code == 2
    assert list(tmp_path.iterdir()) == []


def test_wallet_cards_leave_a_trace_and_need_a_database(
    config: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "the.pdf"
    assert main(["document", "cards", "--out", str(out), "--config", str(config)]) == 0
    assert capsys.readouterr().out == f"{out}: 1 pages\n"
    ((deed, _, note),) = trail(config)
    assert (deed, note.split()[0]) == ("report_exported", "wallet_cards")
    empty = tmp_path / "empty.toml"
    empty.write_text(f'[store]\ndirectory = "{tmp_path}/nothing"\n', encoding="utf-8")
    assert main(["document", "cards", "--out", str(tmp_path), "--config", str(empty)]) == 2
