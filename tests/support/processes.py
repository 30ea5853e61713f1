"""A kiosk in a process of its own: its configuration, its environment, the workers of tests."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def environment(**more: str) -> dict[str, str]:
    """This process's environment, in which the other one finds our packages and the tests'."""
    return os.environ | {"PYTHONPATH": str(ROOT)} | more


def write_config(folder: Path, text: str, **values: object) -> Path:
    """`kiosk.toml` with these values in the places that `text` names."""
    path = folder / "kiosk.toml"
    quoted = {name: json.dumps(str(value)) for name, value in values.items()}
    path.write_text(text.format(**quoted), encoding="utf-8")
    return path


def kiosk_command(*arguments: object) -> list[str]:
    """What runs a command of ours."""
    return [sys.executable, "-P", "-m", "kiosk", *map(str, arguments)]


def check_store(folder: Path, config: Path) -> dict[str, object]:
    """What `store check` finds."""
    report = subprocess.run(
        kiosk_command("store", "check", "--config", config, "--json"),
        cwd=folder,
        env=environment(),
        capture_output=True,
        check=False,
    )
    found: dict[str, object] = json.loads(report.stdout)
    return found


def worker_command(name: str, *arguments: object) -> list[str]:
    """What runs a worker of `tests/support`."""
    return [sys.executable, "-P", "-m", f"tests.support.{name}", *map(str, arguments)]


def run_worker(
    folder: Path, name: str, *arguments: object, timeout_s: float, **more: str
) -> subprocess.CompletedProcess[str]:
    """Run a worker in `folder` to its end, which must be a good one; `more` is environment."""
    done = subprocess.run(
        worker_command(name, *arguments),
        cwd=folder,
        env=environment(**more),
        capture_output=True,
        encoding="utf-8",
        timeout=timeout_s,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done
