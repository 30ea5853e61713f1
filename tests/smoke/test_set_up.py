"""packaging/common.sh on machines that are not ours: newer packages, odd settings, no network.

Each test sets up a small checkout of its own: the real scripts, a made-up lock, made-up wheels.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

import kiosk
from tests.support.set_up import (
    CHECKOUT,
    OWN_PYTHON,
    PINNED,
    install_script,
    installed,
    make_wheel,
    shell,
)

PIPS = sorted((CHECKOUT / ".venv" / "pips").glob("pip-*.whl"))
if sys.version_info >= (3, 12):
    # pip 23.0 needs what Python 3.12 took away; Debian 12, which has it, has Python 3.11.
    PIPS = [path for path in PIPS if "-23.0." not in path.name]

pytestmark = pytest.mark.fault("P7")


@pytest.mark.parametrize("pip", [None, *PIPS], ids=lambda pip: pip.name[:10] if pip else "own")
def test_exactly_the_lock_is_installed_whatever_newer_the_index_holds(
    checkout: Path, index: Path, pip: Path | None
) -> None:
    result = shell(checkout, install_script(pip), PIP_INDEX_URL=index.as_uri())

    assert installed(result) == PINNED
    if pip is not None:
        assert f"pip {pip.name.split('-')[1]} " in result.stdout


def test_the_test_command_has_the_pips_of_all_supported_systems() -> None:
    names = [path.name for path in (CHECKOUT / ".venv" / "pips").glob("*.whl")]

    assert sorted(name.split("-")[1] for name in names) == ["23.0.1", "24.0", "25.1.1"]


HOSTILE = (
    "constraint = {folder}/constraints.txt",
    "find-links = {folder}/wheels",
    "target = {folder}/elsewhere",
    "prefix = {folder}/elsewhere",
    "no-binary = :all:",
    "only-binary = :none:",
    "no-deps = false",
    "dry-run = true",
    "require-virtualenv = false",
    "requirement = {folder}/more.txt",
    "upgrade = true",
    "pre = true",
    "user = true",
    "platform = win_amd64",
)


@pytest.mark.parametrize("by", ["file", "environment"])
@pytest.mark.parametrize("pip", [None, *PIPS], ids=lambda pip: pip.name[:10] if pip else "own")
def test_no_setting_of_the_machine_changes_what_is_installed(
    checkout: Path, index: Path, pip: Path | None, by: str
) -> None:
    folder = checkout.parent / "machine"
    (folder / "wheels").mkdir(parents=True)
    (folder / "constraints.txt").write_text("coverage==99.0\n")
    (folder / "more.txt").write_text("newcomer==99.0\n")
    # The right name, another content: pip would take it and stop at its hash.
    make_wheel(folder / "wheels", "gamma", PINNED["gamma"], says="built here")
    lines = [setting.format(folder=folder) for setting in HOSTILE]
    if by == "file":
        config = folder / "pip.conf"
        config.write_text("\n".join(["[global]", f"index-url = {index.as_uri()}", *lines]) + "\n")
        settings = {"PIP_CONFIG_FILE": str(config)}
    else:
        pairs = [line.split(" = ") for line in lines]
        settings = {f"PIP_{name.upper().replace('-', '_')}": value for name, value in pairs}
        settings["PIP_INDEX_URL"] = index.as_uri()

    result = shell(checkout, install_script(pip), **settings)

    assert installed(result) == PINNED


def test_a_folder_of_wheels_serves_a_machine_that_has_no_index(checkout: Path, index: Path) -> None:
    folders = " ".join(str(index / name) for name in PINNED)

    result = shell(checkout, install_script(None), PIP_NO_INDEX="1", PIP_FIND_LINKS=folders)

    assert installed(result) == PINNED


def test_a_folder_of_wheels_helps_where_the_index_does_not_answer(
    checkout: Path, index: Path
) -> None:
    folders = " ".join(str(index / name) for name in PINNED)

    result = shell(
        checkout,
        install_script(None),
        PIP_INDEX_URL="http://127.0.0.1:9/simple",
        PIP_RETRIES="0",
        PIP_FIND_LINKS=folders,
    )

    assert installed(result) == PINNED


def test_an_index_that_does_not_answer_leaves_the_environment_and_names_the_line(
    checkout: Path,
) -> None:
    script = 'touch "$venv/of-before"; install_python_packages run'

    result = shell(checkout, script, PIP_INDEX_URL="http://127.0.0.1:9/simple", PIP_RETRIES="0")

    assert result.returncode != 0
    assert f"    bash packaging/bundle --python {OWN_PYTHON} --machine" in result.stderr
    assert "Traceback" not in result.stderr
    assert (checkout / ".venv" / "of-before").exists()


def test_pip_settings_that_cannot_be_read_are_said(checkout: Path) -> None:
    config = checkout.parent / "pip.conf"
    config.write_text("no section\n")
    script = 'run_pip "$python" index list'

    result = shell(checkout, script, PIP_CONFIG_FILE=str(config))

    assert result.returncode != 0
    assert "pip's settings on this machine cannot be read" in result.stderr


def put_program(folder: Path, name: str, lines: Sequence[str]) -> None:
    """A program of that name, as shell lines, first in a PATH."""
    folder.mkdir(exist_ok=True)
    program = folder / name
    program.write_text("\n".join(["#!/bin/bash", *lines]) + "\n")
    program.chmod(0o755)


FAILS = ('echo "E: Could not get lock. It is held by process 1 (unattended-upgr)" >&2', "exit 100")


def test_a_checkout_that_is_set_up_asks_neither_apt_nor_dpkg_nor_an_index(tmp_path: Path) -> None:
    for name in ("apt-get", "dpkg-query", "dpkg"):
        put_program(tmp_path / "bin", name, FAILS)

    result = subprocess.run(
        ["bash", str(CHECKOUT / "packaging" / "run"), "version"],
        env=os.environ
        | {"PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}"}
        | {"PIP_INDEX_URL": "http://127.0.0.1:9/simple", "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )

    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.startswith(f"checkpoint-kiosk {kiosk.__version__}\n")


def stamped(checkout: Path) -> str:
    """Shell lines that stamp a checkout whose one library is a file in it."""
    (checkout / "libthing.so.1").touch()
    return 'installed_libraries() { echo "$root/libthing.so.1"; } && stamp run && '


def test_a_stamp_holds_until_what_it_vouches_for_changes(checkout: Path) -> None:
    script = stamped(checkout) + (
        "is_set_up run && echo holds; is_set_up test || echo not for tests; "
        'rm "$root/libthing.so.1"; is_set_up run || echo library gone; '
        'touch "$root/libthing.so.1"; echo "# new" >>"$root/requirements.lock"; '
        "is_set_up run || echo another lock"
    )

    result = shell(checkout, script)

    assert result.stdout.splitlines() == [
        "holds",
        "not for tests",
        "library gone",
        "another lock",
    ]
    assert "libthing.so.1 was there when this checkout was set up and is gone" in result.stderr


def apt_call(checkout: Path, lines: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Install one package that is missing, with an apt-get made of these shell lines."""
    folder = checkout.parent / "bin"
    put_program(folder, "apt-get", ['echo "$@" >>"$(dirname "$0")/calls"', *lines])
    put_program(folder, "dpkg-query", [])
    put_program(folder, "id", ["echo 0"])
    return shell(checkout, "install_system_packages python", folder)


