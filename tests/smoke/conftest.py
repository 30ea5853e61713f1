"""Fixtures of the tests of the set-up."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from tests.support.set_up import CHECKOUT, PINNED, make_wheel, shell


@pytest.fixture
def index(tmp_path: Path) -> Path:
    """A package index of files: every pinned version, a newer one beside it, and a newcomer."""
    simple = tmp_path / "index" / "simple"
    for name, version in {**PINNED, "newcomer": "1.0"}.items():
        folder = simple / name
        folder.mkdir(parents=True)
        wheels = [make_wheel(folder, name, version), make_wheel(folder, name, "99.0")]
        (folder / "index.html").write_text(
            "".join(f'<a href="{wheel.name}">{wheel.name}</a>' for wheel in wheels)
        )
    return simple


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the pip of this machine's Python; tests take copies of it."""
    folder = tmp_path_factory.mktemp("environment") / "venv"
    result = shell(CHECKOUT, f'make_environment "{folder}"')
    assert result.returncode == 0, result.stderr
    return folder


@pytest.fixture
def checkout(tmp_path: Path, index: Path, environment: Path) -> Path:
    """A checkout with the real scripts, the made-up lock, and an environment that holds pip."""
    root = tmp_path / "checkout"
    (root / ".setup").mkdir(parents=True)
    (root / "packaging").symlink_to(CHECKOUT / "packaging")
    shutil.copytree(environment, root / ".venv", symlinks=True)
    lines = []
    for name, version in PINNED.items():
        wheel = next((index / name).glob(f"*-{version}-*"))
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        lines.append(f"{name}=={version} \\\n    --hash=sha256:{digest}\n    # via nothing\n")
    (root / "requirements.lock").write_text("".join(lines))
    return root
