"""*Khai hộ* at the desk of the running kiosk, in both languages: from a name to a slip.

The touches are counted, and stand in docs/measured.md. A process killed in the middle of any page
loses nothing that was saved, and whoever is next begins clean.
"""

from __future__ import annotations

import json
import re
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest

from kiosk.domain.language import Language
from tests.support.processes import (
    ROOT,
    check_store,
    environment,
    run_worker,
    worker_command,
    write_config,
)

CONFIG = """
[camera]
kind = "none"
[store]
directory = {store}
"""
MOST = {
    "khai hộ without a document": 60,
    "khai hộ of a companion": 20,
    "khai hộ with an insurance card": 16,
    "khai hộ with an insurance card without a commune": 16,
    "khai hộ with an insurance card and a number": 28,
}
"""Touches that staff who are signed in may need, up to *Gửi thông tin và check in*."""


def follow(folder: Path, language: Language, plot: str) -> dict[str, Any]:
    """Follow a plot; what was told of it, and what the database has."""
    done = run_worker(folder, "declare_for_worker", folder, language.value, plot, timeout_s=300)
    told: dict[str, Any] = json.loads(done.stdout)
    checked = check_store(folder, write_config(folder, CONFIG, store=folder / "store"))
    assert checked["problems"] == []
    return {**told, "entries": checked["entries"]}


def measured() -> dict[str, int]:
    """The touches that docs/measured.md tells."""
    text = (ROOT / "docs/measured.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (khai hộ [a-z ]+) \| (\d+) \| \d+ \|$", text, re.MULTILINE))
    return {name: int(rows[name]) for name in MOST}


def are_as_told(touches: dict[str, int]) -> None:
    """They are what docs/measured.md says, and no more than they may be."""
    told = measured()
    assert touches == {name: told[name] for name in touches}
    assert all(count <= MOST[name] for name, count in touches.items())


@pytest.mark.slow
@pytest.mark.parametrize("language", list(Language))
def test_a_person_a_companion_and_a_baby_who_is_ill(tmp_path: Path, language: Language) -> None:
    told = follow(tmp_path, language, "whole")
    are_as_told(told["touches"])
    assert (told["entries"], told["slips"]) == (2, 2)
    # Whose answers need a human is not checked in.
    assert told["waiting"] == ["health_answers"]


@pytest.mark.slow
@pytest.mark.parametrize("language", list(Language))
def test_a_card_fills_all_but_the_phone(tmp_path: Path, language: Language) -> None:
    told = follow(tmp_path, language, "card")
    are_as_told(told["touches"])
    assert (told["entries"], told["waiting"]) == (3, [])


@pytest.mark.slow
@pytest.mark.parametrize("language", list(Language))
def test_a_number_that_nobody_has_leads_from_the_search_to_a_declaration_and_in(
    tmp_path: Path, language: Language
) -> None:
    told = follow(tmp_path, language, "search")
    assert (told["entries"], told["slips"], told["waiting"]) == (1, 1, [])


@pytest.mark.slow
@pytest.mark.fault("P5")
@pytest.mark.parametrize("language", list(Language))
def test_what_somebody_left_in_the_middle_is_on_nobody_elses_page(
    tmp_path: Path, language: Language
) -> None:
    told = follow(tmp_path, language, "others")
    assert (told["entries"], told["slips"], told["waiting"]) == (0, 0, [])


@pytest.mark.slow
@pytest.mark.fault("D4")
@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("step", ["person", "address", "health", "confirm"])
def test_killed_in_the_middle_of_a_page_the_next_one_begins_clean(
    tmp_path: Path, step: str, language: Language
) -> None:
    killed = subprocess.run(
        worker_command("declare_for_worker", tmp_path, language.value, f"kill-{step}"),
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        timeout=300,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr[-2000:]
    told = follow(tmp_path, language, f"after-{step}")
    assert (told["entries"], told["slips"], told["waiting"]) == (0, 0, [])
