"""Does what the page of the venue's registration asks for: shows it, and has it changed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from kiosk.base.files import read_whole
from kiosk.composition.local_settings import LocalSettings, StaffChanges
from kiosk.composition.units import commune_of_today
from kiosk.composition.venue_logo import drop_logo, read_logo, write_logo
from kiosk.core.sync_store import VENUE_FACT
from kiosk.domain.desk.settings_work import SettingsNotSaved
from kiosk.domain.desk.venue_work import (
    DropLogo,
    LogoNotTaken,
    LogoProblem,
    SaveVenue,
    ShowVenue,
    TakeLogo,
    Telling,
    VenueField,
    VenueShown,
    VenueWork,
)
from kiosk.domain.events import Configured
from kiosk.domain.staff.trail import StaffDeed
from kiosk.ports.sync_store import SyncStore
from kiosk.store.queries.thread import ReaderThread
from sync.protocol.bodies import RecordType
from sync.protocol.feeds import FeedName
from sync.protocol.policy import hub_settings

log = logging.getLogger(__name__)

_PICTURES = ("logo.png", "logo.jpg", "logo.jpeg")
"""What the file on a stick may be called, in whatever case."""
_MOST_BYTES = 4_000_001
"""More than a picture may have, so that a larger one is refused and not cut."""
_OF_ENROLMENT = frozenset({VenueField.GATE, VenueField.GATES})


class DeskVenue:
    """Answers `VenueWork`, on the thread of whoever asks."""

    def __init__(
        self,
        local: LocalSettings,
        changes: StaffChanges,
        in_force: Callable[[], Configured],
        sync_store: SyncStore,
        reader: ReaderThread,
        sticks: Callable[[], Sequence[Path]],
    ) -> None:
        self._local = local
        self._changes = changes
        self._in_force = in_force
        self._sync_store = sync_store
        self._reader = reader
        self._sticks = sticks

    def answer(
        self, asked: VenueWork[Any], staff: str
    ) -> VenueShown | SettingsNotSaved | LogoNotTaken:
        """Do it in the name of an account. Raises StorageFault."""
        match asked:
            case ShowVenue():
                return self._show()
            case SaveVenue(changes):
                values = {field.value: value for field, value in changes.items()}
                problem = self._changes.make(StaffDeed.VENUE_REGISTERED, values, staff)
                if problem is not None:
                    return SettingsNotSaved(problem)
                if self._local.has_hub:
                    self._sync_store.state.register_venue()
                return self._show()
            case TakeLogo():
                return self._take_logo(staff)
            case DropLogo():
                return self._keep_logo(None, staff)
        raise TypeError(type(asked))

    def _show(self) -> VenueShown:
        force, has_hub = self._in_force(), self._local.has_hub
        return VenueShown(
            force.venue,
            force.policy,
            commune_of_today(force.venue.commune),
            self._of_hub() if has_hub else frozenset(),
            self._telling() if has_hub else Telling.NO_HUB,
            has_logo=bool(read_logo(self._local.directory)),
        )

    def _of_hub(self) -> frozenset[VenueField]:
        items = self._sync_store.feeds.items(FeedName.CONFIG)
        told = {
            each.key
            for item, settings in hub_settings().items()
            for each in settings
            if item in items and each.feed_member in items[item].body
        }
        return _OF_ENROLMENT | {field for field in VenueField if field.value in told}

    def _telling(self) -> Telling:
        was_recorded = self._sync_store.state.get(VENUE_FACT) is not None
        waits = self._reader.ask(lambda reader: reader.has_unsent(RecordType.VENUE)).result()
        return Telling.TOLD if was_recorded and not waits else Telling.WAITS

    def _take_logo(self, staff: str) -> VenueShown | LogoNotTaken:
        sticks = self._sticks()
        if not sticks:
            return LogoNotTaken(LogoProblem.NO_STICK)
        found = [file for stick in sticks for file in _pictures_on(stick)]
        if not found:
            return LogoNotTaken(LogoProblem.NO_FILE)
        try:
            picture = read_whole(found[0], _MOST_BYTES)
        except OSError as error:
            log.warning("logo: cannot be read (%s)", error.strerror)
            return LogoNotTaken(LogoProblem.NO_PICTURE)
        return self._keep_logo(picture, staff)

    def _keep_logo(self, picture: bytes | None, staff: str) -> VenueShown | LogoNotTaken:
        """Keep a logo made of this picture, or none; the trail says so first."""
        if not self._changes.note(StaffDeed.VENUE_REGISTERED, ("logo",), staff):
            return LogoNotTaken(LogoProblem.NOT_ADMINISTRATOR)
        directory = self._local.directory
        try:
            if picture is None:
                drop_logo(directory)
            else:
                write_logo(directory, picture)
        except ValueError as error:
            log.warning("logo: not taken (%s)", error)
            return LogoNotTaken(LogoProblem.NO_PICTURE)
        except OSError as error:
            log.warning("logo: cannot be written (%s)", error.strerror)
            return LogoNotTaken(LogoProblem.NOT_WRITABLE)
        return self._show()


def _pictures_on(stick: Path) -> list[Path]:
    try:
        return sorted(file for file in stick.iterdir() if file.name.lower() in _PICTURES)
    except OSError:
        return []
