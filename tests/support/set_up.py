"""A checkout of its own for tests of the set-up: the real scripts, made-up wheels, no network."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import kiosk

CHECKOUT = Path(kiosk.__file__).resolve().parent.parent
PINNED = {"alpha": "1.0", "beta-parser": "2.1", "coverage": "7.1", "gamma": "0.3"}
"""A made-up lock. Each package asks for another with an extra, and so for one outside the lock."""


def make_wheel(folder: Path, name: str, version: str, *, says: str = "") -> Path:
    """A tiny wheel with one module that bears its version."""
    module = name.replace("-", "_")
    path = folder / f"{module}-{version}-py3-none-any.whl"
    meta = f"{module}-{version}.dist-info"
    with zipfile.ZipFile(path, "w") as wheel:
        wheel.writestr(f"{module}.py", f"VERSION = {version!r}\n# {says}\n")
        wheel.writestr(
            f"{meta}/METADATA",
            f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n"
            "Provides-Extra: toml\nRequires-Dist: coverage[toml]>=7\n"
            "Requires-Dist: newcomer ; extra == 'toml'\n",
        )
        wheel.writestr(
            f"{meta}/WHEEL",
            "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        )
        wheel.writestr(f"{meta}/RECORD", "")
    return path


def shell(
    checkout: Path, script: str, *path: Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run shell lines after common.sh of that checkout, on a machine without pip settings."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    clean["PATH"] = ":".join([*map(str, path), clean["PATH"]])
    clean["HOME"] = clean["XDG_CONFIG_HOME"] = clean["XDG_CONFIG_DIRS"] = "/nonexistent"
    # Where a script lies decides which checkout it sets up; here it is linked.
    start = f'set -uo pipefail; source "{checkout}/packaging/common.sh"; '
    return subprocess.run(
        ["bash", "-c", start + script],
        env=clean | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


INSTALL = (
    "{pip}"
    'fetch_wheels "$python" "$root/requirements.lock" "$wheels" && '
    'install_wheels "$root/requirements.lock" && '
    'run_pip "$python" none --version && run_pip "$python" none list --format=freeze'
)


def install_script(pip: Path | None) -> str:
    """Set a checkout up with this pip, or with the one of this machine's Python."""
    if pip is None:
        return INSTALL.format(pip="")
    exchange = f'run_pip "$python" none install --quiet --no-index --no-deps "{pip}" && '
    return INSTALL.format(pip=exchange)


def installed(result: subprocess.CompletedProcess[str]) -> dict[str, str]:
    """Name → version of what pip lists, without pip itself and what an old Python adds."""
    assert result.returncode == 0, result.stderr
    pairs = [line.split("==") for line in result.stdout.splitlines() if "==" in line]
    return {name: version for name, version in pairs if name not in {"pip", "setuptools"}}


FROM_BUNDLE = "take_bundle && " + INSTALL.partition("fetch_wheels ")[2].partition(" && ")[2]
OWN_PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
