"""The program as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import kiosk

CHECKOUT = Path(kiosk.__file__).resolve().parent.parent


def test_version_works_from_another_folder(tmp_path: Path) -> None:
    result = subprocess.run(
        [sys.executable, "-P", "-m", "kiosk", "version"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(CHECKOUT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert result.stderr == ""
    assert kiosk.__version__ in result.stdout
    assert result.returncode == 0
