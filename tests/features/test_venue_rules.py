"""An administrator sets the limit inside by touches; the gate keeps it, and lets everybody out."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from kiosk.domain.language import Language
from tests.support.processes import run_worker


@pytest.mark.slow
@pytest.mark.parametrize("language", list(Language))
def test_a_limit_is_set_reached_and_left_again(tmp_path: Path, language: Language) -> None:
    settings = tmp_path / "kiosk.toml"
    # A health facility has no limit.
    text = '[policy]\nrepeat_window_s = 0  # for a test\n\n[venue]\nkind = "other"\n'
    settings.write_text(text, encoding="utf-8")
    done = run_worker(
        tmp_path, "venue_rules_worker", tmp_path / "store", language.value, settings, timeout_s=200
    )
    told = json.loads(done.stdout)
    assert told["entries"] == ["arrival"] * 5 + ["departure", "arrival"]
    assert told["closed"] == [["awaits_room", "admitted"]]
    assert told["waiting"] == 0
    text = settings.read_text(encoding="utf-8")
    assert "# for a test" in text
    written = tomllib.loads(text)
    assert written["policy"] == {"repeat_window_s": 0, "capacity": 5, "early_return_min": 0}
    assert written["venue"] == {"kind": "other"}