def test_a_real_installation_waits_for_every_lock_of_apt_and_says_so(checkout: Path) -> None:
    result = apt_call(
        checkout,
        [
            'if [ ! -e "$(dirname "$0")/free" ]; then touch "$(dirname "$0")/free"',
            'echo "E: Could not get lock /var/lib/apt/lists/lock. It is held by process 7 (apt)"',
            "exit 100; fi",
            'echo "Waiting for cache lock: Could not get lock. It is held by process 8 (dpkg)..."',
        ],
    )

    calls = (checkout.parent / "bin" / "calls").read_text().splitlines()
    assert result.returncode == 0, result.stderr
    assert [line.split(" ")[2] for line in calls] == ["update", "update", "install"]
    assert all("DPkg::Lock::Timeout=" in line for line in calls)
    assert "Another program is installing packages (process 7 (apt)). Waiting" in result.stderr
    assert "Another program is installing packages (process 8 (dpkg)). Waiting" in result.stderr


def test_package_lists_that_cannot_be_refreshed_stop_nothing(checkout: Path) -> None:
    result = apt_call(checkout, ['[[ "$*" != *update* ]] || exit 100'])

    assert result.returncode == 0, result.stderr
    assert "going on with those that are there" in result.stderr


def test_an_archive_that_does_not_answer_ends_with_the_line_to_run(checkout: Path) -> None:
    result = apt_call(checkout, ['echo "E: Unable to fetch some archives"', "exit 100"])

    assert result.returncode != 0
    assert "E: Unable to fetch some archives" in result.stderr
    assert "    sudo apt-get update; sudo apt-get install" in result.stderr
    assert "python3-venv" in result.stderr


