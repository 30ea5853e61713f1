"""packaging/common.sh on machines that are not ours: newer packages, odd settings, no network.

Each test sets up a small checkout of its own: the real scripts, a made-up lock, made-up wheels.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

import kiosk

CHECKOUT = Path(kiosk.__file__).resolve().parent.parent
PIPS = sorted((CHECKOUT / ".venv" / "pips").glob("pip-*.whl"))
if sys.version_info >= (3, 12):
    # pip 23.0 needs what Python 3.12 took away; Debian 12, which has it, has Python 3.11.
    PIPS = [path for path in PIPS if "-23.0." not in path.name]

PINNED = {"alpha": "1.0", "beta-parser": "2.1", "coverage": "7.1", "gamma": "0.3"}
"""A made-up lock. Each package asks for another with an extra, and so for one outside the lock."""

pytestmark = pytest.mark.fault("P7")


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


def test_of_a_bundle_only_the_pips_for_the_tests_are_kept(checkout: Path) -> None:
    wheels = checkout / ".setup" / "wheels"
    wheels.mkdir()
    for name in ("pip-24.0-py3-none-any.whl", "pip-99.1-py3-none-any.whl", "pip_api-24.0.whl"):
        (wheels / name).touch()

    result = shell(checkout, 'rm -rf "$venv/pips" && keep_pips && ls "$venv/pips"')

    assert (result.returncode, result.stdout) == (0, "pip-24.0-py3-none-any.whl\n"), result.stderr


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


FROM_BUNDLE = "take_bundle && " + INSTALL.partition("fetch_wheels ")[2].partition(" && ")[2]
OWN_PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"


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


def test_what_is_only_for_the_tests_does_not_empty_the_environment(checkout: Path) -> None:
    script = stamped(checkout) + (
        'set_up_identity >"$(stamp_file python)"; touch "$venv/a-running-kiosk-loads-this"; '
        "install_system_packages() { :; }; build_translations() { :; }; fetch_pips() { :; }; "
        "check_environment() { :; }; set_up test && is_set_up test"
    )

    result = shell(checkout, script)

    assert (result.returncode, result.stderr) == (0, "")
    assert (checkout / ".venv" / "a-running-kiosk-loads-this").exists()


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
