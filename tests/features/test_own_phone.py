"""People come in by their own phones at the running kiosk, in both languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk.domain.language import Language
from tests.support.processes import check_store, run_worker, write_config

CONFIG = """
[camera]
kind = "none"
[store]
directory = {store}
"""


@pytest.mark.slow
@pytest.mark.parametrize("language", list(Language))
def test_whatever_number_is_typed_the_same_happens(tmp_path: Path, language: Language) -> None:
    done = run_worker(tmp_path, "own_phone_worker", tmp_path, language.value, timeout_s=300)
    told = json.loads(done.stdout)
    # A number, a wrong code, a right one, two names: nothing else is touched.
    assert told["touches"] == 1 + 10 + 1 + 6 + 6 + 2 + 1
    assert told["waiting"] == [["phone_only", "+84777777777"], ["phone_only", "+84388888888"]]
    found = check_store(tmp_path, write_config(tmp_path, CONFIG, store=tmp_path / "store"))
    assert found["problems"] == []
    assert found["entries"] == 3
    assert "777777777" not in done.stderr
