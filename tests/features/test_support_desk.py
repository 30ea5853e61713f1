"""Cases, emergencies and the paper book at the running window, from a touch to the ledger."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from kiosk.domain.language import Language
from tests.support.processes import run_worker

NAME = "Nguyễn Thị Hồng Mẫu"


def follow(tmp_path: Path, script: str, language: Language) -> dict[str, Any]:
    """What is listed after a script was followed to its end."""
    done = run_worker(
        tmp_path,
        "support_desk_worker",
        tmp_path / "store",
        language.value,
        script,
        timeout_s=200,
    )
    assert NAME not in done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


@pytest.mark.slow
@pytest.mark.parametrize("language", list(Language))
def test_a_case_ends_in_four_ways(tmp_path: Path, language: Language) -> None:
    told = follow(tmp_path, "cases", language)
    assert [outcome for _, outcome in told["closed"]] == [
        "admitted",
        "separate",
        "not_admitted",
        "left",
    ]
    arrivals = [["arrival", "", "", False], ["arrival", "", "", False]]
    assert told["entries"] == arrivals, "a separate way in is an arrival; the others are none"


@pytest.mark.slow
@pytest.mark.parametrize("language", list(Language))
def test_an_emergency_is_completed_later(tmp_path: Path, language: Language) -> None:
    told = follow(tmp_path, "emergency", language)
    assert told["entries"] == [
        ["arrival", "", "", False],
        ["arrival", NAME, "+84912345678", False],
    ], "the first of three was undone, the second left without a name"
    assert told["incomplete"] == 0


@pytest.mark.slow
@pytest.mark.parametrize("language", list(Language))
def test_rows_of_the_paper_book_are_written_in_one_act(tmp_path: Path, language: Language) -> None:
    told = follow(tmp_path, "paper", language)
    assert told["entries"] == [
        ["arrival", NAME, "+84912345678", True],
        ["arrival", "", "+84987654321", True],
        ["departure", "", "+84356000111", True],
    ]
