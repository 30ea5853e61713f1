"""One kiosk per data directory."""

from __future__ import annotations

import os
from pathlib import Path

from kiosk.base.errors import ConfigFault, ConfigProblem
from kiosk.base.files import hold_lock, make_data_folder
from kiosk.base.phrases import Phrase


class SingleInstance:
    """One kiosk per data directory: a second one would fight for camera and database."""

    def __init__(self, directory: Path) -> None:
        self._path = directory / "kiosk.lock"
        self._lock: int | None = None

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

        Raises ConfigFault when it cannot be made, or others may write in the folder.
        """
        try:
            make_data_folder(self._path.parent)
            self._lock = hold_lock(self._path)
        except OSError as error:
            reason = Phrase(
                "{path}: {problem}",
                path=self._path.parent,
                problem=Phrase(error.strerror or "cannot be written"),
            )
            raise ConfigFault([ConfigProblem("store.directory", reason)]) from error
        return self._lock is not None

    def release(self) -> None:
        """Let the next one start; safe to call twice."""
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None
