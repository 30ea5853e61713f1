"""`hub.json`: which hub this station enrolled with, and the key it signs with.

It stands beside the database, not in it, so that an enrolment survives a new database file. Mode
0600, written whole or not at all.
"""

from __future__ import annotations

import json
import os
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

from kiosk.base.errors import ConfigFault, ConfigProblem
from sync.protocol.members import MemberError, parse_object, word

NAME = "hub.json"


@dataclass(frozen=True, slots=True)
class HubFile:
    """An enrolment; keys are raw bytes in base64url."""

    hub_url: str
    hub_id: str
    hub_sign_key: str
    hub_seal_key: str
    device_id: str
    kid: str
    private_key: str = field(repr=False)
    venue_id: str
    venue_name: str
    gate: str


def load_hub_file(directory: Path) -> HubFile | None:
    """The enrolment of a data directory; None where there is none. Raises ConfigFault."""
    path = directory / NAME
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unreadable(path, error.strerror or "cannot be read") from error
    try:
        members = parse_object(raw)
        return HubFile(**{item.name: word(members, item.name) for item in fields(HubFile)})
    except MemberError as error:
        raise _unreadable(path, str(error)) from error


def save_hub_file(directory: Path, enrolled: HubFile) -> None:
    """Put an enrolment in force, durable when this returns. Raises OSError."""
    text = json.dumps(asdict(enrolled), ensure_ascii=False, indent=2) + "\n"
    write_whole(directory / NAME, text.encode("utf-8"))


def write_whole(path: Path, content: bytes, *, is_durable: bool = True) -> None:
    """Replace a file by a new one of mode 0600, whole or not at all. Raises OSError.

    `is_durable` waits until it would survive a power cut.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # A file made by mkstemp is its owner's alone from the first moment.
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            if is_durable:
                file.flush()
                os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(temporary).unlink()
        raise
    if is_durable:
        _sync_folder(path.parent)


def _sync_folder(path: Path) -> None:
    folder = os.open(path, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _unreadable(path: Path, problem: str) -> ConfigFault:
    return ConfigFault([ConfigProblem(str(path), problem)])
