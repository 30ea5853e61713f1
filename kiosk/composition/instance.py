"""One kiosk per data directory."""

from __future__ import annotations

import fcntl
from pathlib import Path
from typing import IO

from kiosk.base.errors import ConfigFault, ConfigProblem
from kiosk.base.phrases import Phrase


class SingleInstance:
    """One kiosk per data directory: a second one would fight for camera and database."""

    def __init__(self, directory: Path) -> None:
        self._path = directory / "kiosk.lock"
        self._file: IO[str] | None = None

    def take(self) -> None:
        """Hold the lock until `release`. Raises ConfigFault when it is held or cannot be made."""
        if not self.try_take():
            raise ConfigFault(
                [
                    ConfigProblem(
                        "store.directory", "another kiosk is running with this data directory"
                    )
                ]
            )

    def try_take(self) -> bool:
        """Hold the lock until `release`, unless another kiosk holds it.

        Raises ConfigFault when it cannot be made.
        """
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            file = self._path.open("w", encoding="utf-8")
        except OSError as error:
            reason = Phrase(
                "{path}: {problem}",
                path=self._path.parent,
                problem=Phrase(error.strerror or "cannot be written"),
            )
            raise ConfigFault([ConfigProblem("store.directory", reason)]) from error
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            return False
        self._file = file
        return True

    def release(self) -> None:
        """Let the next one start; safe to call twice."""
        if self._file is not None:
            self._file.close()
            self._file = None
