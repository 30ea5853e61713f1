"""People declare by themselves at the running kiosk, in both languages."""

from __future__ import annotations

import json
import signal
import subprocess
from pathlib import Path
from typing import Any

import pytest

from kiosk.domain.language import Language
from tests.support.processes import (
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
EXPRESS_TOUCHES = 5
"""The most that the express page may take (docs/spec/at-the-gate.md §6)."""


def follow(folder: Path, language: Language, plot: str) -> dict[str, Any]:
    """Follow a plot; what was told of it, and what the database has."""
    done = run_worker(folder, "declaring_worker", folder, language.value, plot, timeout_s=300)
    told: dict[str, Any] = json.loads(done.stdout)
    checked = check_store(folder, write_config(folder, CONFIG, store=folder / "store"))
    assert checked["problems"] == []
    return {**told, "entries": checked["entries"]}


@pytest.mark.slow
@pytest.mark.parametrize("language", list(Language))
def test_a_card_the_statements_and_in_while_another_scan_waits(
    tmp_path: Path, language: Language
) -> None:
    told = follow(tmp_path, language, "express")
    assert told["touches"] == [2, 2]
    assert max(told["touches"]) <= EXPRESS_TOUCHES
    assert (told["entries"], told["waiting"], told["slips"]) == (2, [], 0)


@pytest.mark.slow
@pytest.mark.parametrize("language", list(Language))
def test_without_a_card_one_declares_question_by_question_and_gets_a_slip(
    tmp_path: Path, language: Language
) -> None:
    told = follow(tmp_path, language, "own")
    assert (told["entries"], told["waiting"], told["slips"]) == (1, [], 1)


@pytest.mark.slow
@pytest.mark.parametrize("language", list(Language))
def test_symptoms_end_like_every_support_and_are_closed_at_the_desk(
    tmp_path: Path, language: Language
) -> None:
    told = follow(tmp_path, language, "symptoms")
    assert told["waiting"] == ["awaits_declaration"], "the other one was let in by a way apart"
    assert told["entries"] == 1


@pytest.mark.slow
@pytest.mark.parametrize("language", list(Language))
def test_where_policy_asks_nobody_none_of_it_appears(tmp_path: Path, language: Language) -> None:
    told = follow(tmp_path, language, "off")
    assert (told["entries"], told["waiting"], told["slips"]) == (1, [], 0)


@pytest.mark.slow
@pytest.mark.fault("D4")
@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("page", ["express", "question", "review"])
def test_killed_in_the_middle_of_a_page_the_next_one_finds_it_clean(
    tmp_path: Path, page: str, language: Language
) -> None:
    killed = subprocess.run(
        worker_command("declaring_worker", tmp_path, language.value, f"kill-{page}"),
        cwd=tmp_path,
        env=environment(),
        capture_output=True,
        timeout=300,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr[-2000:]
    told = follow(tmp_path, language, f"after-{page}")
    # Only whoever came next is in; what was not sent is nowhere.
    assert (told["entries"], told["waiting"], told["drafts"]) == (1, [], 0)
