"""What of python-escpos a printer loads."""

from __future__ import annotations

import json
import os
import subprocess
import sys

ASKED = """
import json, os
from drivers.printer.library import capabilities, make_profile
print(json.dumps({
    "profiles": list(capabilities.CAPABILITIES["profiles"]),
    "left": os.path.exists(capabilities.pickle_dir),
    "named": "ESCPOS_CAPABILITIES_FILE" in os.environ,
    "width": make_profile(384).profile_data["media"]["width"]["pixels"],
}))
"""


def _loaded(environment: dict[str, str]) -> dict[str, object]:
    done = subprocess.run(
        [sys.executable, "-c", ASKED],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
        env=environment,
    )
    told: dict[str, object] = json.loads(done.stdout)
    return told


def test_one_profile_is_loaded_and_nothing_is_left_behind() -> None:
    assert _loaded(dict(os.environ)) == {
        "profiles": ["default"],
        "left": False,
        "named": False,
        "width": 384,
    }
