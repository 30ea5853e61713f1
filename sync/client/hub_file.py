"""`hub.json`: which hub this station enrolled with, and the key it signs with.

It stands beside the database, not in it, so that an enrolment survives a new database file. Mode
0600, written whole or not at all.
"""

from __future__ import annotations

import json
from dataclasses import asdict, field, fields
from pathlib import Path

from kiosk.base.dataclass import dataclass
from kiosk.base.errors import ConfigFault, ConfigProblem
from kiosk.base.files import make_data_folder, read_whole, write_whole
from kiosk.base.phrases import Phrase
from sync.protocol.enrolment import EnrolmentError, check_hub_url
from sync.protocol.members import MemberError, note, parse_object, word

NAME = "hub.json"
_PIN = "pin"


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
    pin: str = ""
    """Of the hub's own certificate, as in its invitation; empty for the system's trust, as in a
    file of before pins."""


def load_hub_file(directory: Path) -> HubFile | None:
    """The enrolment of a data directory; None where there is none. Raises ConfigFault."""
    path = directory / NAME
    try:
        raw = read_whole(path)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _unreadable(path, error.strerror or "cannot be read") from error
    try:
        members = parse_object(raw)
        words = {
            item.name: word(members, item.name) for item in fields(HubFile) if item.name != _PIN
        }
        found = HubFile(**words, pin=note(members, _PIN))
    except MemberError as error:
        raise _unreadable(path, str(error)) from error
    try:
        check_hub_url(found.hub_url, found.pin)
    except EnrolmentError as error:
        problem = Phrase("enrol this station again, with --replace: {why}", why=Phrase(str(error)))
        raise _unreadable(path, problem) from error
    return found


def save_hub_file(directory: Path, enrolled: HubFile) -> None:
    """Put an enrolment in force, durable when this returns.

    Raises OSError, also when others may write in the folder.
    """
    make_data_folder(directory)
    text = json.dumps(asdict(enrolled), ensure_ascii=False, indent=2) + "\n"
    write_whole(directory / NAME, text.encode("utf-8"))


def _unreadable(path: Path, problem: str) -> ConfigFault:
    return ConfigFault([ConfigProblem(str(path), problem)])