def test_what_is_only_for_the_tests_does_not_empty_the_environment(checkout: Path) -> None:
    script = stamped(checkout) + (
        'set_up_identity >"$(stamp_file python)"; touch "$venv/a-running-kiosk-loads-this"; '
        "install_system_packages() { :; }; build_translations() { :; }; fetch_pips() { :; }; "
        "check_environment() { :; }; set_up test && is_set_up test"
    )

    result = shell(checkout, script)

    assert (result.returncode, result.stderr) == (0, "")
    assert (checkout / ".venv" / "a-running-kiosk-loads-this").exists()


def test_an_environment_that_is_another_checkouts_is_left_as_it_is(
    checkout: Path, tmp_path: Path
) -> None:
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "in-use").touch()
    shutil.rmtree(checkout / ".venv", ignore_errors=True)
    (checkout / ".venv").symlink_to(theirs)

    result = shell(checkout, 'make_environment "$venv" && has_pip "$python"')

    assert result.returncode == 0, result.stderr
    assert (theirs / "in-use").exists()
    assert not (checkout / ".venv").is_symlink()


def test_an_environment_that_no_longer_works_is_made_anew(checkout: Path) -> None:
    script = stamped(checkout) + (
        'set_up_identity >"$(stamp_file python)"; rm "$(stamp_file run)"; '
        "install_system_packages() { :; }; build_translations() { :; }; "
        "check_environment() { return 1; }; "
        "install_python_packages() { echo made anew; }; set_up run"
    )

    assert shell(checkout, script).stdout == "made anew\n"


def test_names_in_the_callers_folder_and_cdpath_change_nothing(checkout: Path) -> None:
    caller = checkout.parent / "caller"
    caller.mkdir()
    (caller / "venv.py").write_text("raise SystemExit(3)\n")
    script = f'cd "{caller}" && find_python && echo "$root"'

    result = shell(checkout, script, CDPATH=f".:{checkout.parent}")

    assert result.returncode == 0, result.stderr
    assert result.stdout.splitlines()[1:] == [str(checkout)]


def test_what_root_sets_up_the_kiosks_user_can_read(tmp_path: Path) -> None:
    root = tmp_path / "checkout"
    root.mkdir()
    (root / "packaging").symlink_to(CHECKOUT / "packaging")
    (root / "requirements.lock").touch()
    script = (
        "umask 077; install_system_packages() { :; }; build_translations() { :; }; "
        'install_python_packages() { make_environment "$venv"; }; set_up run && is_set_up run'
    )

    result = shell(root, script)

    assert result.returncode == 0, result.stderr
    assert (root / ".venv").stat().st_mode & 0o777 == 0o755
    assert (root / ".venv" / ".set-up-for-run").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("owner", ["root", "alice"])
def test_who_may_not_write_the_checkout_is_told_what_its_owner_runs(
    checkout: Path, owner: str
) -> None:
    script = f"may_write() {{ false; }}; stat() {{ echo {owner}; }}; set_up run"

    result = shell(checkout, script)

    assert result.returncode != 0
    assert f"Only {owner} can set this checkout up" in result.stderr
    assert f"    sudo -u {owner} bash " in result.stderr
    assert not (checkout / ".venv" / ".set-up-for-run").exists()


def test_a_full_disk_is_said_once_and_as_such(checkout: Path) -> None:
    script = "df() { printf 'Avail\\n2048\\n'; }; fetch_all_wheels"

    result = shell(checkout, script, PIP_INDEX_URL="http://127.0.0.1:9/simple", PIP_RETRIES="0")

    assert result.returncode != 0
    assert result.stderr.count("The disk is full: 2 MB are free") == 1
    assert "packaging/bundle" not in result.stderr, "no network would help"
