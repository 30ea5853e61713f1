"""A report to a folder, and who is inside on paper, at the running window in both languages."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from kiosk.domain.language import Language
from kiosk.store.driver import connect
from kiosk.store.key import load_key
from tests.support.processes import run_worker

NAME = "Chamaléa Thị Hương"
PEOPLE = 3


@pytest.mark.slow
@pytest.mark.parametrize("language", list(Language))
def test_a_report_is_written_and_everybody_gets_out(tmp_path: Path, language: Language) -> None:
    done = run_worker(tmp_path, "desk_reports_worker", tmp_path, language.value, timeout_s=200)
    assert json.loads(done.stdout) == {"touches": 8, "papers": 1}
    assert NAME not in done.stderr
    (path,) = (tmp_path / "reports").iterdir()
    assert path.name.startswith("danh-sach-den-di-")
    with path.open(encoding="utf-8-sig", newline="") as file:
        assert [row[2] for row in csv.reader(file)][1:] == [NAME] * PEOPLE
    store = tmp_path / "store"
    connection = connect(store / "store.db", load_key(store / "store.key"), "ro")
    try:
        trail = connection.execute(
            "SELECT deed, by, count(*) FROM staff_trail GROUP BY deed, by ORDER BY min(number)"
        ).fetchall()
        inside = connection.execute("SELECT count(*) FROM presence").fetchone()[0]
    finally:
        connection.close()
    assert trail == [
        ("report_exported", "account-1", 1),
        ("evacuation_printed", "account-1", 1),
        ("checked_out", "account-1", PEOPLE),
    ]
    assert inside == 0
