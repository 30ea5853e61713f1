"""People are found at the desk of the running kiosk, in both languages; looking leaves a trace."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from kiosk.domain.language import Language
from kiosk.domain.staff.trail import StaffDeed
from tests.support.processes import check_store, run_worker, write_config
from tests.support.store import raw

CONFIG = """
[camera]
kind = "none"
[store]
directory = {store}
"""


@pytest.mark.slow
@pytest.mark.parametrize("language", list(Language))
def test_people_are_found_at_the_desk(tmp_path: Path, language: Language) -> None:
    done = run_worker(tmp_path, "desk_lists_worker", tmp_path, language.value, timeout_s=300)
    assert json.loads(done.stdout)["touches"] == {
        "last four digits": 5,
        "name without accents": 5,
        "phone of three": 10,
    }
    connection = raw(tmp_path / "store")
    deeds = Counter(row[0] for row in connection.execute("SELECT deed FROM staff_trail"))
    connection.close()
    assert deeds[StaffDeed.LOOKED_FOR] >= 4, "one for each search"
    assert deeds[StaffDeed.NUMBERS_SHOWN] == 1
    assert deeds[StaffDeed.PERSON_OPENED] == 3
    report = check_store(tmp_path, write_config(tmp_path, CONFIG, store=tmp_path / "store"))
    assert report["problems"] == []
