"""People at the desk of the running kiosk, in both languages: families, codes, undo, links.

The touches of each way in are counted, and stand in docs/measured.md.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kiosk.domain.language import Language
from tests.support.processes import ROOT, check_store, run_worker, write_config

MOST = {
    "full number without code": 12,
    "full number with code": 19,
    "last four and a choice": 7,
    "family of three": 15,
}
"""Touches that staff who are signed in may need, from the empty search field on."""

CONFIG = """
[camera]
kind = "none"
[store]
directory = {store}
"""


@pytest.mark.slow
@pytest.mark.parametrize("language", list(Language))
def test_people_come_and_go_at_the_desk(tmp_path: Path, language: Language) -> None:
    done = run_worker(tmp_path, "desk_people_worker", tmp_path, language.value, timeout_s=300)
    touches = json.loads(done.stdout)["touches"]
    assert {name: touches[name] for name in MOST} == measured()
    assert all(touches[name] <= most for name, most in MOST.items())
    config = write_config(tmp_path, CONFIG, store=tmp_path / "store")
    report = check_store(tmp_path, config)
    assert report["problems"] == []


@pytest.mark.slow
@pytest.mark.parametrize("language", list(Language))
def test_no_code_comes_and_the_hub_settles_what_staff_confirmed(
    tmp_path: Path, language: Language
) -> None:
    done = run_worker(tmp_path, "desk_offline_worker", tmp_path, language.value, timeout_s=300)
    assert json.loads(done.stdout) == {"confirmed": True, "settled": True}


def measured() -> dict[str, int]:
    """The touches that docs/measured.md tells."""
    text = (ROOT / "docs/measured.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| ([a-z ]+) \| (\d+) \| \d+ \|$", text, re.MULTILINE))
    return {name: int(rows[name]) for name in MOST}
