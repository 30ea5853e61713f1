"""Every command of both READMEs, run as it stands there and in its order, in an empty folder.

The folder looks like a checkout: the real `packaging/run` without the set-up, which has tests of
its own (`test_set_up`), and the real resources. Whoever follows the README there has no camera.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import takewhile
from pathlib import Path

import pytest

import kiosk

CHECKOUT = Path(kiosk.__file__).resolve().parent.parent
READMES = ("README.md", "README.vi.md")
PATIENCE_S = 120.0

NOT_RUN = {
    "bash packaging/run": "a minute of demo, which packaging/test runs from the installed wheel",
    "bash packaging/test": "this test is a part of it",
    'sudo ln -s "$PWD/packaging/run" /usr/local/bin/checkpoint-kiosk': "changes the machine",
    "sudo cp packaging/60-checkpoint-kiosk.rules /etc/udev/rules.d/": "changes the machine",
    'sudo usermod -aG video,lp,dialout "$USER"': "changes the machine",
}
"""Commands that are not run here, each with its reason."""

PORT, ANY_PORT = "127.0.0.1:8080", "127.0.0.1:0"
"""The README's port may be taken on the machine of the tests."""
INVITATION = "KE2|…"
"""Stands for what the command before it printed."""

UNTIL = {
    "packaging/run run": "camera: lost",
    "packaging/run hub serve": " at https://127.0.0.1:",
}
"""Commands that end only when they are told to, each with what they say once they work."""

EXIT_NO = {"packaging/run doctor": "camera"}
"""Commands that answer no on a machine without a camera, each with what the answer is about."""

NO_CAMERA = "/dev/v4l/by-id/none"

COMMON = """
root={root}
python={python}
language=en
set_up() {{ :; }}
"""


def text_of(name: str) -> str:
    return (CHECKOUT / name).read_text(encoding="utf-8")


def commands_of(name: str) -> list[str]:
    """The lines of the code blocks, without their comments."""
    blocks = re.findall(r"^```[a-z]*\n(.*?)^```$", text_of(name), re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines() if line.strip()]
    return [_without_comment(line) for line in lines]


def _without_comment(line: str) -> str:
    words = shlex.split(line, comments=True)
    # Two blanks stand before a comment and nowhere in a command.
    command = re.split(r"\s{2,}#\s", line)[0].strip()
    assert shlex.split(command) == words, line
    return command


def _invitation_in(said: str) -> str:
    """The line of its own between the picture of the code and the words."""
    (found,) = (line for line in said.splitlines() if line.startswith("KE2|"))
    return found


def spans_of(name: str) -> list[str]:
    """What stands between backticks in the prose."""
    prose = re.sub(r"^```.*?^```$", "", text_of(name), flags=re.MULTILINE | re.DOTALL)
    return [" ".join(span.split()) for span in re.findall(r"`([^`]+)`", prose)]


def starting_with(table: dict[str, str], command: str) -> str | None:
    """The table's value for the key that the command begins with."""
    found = [value for key, value in table.items() if f"{command} ".startswith(f"{key} ")]
    return found[0] if found else None


@dataclass
class Walk:
    """Somebody who types the README's commands, one after the other."""

    folder: Path
    said: str = ""
    """What the last command printed."""
    still_running: list[subprocess.Popen[str]] = field(default_factory=list)

    def run(self, command: str) -> None:
        """Run it to its end, or until it says that it works."""
        process = subprocess.Popen(
            ["bash", "-c", f"exec {self._filled_in(command)}"],
            cwd=self.folder,
            env=self.environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )
        sign = starting_with(UNTIL, command)
        with ending(process):
            if sign is not None:
                self.still_running.append(process)
                wait_for(sign, process)
                return
            self.said, _ = process.communicate()
        answer = starting_with(EXIT_NO, command)
        assert process.returncode == (0 if answer is None else 1), f"{command}\n{self.said}"
        if answer is not None:
            no = [line for line in self.said.splitlines() if line.startswith("NO ")]
            assert len(no) == 1, self.said
            assert answer in no[0]
        if command.startswith("packaging/run settings example "):
            self._edit_configuration()

    def stop(self) -> None:
        """End what still runs, as Ctrl+C would or a service manager."""
        while self.still_running:
            process = self.still_running.pop()
            process.send_signal(signal.SIGTERM)
            with ending(process):
                rest, _ = process.communicate()
            assert process.returncode == 0, rest

    def _filled_in(self, command: str) -> str:
        if INVITATION in command:
            command = command.replace(INVITATION, _invitation_in(self.said))
        return command.replace(PORT, ANY_PORT)

    def _edit_configuration(self) -> None:
        """What differs here: a camera that is not there, whatever this machine has."""
        config = self.folder / "kiosk.toml"
        before = config.read_text(encoding="utf-8")
        after = before.replace('source = "0"', f'source = "{NO_CAMERA}"')
        assert after != before
        config.write_text(after, encoding="utf-8")

    def environment(self) -> dict[str, str]:
        """A person's own folder, an English terminal, and a display that only Qt sees."""
        kept = {name: value for name, value in os.environ.items() if name != "LANGUAGE"}
        return kept | {"HOME": str(self.folder), "LC_ALL": "C.UTF-8", "DISPLAY": ":0"}


