"""An administrator at the running window, in both languages: the daily look at who stays, an
account, its badge, the trail; then the badge unlocks the desk."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk.domain.language import Language
from kiosk.store.driver import connect
from kiosk.store.key import load_key
from tests.support.processes import check_store, run_worker, write_config

CONFIG = """
[camera]
kind = "none"
[store]
directory = {store}
"""
DISABLED = {
    Language.VI: ["Lan không đăng nhập được nữa.", "Lan lại đăng nhập được."],
    Language.EN: ["Lan can no longer sign in.", "Lan can sign in again."],
}


@pytest.mark.slow
@pytest.mark.parametrize("language", list(Language))
def test_an_account_is_made_and_its_badge_unlocks(tmp_path: Path, language: Language) -> None:
    done = run_worker(tmp_path, "accounts_worker", tmp_path, language.value, timeout_s=300)
    assert json.loads(done.stdout) == {
        "seen": [
            *("reminded", "weak", "added", "badge"),
            *DISABLED[language],
            *("trail", "export", "no badge", "unlocked"),
        ],
        "papers": 1,
    }
    store = tmp_path / "store"
    connection = connect(store / "store.db", load_key(store / "store.key"), "ro")
    try:
        trail = connection.execute(
            "SELECT t.deed, coalesce(b.name, ''), coalesce(a.name, ''), t.note FROM staff_trail t"
            " LEFT JOIN staff b ON b.id = t.by LEFT JOIN staff a ON a.id = t.account"
            " ORDER BY t.number"
        ).fetchall()
        entries = connection.execute("SELECT count(*) FROM entries").fetchone()[0]
        (code,) = connection.execute("SELECT slip ->> 'code' FROM print_jobs").fetchone()
    finally:
        connection.close()
    boss, lan = "Võ Thanh Hà", "Lan"
    assert trail == [
        ("account_added", "", boss, "administrator"),
        ("signed_in", boss, "", ""),
        ("stays_reviewed", boss, "", "1"),
        ("account_added", boss, lan, "staff"),
        ("badge_issued", boss, lan, ""),
        ("account_disabled", boss, lan, ""),
        ("account_enabled", boss, lan, ""),
        ("signed_out", boss, "", ""),
        ("signed_in", lan, "", ""),
        ("locked", lan, "", ""),
        ("badge_refused", "", "", "no_badge"),
        ("unlocked", lan, "", "badge"),
    ]
    assert entries == 1, "what is held to the lock is no entry: the inpatient's is the only one"
    assert code not in done.stderr
    config = write_config(tmp_path, CONFIG, store=store)
    assert check_store(tmp_path, config)["problems"] == []
