"""Plays the tones with whatever player the system has, in a process of its own.

A sound server that hangs must cost neither a frame nor a scan: asking to play returns at once, one
thread runs one player at a time, and the newest tone ends the one before.
"""

from __future__ import annotations

import logging
import shutil
import subprocess
import threading
from collections.abc import Sequence
from importlib.resources import as_file, files
from typing import Final, Protocol

from kiosk.base.mailbox import Mailbox
from kiosk.domain.station.effects import Tone

_log = logging.getLogger(__name__)

PLAYERS: Final = (("pw-play",), ("paplay",), ("aplay", "--quiet"))
"""Commands that take a WAV file as last argument, best first."""
_LIMIT_S: Final = 5.0
"""No tone is longer than a second; a player that still runs then hangs."""
_POLL_S: Final = 0.05
_STOP_S: Final = 2.0


class SoundPlayer(Protocol):
    """Something that can be asked for a tone."""

    @property
    def is_available(self) -> bool:
        """Whether tones can be heard, as far as is known; False is a line in the health strip."""
        ...

    def play(self, tone: Tone) -> None:
        """Play it now instead of whatever plays; returns at once, from any thread."""
        ...

    def close(self) -> None:
        """Stop; safe to call twice."""
        ...


class SilentPlayer:
    """Plays nothing and remembers what it was asked for: for tests and the demo."""

    def __init__(self) -> None:
        self.played: list[Tone] = []

    @property
    def is_available(self) -> bool:
        """Silence always works."""
        return True

    def play(self, tone: Tone) -> None:
        """Remember the tone."""
        self.played.append(tone)

    def close(self) -> None:
        """Nothing to stop."""


class CommandPlayer:
    """Plays through the first command that works; a sound server may come up after the kiosk."""

    def __init__(self, commands: Sequence[Sequence[str]] = PLAYERS) -> None:
        """`commands` are tried in order; those that are not installed are left out."""
        found = ((shutil.which(command[0]), command) for command in commands)
        self._commands = [[path, *command[1:]] for path, command in found if path]
        self._works = bool(self._commands)
        self._wanted: Mailbox[Tone] = Mailbox()
        self._closing = threading.Event()
        self._thread: threading.Thread | None = None
        if self._commands:
            self._thread = threading.Thread(target=self._run, name="sound", daemon=True)
            self._thread.start()
        else:
            _log.warning("sound: none of the players is installed")

    @property
    def is_available(self) -> bool:
        """Whether a player is installed and the last tone could be played."""
        return self._works

    def play(self, tone: Tone) -> None:
        """Play it now instead of whatever plays; returns at once."""
        self._wanted.put(tone)

    def close(self) -> None:
        """End the running tone and the thread."""
        self._closing.set()
        self._wanted.close()
        if self._thread is not None:
            self._thread.join(_STOP_S)
            self._thread = None

    def _run(self) -> None:
        tone = self._wanted.take()
        while tone is not None:
            tone = self._play(tone) or self._wanted.take()

    def _play(self, tone: Tone) -> Tone | None:
        """Play one tone to its end, or until another is wanted; that one."""
        problems: list[str] = []
        with as_file(files("resources") / "sounds" / f"{tone.value}.wav") as path:
            for command in self._commands:
                following, problem = self._run_player([*command, str(path)])
                if not problem:
                    self._note_success()
                    return following
                problems.append(f"{command[0]} {problem}")
        self._note_failure(problems)
        return None

    def _run_player(self, command: Sequence[str]) -> tuple[Tone | None, str]:
        """Run one command; the next wanted tone if one came, and what was wrong."""
        try:
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            return None, error.strerror or "cannot be started"
        try:
            for _ in range(round(_LIMIT_S / _POLL_S)):
                following = self._wanted.take(_POLL_S)
                if following is not None or self._closing.is_set():
                    return following, ""
                code = process.poll()
                if code is not None:
                    return None, f"ended with {code}" if code else ""
            return None, "hangs"
        finally:
            process.kill()
            process.wait()

    def _note_success(self) -> None:
        if not self._works:
            _log.info("sound: works again")
        self._works = True

    def _note_failure(self, problems: Sequence[str]) -> None:
        if self._works:
            _log.warning("sound: %s", "; ".join(problems))
        self._works = False
