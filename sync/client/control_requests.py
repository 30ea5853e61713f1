"""What a command asks of the running kiosk: a small file in the data directory, and its answer.

Only the kiosk writes to its database, so a command leaves a request and waits for the reply.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path

from kiosk.base.dataclass import dataclass
from kiosk.base.files import read_whole, write_whole
from kiosk.base.phrases import Phrase
from sync.protocol.members import MemberError, flag, parse_object, word

FOLDER = "sync-errands"
_ASKED = ".ask"
_DONE = ".done"


class ControlKind(StrEnum):
    """What can be asked."""

    NOW = "now"
    """A whole exchange now."""
    REJECTED = "rejected"
    """The rejected box, as a JSON list."""
    RESEND = "resend"
    ANNOTATE = "annotate"
    EXPORT = "export"
    """What waits, into a file."""
    AGREE_CLOCK = "agree-clock"
    """Staff say that this clock and the hub's are right."""
    IMPORT = "import"
    """The hub's answer to such a file."""
    LIST_SLIP_KEYS = "list-slip-keys"
    """All that the hub has said of slip keys, as a JSON list of feed items."""
    WRITE_SLIP_KEYS = "write-slip-keys"
    """The same into a file, as lines of digits."""
    TAKE_SLIP_KEYS = "take-slip-keys"
    """What such a file says; its lines are in `note`."""
    ROLL_SLIP_KEY = "roll-slip-key"


@dataclass(frozen=True, slots=True)
class ControlRequest:
    """One request."""

    name: str
    kind: ControlKind
    record_id: str = ""
    note: str = ""
    path: str = ""
    """Absolute, of the file to write or read."""


@dataclass(frozen=True, slots=True)
class ControlReply:
    """What became of it."""

    is_done: bool
    text: str
    """A phrase stays one on its way: whoever asked says it in their language."""


def leave_request(directory: Path, request: ControlRequest) -> None:
    """Ask the running kiosk. Raises OSError."""
    write_whole(_place(directory, request.name, _ASKED), _json(asdict(request)), is_durable=False)


def collect_reply(directory: Path, name: str) -> ControlReply | None:
    """The reply, once; None while there is none."""
    path = _place(directory, name, _DONE)
    try:
        members = parse_object(read_whole(path))
        reply = ControlReply(flag(members, "is_done"), _heard(members.get("text")))
    except (FileNotFoundError, MemberError):
        return None
    path.unlink(missing_ok=True)
    return reply


def withdraw_request(directory: Path, name: str) -> None:
    """Ask no longer: nobody replied in time."""
    _place(directory, name, _ASKED).unlink(missing_ok=True)


def run_requests(directory: Path, act: Callable[[ControlRequest], ControlReply]) -> int:
    """Do what was asked, oldest first, and leave the replies; gives how many there were."""
    try:
        paths = sorted((directory / FOLDER).glob(f"*{_ASKED}"))
    except OSError:
        return 0
    for path in paths:
        request = _read(path)
        # Removed first: a request that ends in a crash is not tried again and again.
        path.unlink(missing_ok=True)
        if request is not None:
            reply = act(request)
            done = _place(directory, request.name, _DONE)
            said = {"is_done": reply.is_done, "text": _said(reply.text)}
            write_whole(done, _json(said), is_durable=False)
    return len(paths)


def forget_replies(directory: Path) -> None:
    """Remove replies nobody came for, at a start."""
    for path in (directory / FOLDER).glob(f"*{_DONE}"):
        path.unlink(missing_ok=True)


def _read(path: Path) -> ControlRequest | None:
    try:
        members = parse_object(read_whole(path))
        kind = ControlKind(word(members, "kind"))
    except (OSError, ValueError):
        return None
    texts = {name: str(members.get(name, "")) for name in ("record_id", "note", "path")}
    return ControlRequest(path.stem, kind, **texts)


def _said(text: object) -> object:
    """A text as it stands in a reply: a phrase with its template and what fills it."""
    if not isinstance(text, Phrase):
        return str(text)
    values = {
        name: value if isinstance(value, int | float) else _said(value)
        for name, value in text.values.items()
    }
    return {"template": text.template, "values": values}


def _heard(member: object) -> str:
    """What `_said` wrote. Raises MemberError."""
    if isinstance(member, str):
        return member
    if not isinstance(member, dict):
        raise MemberError("text is neither a text nor a phrase")
    values = member.get("values")
    if not isinstance(values, dict):
        raise MemberError("a phrase without values")
    filled = {
        name: _heard(value) if isinstance(value, str | dict) else value
        for name, value in values.items()
    }
    try:
        return Phrase(word(member, "template"), **filled)
    except (KeyError, IndexError, ValueError) as error:
        raise MemberError("a phrase that its values do not fill") from error


def _place(directory: Path, name: str, suffix: str) -> Path:
    return directory / FOLDER / f"{name}{suffix}"


def _json(members: object) -> bytes:
    return json.dumps(members, ensure_ascii=False).encode("utf-8")