@contextmanager
def ending(process: subprocess.Popen[str]) -> Iterator[None]:
    """A process that hangs is killed, and so fails the test."""
    watchdog = threading.Timer(PATIENCE_S, process.kill)
    watchdog.start()
    try:
        yield
    finally:
        watchdog.cancel()


def wait_for(sign: str, process: subprocess.Popen[str]) -> None:
    """Until the process says this; it fails the test by ending before."""
    assert process.stdout is not None
    heard = []
    for line in process.stdout:
        heard.append(line)
        if sign in line:
            return
    pytest.fail(f"{shlex.join(map(str, process.args))}\n{''.join(heard)}")


@pytest.fixture
def walk(tmp_path: Path) -> Iterator[Walk]:
    """Somebody in the folder of a checkout that is set up."""
    (tmp_path / "packaging").mkdir()
    for name in ("run", "checkpoint-kiosk.desktop"):
        shutil.copy(CHECKOUT / "packaging" / name, tmp_path / "packaging")
    (tmp_path / "packaging" / "common.sh").write_text(
        COMMON.format(root=shlex.quote(str(CHECKOUT)), python=shlex.quote(sys.executable))
    )
    (tmp_path / "resources").symlink_to(CHECKOUT / "resources")
    walker = Walk(tmp_path)
    yield walker
    for process in walker.still_running:
        process.kill()
        process.communicate()


@pytest.mark.slow
def test_the_commands_work_in_the_order_they_stand(walk: Walk) -> None:
    for command in commands_of("README.md"):
        if command not in NOT_RUN:
            walk.run(command)
        if command.startswith("packaging/run run "):
            walk.stop()
    walk.stop()


def test_both_readmes_have_the_same_commands() -> None:
    first, second = map(commands_of, READMES)
    assert first == second


def test_no_exception_outlives_its_command() -> None:
    commands = commands_of("README.md")
    assert set(NOT_RUN) <= set(commands)
    for word in (PORT, INVITATION):
        assert any(word in command for command in commands), word
    for begin in (*UNTIL, *EXIT_NO):
        assert any(f"{command} ".startswith(f"{begin} ") for command in commands), begin


def test_what_the_prose_names_is_there(walk: Walk) -> None:
    """Commands with their options, options alone, and files of `packaging/`."""
    known: set[str] = set()
    spans = sorted({span for name in READMES for span in spans_of(name)})
    for span in spans:
        first, *words = shlex.split(span)
        if first == "packaging/run":
            options = {word for word in words if word.startswith("--")}
            in_help = set(re.findall(r"--[a-z-]+", help_of(walk, words)))
            assert options <= in_help, span
            known |= in_help
        elif first.startswith("packaging/"):
            assert (CHECKOUT / first).exists(), span
    assert {span for span in spans if span.startswith("--")} <= known


def help_of(walk: Walk, words: list[str]) -> str:
    """The help of the command that these words begin with."""
    named = takewhile(lambda word: not word.startswith("-"), words)
    done = subprocess.run(
        ["packaging/run", *named, "--help"],
        cwd=walk.folder,
        env=walk.environment(),
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


DOCUMENTS = sorted(
    path.relative_to(CHECKOUT)
    for path in [*CHECKOUT.glob("*.md"), *(CHECKOUT / "docs").rglob("*.md")]
)


@pytest.mark.parametrize("document", DOCUMENTS, ids=str)
def test_every_link_inside_the_checkout_leads_to_something(document: Path) -> None:
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", text_of(str(document)))
    inside = [target for target in targets if "://" not in target]
    home = CHECKOUT / document.parent
    assert [target for target in inside if not (home / target).exists()] == []
