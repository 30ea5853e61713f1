"""The buttons of the demo's printer window, through the whole chain: driver, core, paper, page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.processes import run_worker


@pytest.mark.fault("H2")
def test_a_pulled_cable_and_a_silent_printer_end_as_the_paper_shows(tmp_path: Path) -> None:
    """*Rút dây*: nothing came out, and the slip is printed once it is plugged in and asked for.

    *Không trả lời*: a slip came out and nobody knows; no second one comes until it is asked for.
    """
    seen = json.loads(run_worker(tmp_path, "panel_worker", tmp_path, timeout_s=150).stdout)
    assert set(seen) == {"unplugged", "silent"}
    unplugged, silent = seen["unplugged"], seen["silent"]
    assert (unplugged["ends"], unplugged["fault"]) == (["failed", "printed"], "missing")
    assert (silent["ends"], silent["fault"]) == (["unknown", "printed"], "timeout")
    assert unplugged["is_one_job"]
    assert silent["is_one_job"]
    assert "Chưa in được phiếu, mời nhận tại bàn hỗ trợ" in unplugged["said"]
    assert "Nếu chưa có phiếu, mời nhận tại bàn hỗ trợ" in silent["said"]
    meanwhile, mended, again = unplugged["dots"]
    assert (meanwhile, mended) == (0, 0)
    slip = again
    assert slip > 500
    meanwhile, mended, again = silent["dots"]
    assert meanwhile > 500
    assert mended == meanwhile, "nothing prints a second time by itself"
    assert again > 1.5 * meanwhile
