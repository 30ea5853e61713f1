"""The demo's hub: a real one, in a process of its own beside the kiosk, on the loopback."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from kiosk.base.dataclass import dataclass
from kiosk.base.files import make_folder
from kiosk.settings.config import Config

_EXTRA = ("starlette", "uvicorn", "httptools", "sqlalchemy", "psycopg", "alembic")


def has_hub_extra() -> bool:
    """Whether the extra `hub` is installed; without it the demo shows a kiosk on its own."""
    return all(importlib.util.find_spec(name) is not None for name in _EXTRA)


@dataclass(frozen=True, slots=True)
class Received:
    """What the hub holds at the end."""

    records: int
    entries: int
    declarations: int


class DemoHub:
    """Started before the kiosk, which is enrolled with a code as any station is."""

    def __init__(self, folder: Path) -> None:
        from kiosk.demo.hub_process import HubProcess

        self._sms = folder / "sms"
        make_folder(self._sms)
        self._hub = HubProcess(folder, None, sms_folder=self._sms)

    def start(self, config: Config) -> None:
        """Start it with one venue, the kiosk's, and enrol the kiosk. Raises RuntimeError."""
        from kiosk.demo.hub_process import accept
        from sync.client.hub_file import save_hub_file

        venue, gate = config.venue.name, config.venue.gate
        (invitation,) = self._hub.invite(venue, [gate], config.venue.time_zone.key)
        self._hub.start()
        save_hub_file(config.store_directory, accept(invitation))

    def stop(self) -> None:
        """Stop it gracefully."""
        self._hub.stop()

    def messages(self) -> list[tuple[str, str]]:
        """What it has sent by SMS, oldest first: phone and text."""
        from sync.hub.people.sms import FolderGateway

        return FolderGateway(self._sms).messages()

    def received(self) -> Received:
        """What it holds; after the stop."""
        return count_received(self._hub.data)


def count_received(data: Path) -> Received:
    """What a hub on SQLite that has stopped holds in its folder."""
    from sqlalchemy import func, select

    from sync.hub.db.engine import open_engine
    from sync.hub.db.tables import records
    from sync.hub.hub import database_url
    from sync.protocol.bodies import ENTRY_TYPES, RecordType

    counting = select(records.c.type, func.count()).group_by(records.c.type)
    engine = open_engine(database_url(None, data))
    try:
        with engine.connect() as connection:
            counts: dict[str, int] = dict(connection.execute(counting).tuples().all())
    finally:
        engine.dispose()
    return Received(
        sum(counts.values()),
        sum(counts.get(kind.value, 0) for kind in ENTRY_TYPES),
        counts.get(RecordType.DECLARATION.value, 0),
    )
