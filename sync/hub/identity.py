"""Who this hub is: its id, its keys, and the epoch that tells when it was restored.

A hub that was restored from a backup has forgotten what came after it, and the stations must offer
everything they retain again. The database cannot know that by itself, so a mark lies outside of
all that a backup of the hub holds: a file in the state folder of the user who serves it, not in
the hub's own, with the number of the last heartbeat. A database that is behind its mark, or that
was served before and has no mark here, was restored. What it cannot see is a backup younger than
one heartbeat; the nightly digest finds that. Only who serves beats, and looks at the mark: a
command that another user runs has another state folder.

The keys lie in the database, because a restored hub without its keys would be a stranger to every
station it enrolled.
"""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from sqlalchemy import Engine, insert, select, update

from kiosk.base.dataclass import dataclass
from kiosk.base.files import read_whole, write_whole
from sync.hub.db import tables
from sync.hub.db.engine import reading, writing
from sync.protocol.enrolment import HubIntroduction, HubKeys, hash_key
from sync.protocol.keys import private_raw, public_text
from sync.protocol.wire import HubStamp

BEAT_S = 10
"""How often a running hub calls `Identity.beat`."""


@dataclass(frozen=True, slots=True)
class _Mark:
    hub_id: str
    beat: int


class Identity:
    """The hub's id, epoch and keys; one per process, safe for use by several threads."""

    def __init__(self, engine: Engine, marks: Path | None) -> None:
        self._engine = engine
        with reading(engine) as connection:
            row = connection.execute(select(tables.hub)).one()
        self.hub_id: str = row.hub_id
        self.epoch: str = row.epoch
        self.sign_key = Ed25519PrivateKey.from_private_bytes(row.sign_key)
        self.seal_key = X25519PrivateKey.from_private_bytes(row.seal_key)
        self._mark_file = None if marks is None else marks / f"{self.hub_id}.mark"

    @classmethod
    def load_or_make(cls, engine: Engine, marks: Path | None = None) -> Identity:
        """The hub's identity, made at the first start; a restored database gets a new epoch.

        `marks`: the folder of the mark, for whoever serves the hub; without one only `new_epoch`
        tells of a restore. Raises OSError when the mark cannot be read or written.
        """
        _make_once(engine)
        identity = cls(engine, marks)
        if marks is not None:
            if identity._is_behind_mark():
                identity.new_epoch()
            identity.beat()
        return identity

    @property
    def stamp(self) -> HubStamp:
        """What every answer carries."""
        return HubStamp(self.hub_id, self.epoch)

    @property
    def introduction(self) -> HubIntroduction:
        """What this hub says of itself to anybody."""
        sign, seal = (
            public_text(self.sign_key.public_key()),
            public_text(self.seal_key.public_key()),
        )
        return HubIntroduction(self.stamp, HubKeys(sign, seal))

    @property
    def key_hash(self) -> str:
        """How an invitation names this hub's key."""
        return hash_key(self.sign_key.public_key().public_bytes_raw())

    def new_epoch(self) -> str:
        """Tell all stations that this hub may have forgotten something; gives the new epoch."""
        epoch = _fresh_epoch()
        with writing(self._engine) as connection:
            connection.execute(update(tables.hub).values(epoch=epoch))
        self.epoch = epoch
        return epoch

    def beat(self) -> None:
        """Move the mark on: every `BEAT_S` while running, and at a graceful stop.

        Raises OSError when the mark cannot be written.
        """
        with writing(self._engine) as connection:
            beat: int = connection.execute(
                update(tables.hub).values(beat=tables.hub.c.beat + 1).returning(tables.hub.c.beat)
            ).scalar_one()
        if self._mark_file is not None:
            content = json.dumps({"hub_id": self.hub_id, "beat": beat})
            write_whole(self._mark_file, content.encode("ascii"))

    def _is_behind_mark(self) -> bool:
        if self._mark_file is None:
            return False
        with reading(self._engine) as connection:
            beat: int = connection.execute(select(tables.hub.c.beat)).scalar_one()
        if beat == 0:
            # Never served: no station can have been told anything.
            return False
        mark = _read_mark(self._mark_file)
        return mark is None or mark.hub_id != self.hub_id or beat < mark.beat


def marks_folder(state: Path | None = None) -> Path:
    """Where the marks of hubs lie in a state folder, by default XDG_STATE_HOME of this user."""
    home = state or Path(os.environ.get("XDG_STATE_HOME", ""))
    # The specification says of a relative one: ignore it.
    if not home.is_absolute():
        home = Path.home() / ".local" / "state"
    return home / "checkpoint-kiosk"


def _make_once(engine: Engine) -> None:
    """Make the identity where there is none."""
    with writing(engine) as connection:
        if connection.execute(select(tables.hub.c.hub_id)).first() is not None:
            return
        connection.execute(
            insert(tables.hub).values(
                hub_id=f"hub-{secrets.token_hex(4)}",
                epoch=_fresh_epoch(),
                sign_key=private_raw(Ed25519PrivateKey.generate()),
                seal_key=private_raw(X25519PrivateKey.generate()),
                beat=0,
            )
        )


def _fresh_epoch() -> str:
    return secrets.token_hex(4)


def _read_mark(path: Path) -> _Mark | None:
    """The mark of an earlier run; None when it is missing or unreadable as one."""
    try:
        members = json.loads(read_whole(path))
        return _Mark(str(members["hub_id"]), int(members["beat"]))
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return None
