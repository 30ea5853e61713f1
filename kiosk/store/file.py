"""The database's files and their names; what is put aside is never deleted."""

from __future__ import annotations

import json
import os
import re
from datetime import UTC, datetime
from pathlib import Path

from kiosk.base.dataclass import dataclass
from kiosk.base.files import open_private, read_whole, sync_directory, write_whole

DATABASE_NAME = "store.db"
NOTE_NAME = "store.ledger"
HEAD_NAME = "store.head"
SUSPECT_NAME = "store.suspect"
_STAMP = "%Y%m%dT%H%M%SZ"
_BACKUP = re.compile(
    rf"\.?{re.escape(DATABASE_NAME)}\.before-v\d+-(\d{{8}}T\d{{6}}Z)(?:-\d+)?"
    r"(?:\.[0-9a-f]+(?:-journal)?)?",
    re.ASCII,
)
_COMPANIONS = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class LedgerNote:
    """Which ledger the database holds, beside it in clear.

    It names the parent when the database itself cannot be read any more, and tells a wrong key
    (leave the file alone) from a damaged first page (set it aside).
    """

    ledger_id: str
    check: str
    """See `kiosk.store.key.check_value`."""
    seq: int
    """How far the ledger had come at least: a database that ends before was restored."""


class DatabaseFiles:
    """Names inside one data directory."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.database = directory / DATABASE_NAME
        self._note = directory / NOTE_NAME
        self._suspect = directory / SUSPECT_NAME
        self._head = directory / HEAD_NAME

    def has_database(self) -> bool:
        """Whether there is anything to lose: a file that was never written to does not count."""
        if not self.database.exists():
            return False
        wal = self.wal
        return self.database.stat().st_size > 0 or (wal.exists() and wal.stat().st_size > 0)

    @property
    def wal(self) -> Path:
        """The write-ahead log."""
        return self.database.with_name(f"{DATABASE_NAME}-wal")

    def read_note(self) -> LedgerNote | None:
        """The note, None where it is missing or damaged: it is only a help."""
        try:
            fields = json.loads(read_whole(self._note))
            return LedgerNote(str(fields["ledger"]), str(fields["check"]), int(fields["seq"]))
        except (FileNotFoundError, ValueError, KeyError, TypeError):
            return None

    def write_note(self, note: LedgerNote) -> None:
        """Keep the note in step with the database. Raises OSError."""
        if self.read_note() == note:
            return
        fields = {"ledger": note.ledger_id, "check": note.check, "seq": note.seq}
        write_whole(self._note, json.dumps(fields).encode())

    def read_head(self) -> bytes | None:
        """The head's content, None where there is none; see `kiosk.store.head`. Raises OSError."""
        try:
            return read_whole(self._head)
        except FileNotFoundError:
            return None

    def write_head(self, content: bytes) -> None:
        """Replace the head. Raises OSError."""
        write_whole(self._head, content)

    def keep_head(self, why: str, at: datetime) -> None:
        """Keep a copy of the head that disagrees with its database, or an empty file where there is
        no head, until an administrator removes it. Raises OSError."""
        content = self.read_head() or b""
        if any((why, content) == (old_why, old) for _, old_why, old in self.kept_heads()):
            # By a start that was cut short.
            return
        write_whole(kept_name(self._head, why, at), content)

    def kept_heads(self) -> list[tuple[str, str, bytes]]:
        """Heads that were kept: name, why, and content. Raises OSError."""
        found = []
        for path in sorted(self.directory.glob(f"{HEAD_NAME}.*-*")):
            why = path.name.removeprefix(f"{HEAD_NAME}.").partition("-")[0]
            found.append((path.name, why, read_whole(path)))
        return found

    def mark_suspect(self) -> None:
        """Ask for a whole check before the next use, since damage was met while running."""
        try:
            os.close(open_private(self._suspect))
        except OSError:
            # The disk that gave the damage may also refuse the mark; the fault itself is on its
            # way to staff, and an unclean stop leads to a check as well.
            return

    def is_suspect(self) -> bool:
        """Whether `mark_suspect` was called since the last check."""
        return self._suspect.exists()

    def clear_suspect(self) -> None:
        """The check found nothing."""
        self._suspect.unlink(missing_ok=True)

    def set_aside(self, why: str, at: datetime) -> Path:
        """Rename the database and its companions to `store.db.<why>-<time>`; gives the new name.

        The companions keep their endings, so that the renamed database can still be opened with
        its log. Raises OSError.
        """
        target = kept_name(self.database, why, at)
        # The log first: were it left behind by a crash, it would be taken for the new file's.
        if self._head.exists():
            self._head.rename(target.with_name(f"{target.name}.head"))
        for ending in _COMPANIONS:
            companion = self.database.with_name(f"{DATABASE_NAME}{ending}")
            if companion.exists():
                companion.rename(target.with_name(f"{target.name}{ending}"))
        self.database.rename(target)
        sync_directory(self.directory)
        self.clear_suspect()
        return target

    def backup_name(self, version: int, at: datetime) -> Path:
        """Where the backup before a migration goes."""
        return kept_name(self.database, f"before-v{version + 1}", at)

    def remove_backups(self, before: datetime) -> None:
        """Remove backups before a migration that were made earlier. Raises OSError.

        By the time in their name: a copied file's own times say nothing. With them what a power
        cut left of one.
        """
        limit = before.astimezone(UTC).strftime(_STAMP)
        for path in self.directory.glob(f"*{DATABASE_NAME}.before-v*"):
            match = _BACKUP.fullmatch(path.name)
            if match is not None and match[1] < limit:
                path.unlink()


def kept_name(path: Path, why: str, at: datetime) -> Path:
    """A free name beside a file, `<name>.<why>-<UTC time>`: nothing is ever overwritten."""
    stamp = at.astimezone(UTC).strftime(_STAMP)
    target = path.with_name(f"{path.name}.{why}-{stamp}")
    number = 1
    # A link that leads nowhere takes the name as well.
    while os.path.lexists(target):
        number += 1
        target = path.with_name(f"{path.name}.{why}-{stamp}-{number}")
    return target
