"""The station's own settings while it runs: changed in the file first, then in force.

One for the whole kiosk, so that what one page changed is there for the next one.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Protocol

from kiosk.base.errors import ConfigFault
from kiosk.composition.settings_file import parse_config, write_settings
from kiosk.core.requests import CarryOut
from kiosk.core.thread import CoreThread
from kiosk.domain.desk.acts import NotDone
from kiosk.domain.desk.settings_work import NoteSettings, SettingsProblem
from kiosk.domain.staff.trail import StaffDeed
from kiosk.domain.venue import Policy, Venue
from kiosk.settings.config import Config, all_settings
from sync.client.hub_file import load_hub_file
from sync.protocol.settings import plain_table

log = logging.getLogger(__name__)


class ChangesLocal(Protocol):
    """Where a change comes into force; see `StationCore.change_local`."""

    def change_local(self, venue: Venue, policy: Policy) -> None:
        """From the next scan on these hold. Raises StorageFault."""
        ...


class LocalSettings:
    """The configuration as it stands now; any thread may change it.

    Without a `file` a change holds until the kiosk stops.
    """

    def __init__(self, config: Config, file: Path | None, station: ChangesLocal) -> None:
        self.config = config
        """What the station's own file says."""
        self.directory = config.store_directory
        """Of the database that is open, whatever the file says meanwhile."""
        self._file = file
        self._station = station
        self._lock = threading.Lock()

    @property
    def has_hub(self) -> bool:
        """Whether this station is enrolled."""
        try:
            return load_hub_file(self.directory) is not None
        except ConfigFault:
            # It was enrolled, and its hub may still be right.
            return True

    def change(self, values: Mapping[str, object]) -> Config:
        """Give settings, by their dotted keys, these values as the program has them.

        Raises ConfigFault and OSError as `write_settings` does, and then nothing has changed;
        StorageFault, and then they hold from the next start on.
        """
        plain = {key: _KINDS[key].plain(value) for key, value in values.items()}
        with self._lock:
            self.config = self._written(plain)
            self._station.change_local(self.config.venue, self.config.make_policy())
            return self.config

    def _written(self, plain: Mapping[str, object]) -> Config:
        if self._file is not None:
            return write_settings(self._file, plain)
        tables: dict[str, dict[str, Any]] = {
            name: plain_table(getattr(self.config, name)) for name in all_settings()
        }
        for key, value in plain.items():
            section, _, name = key.partition(".")
            tables[section][name] = value
        return parse_config(tables)


class StaffChanges:
    """Changes of settings in the name of an account: in the trail first, then made."""

    def __init__(self, local: LocalSettings, core: CoreThread) -> None:
        self._local = local
        self._core = core

    def note(self, deed: StaffDeed, keys: Iterable[str], staff: str) -> bool:
        """Leave a line in the trail; False for whoever may not change settings.

        Raises StorageFault.
        """
        note = CarryOut(NoteSettings(deed, tuple(keys)), staff or None)
        return not isinstance(self._core.ask(note).result(), NotDone)

    def make(
        self, deed: StaffDeed, values: Mapping[str, object], staff: str
    ) -> SettingsProblem | None:
        """Change settings, by their dotted keys; says why not. Raises StorageFault."""
        if not self.note(deed, values, staff):
            return SettingsProblem.NOT_ADMINISTRATOR
        try:
            self._local.change(values)
        except ConfigFault as fault:
            log.warning("settings: refused (%s)", ", ".join(one.key for one in fault.problems))
            return SettingsProblem.REFUSED
        except OSError as error:
            log.warning("settings: the file cannot be written (%s)", error.strerror)
            return SettingsProblem.NOT_WRITABLE
        return None


_KINDS = {each.key: each.kind for settings in all_settings().values() for each in settings}
