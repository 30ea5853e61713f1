"""Requests about somebody's own data, answered by finger at a kiosk without a hub."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk.domain.language import Language
from kiosk.store.driver import connect
from kiosk.store.key import load_key
from tests.support.pdf import text_of
from tests.support.plain_pages import plain_text
from tests.support.processes import check_store, run_worker, write_config

NAME = "Lê Thị Khác"
CONFIG = """
[camera]
kind = "none"
[store]
directory = {store}
"""


@pytest.mark.slow
@pytest.mark.parametrize("language", list(Language))
def test_an_administrator_answers_what_people_ask(tmp_path: Path, language: Language) -> None:
    done = run_worker(tmp_path, "requests_worker", tmp_path, language.value, timeout_s=300)
    (name,) = json.loads(done.stdout)
    assert name.startswith("ban-sao-du-lieu-")
    assert NAME in text_of((tmp_path / "copies" / name).read_bytes())
    # Erased though nothing of it ever reached a hub; whoever was refused is here still.
    store = tmp_path / "store"
    plain = plain_text(store)
    assert NAME.encode() not in plain
    assert b"Le Thi Khac" in plain
    connection = connect(store / "store.db", load_key(store / "store.key"), "ro")
    try:
        deeds = connection.execute(
            "SELECT t.deed, t.note, b.name FROM staff_trail t JOIN staff b ON b.id = t.by"
            " WHERE t.deed LIKE 'data_%' ORDER BY t.number"
        ).fetchall()
        left = connection.execute("SELECT count(*) FROM erasures WHERE done_at IS NULL").fetchone()
    finally:
        connection.close()
    assert deeds == [
        ("data_answered", "see photo_document", "Võ Thanh Hà"),
        ("data_answered", "erase photo_document", "Võ Thanh Hà"),
        ("data_refused", "correct taken_back", "Võ Thanh Hà"),
    ]
    assert left == (0,)
    config = write_config(tmp_path, CONFIG, store=store)
    assert check_store(tmp_path, config)["problems"] == []
