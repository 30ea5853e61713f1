"""Where a set-up takes its wheels from: a bundle, or what a set-up that was cut off has fetched."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.set_up import FROM_BUNDLE, OWN_PYTHON, PINNED, installed, make_wheel, shell

pytestmark = pytest.mark.fault("P7")


def make_bundle(checkout: Path, index: Path, *, python: str, folder: Path) -> Path:
    """A bundle of the made-up wheels, as packaging/bundle writes it, for one Python."""
    content = checkout.parent / "bundle"
    (content / "wheels").mkdir(parents=True)
    for name, version in PINNED.items():
        wheel = next((index / name).glob(f"*-{version}-*"))
        shutil.copy(wheel, content / "wheels")
    identity = shell(checkout, f'bundle_identity {python} "$(uname -m)"')
    (content / "bundle.txt").write_text(identity.stdout)
    bundle = folder / "checkpoint-kiosk-bundle-any.tar"
    parts = ["bundle.txt", "wheels"]
    subprocess.run(["tar", "-cf", bundle, "-C", content, *parts], check=True, timeout=60)
    return bundle


@pytest.mark.parametrize("place", [".", ".."], ids=["in", "beside"])
def test_a_bundle_in_or_beside_the_checkout_serves_without_any_index(
    checkout: Path, index: Path, place: str
) -> None:
    make_bundle(checkout, index, python=OWN_PYTHON, folder=checkout / place)
    shutil.rmtree(index)

    assert installed(shell(checkout, FROM_BUNDLE)) == PINNED


def test_a_bundle_for_another_python_is_named_and_left_alone(checkout: Path, index: Path) -> None:
    bundle = make_bundle(checkout, index, python="3.10", folder=checkout)

    result = shell(checkout, "take_bundle || echo none")

    assert result.stdout == "none\n"
    assert f"{bundle.name} is for another version" in result.stderr


@pytest.mark.parametrize("damage", ["empty", "cut off", "altered"])
def test_a_damaged_bundle_is_said_and_not_taken(checkout: Path, index: Path, damage: str) -> None:
    bundle = make_bundle(checkout, index, python=OWN_PYTHON, folder=checkout)
    if damage == "altered":
        content = bundle.read_bytes()
        bundle.write_bytes(content.replace(b"VERSION = '0.3'", b"VERSION = '9.9'"))
    else:
        os.truncate(bundle, 0 if damage == "empty" else 3000)

    result = shell(checkout, "take_bundle || echo none")

    assert result.stdout == "none\n"
    assert f"{bundle.name} is damaged" in result.stderr
    assert not (checkout / ".setup" / "wheels").exists()


def test_of_a_bundle_only_the_pips_for_the_tests_are_kept(checkout: Path) -> None:
    wheels = checkout / ".setup" / "wheels"
    wheels.mkdir()
    for name in ("pip-24.0-py3-none-any.whl", "pip-99.1-py3-none-any.whl", "pip_api-24.0.whl"):
        (wheels / name).touch()

    result = shell(checkout, 'rm -rf "$venv/pips" && keep_pips && ls "$venv/pips"')

    assert (result.returncode, result.stdout) == (0, "pip-24.0-py3-none-any.whl\n"), result.stderr


def test_a_set_up_that_was_cut_off_while_installing_needs_no_index_to_go_on(
    checkout: Path, index: Path
) -> None:
    first = shell(checkout, "fetch_all_wheels", PIP_INDEX_URL=index.as_uri())
    shutil.rmtree(index)
    rest = "fetch_all_wheels && " + FROM_BUNDLE.removeprefix("take_bundle && ")

    assert first.returncode == 0, first.stderr
    assert installed(shell(checkout, rest)) == PINNED


def test_a_wheel_damaged_meanwhile_is_fetched_again(checkout: Path, index: Path) -> None:
    source = index.as_uri()
    first = shell(checkout, "fetch_all_wheels", PIP_INDEX_URL=source)
    make_wheel(checkout / ".setup" / "wheels", "gamma", PINNED["gamma"], says="damaged")
    rest = "fetch_all_wheels && " + FROM_BUNDLE.removeprefix("take_bundle && ")

    assert first.returncode == 0, first.stderr
    assert installed(shell(checkout, rest, PIP_INDEX_URL=source)) == PINNED
