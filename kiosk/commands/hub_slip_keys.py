"""`hub slip-key`: the stations' slip keys listed, ended, and written out to be carried."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kiosk.base.files import write_whole
from kiosk.base.mounts import check_mounted
from kiosk.base.phrases import Phrase, in_language, translate
from kiosk.commands.hub_words import Words, add_json, add_word
from kiosk.commands.language import utc_time

if TYPE_CHECKING:
    from sync.hub.admin.audit import Actor
    from sync.hub.admin.slip_keys import SlipKey
    from sync.hub.hub import Hub


_STATES = (Phrase("in force"), Phrase("revoked"), Phrase("stolen"))
"""By `SlipKeyState`."""


def add_slip_key_words(words: Words) -> None:
    """The words after `hub slip-key`."""
    slip_key = words.add_parser(
        "slip-key", help=translate("the keys that stations sign slips with")
    )
    inner = slip_key.add_subparsers(dest="slip_key_what", metavar="WHAT", required=True)
    listing = add_word(
        inner,
        "list",
        Phrase("list the slip keys of all stations"),
        "slip-key list --venue 1",
        "slip_key",
    )
    export = add_word(
        inner,
        "export",
        Phrase("write the public slip keys to a file, for stations without network"),
        "slip-key export /media/usb/slip-keys.txt --png slip-keys.png",
        "slip_key",
    )
    export.add_argument("path", metavar="FILE", type=Path)
    export.add_argument(
        "--png", metavar="FILE", type=Path, help=translate("write them as a QR code there too")
    )
    for parser in (listing, export):
        parser.add_argument("--venue", help=translate("number or id"))
    for name, summary in (
        (
            "revoke",
            Phrase("end a slip key: its slips stay good, its station makes a new one"),
        ),
        (
            "compromised",
            Phrase("a slip key was stolen: of its slips only those hold that are known"),
        ),
    ):
        parser = add_word(inner, name, summary, f"slip-key {name} 4711", "slip_key")
        parser.add_argument("kid", type=_kid, help=translate("its number, as the list has it"))
        add_json(parser)
    for parser in (listing, export):
        add_json(parser)


def act_on_slip_keys(
    options: argparse.Namespace, hub: Hub, actor: Actor
) -> tuple[dict[str, Any], str]:
    """Do it; gives what is printed, as JSON and as text. Raises StationError, OSError."""
    if options.slip_key_what == "revoke":
        hub.slip_keys.revoke(actor, options.kid)
    elif options.slip_key_what == "compromised":
        hub.slip_keys.mark_compromised(actor, options.kid)
    elif options.slip_key_what == "export":
        return _export(options, hub)
    else:
        keys = _of_venue(hub, options.venue)
        return {"slip_keys": [_members(key) for key in keys]}, "\n".join(_lines(hub, keys))
    (key,) = (one for one in hub.slip_keys.all() if one.statement.kid == options.kid)
    return _members(key), "\n".join(_lines(hub, [key]))


def _export(options: argparse.Namespace, hub: Hub) -> tuple[dict[str, Any], str]:
    from kiosk.documents.codes import draw_code
    from sync.protocol.slip_keys import write_statements

    keys = _of_venue(hub, options.venue)
    text = write_statements([key.statement for key in keys])
    check_mounted(options.path)
    write_whole(options.path, text.encode("ascii"), makes_folder=False)
    if options.png is not None:
        draw_code(text, options.png)
    written = translate("{path}: {count} slip keys", path=options.path, count=len(keys))
    return {"path": str(options.path), "slip_keys": len(keys)}, written


def _of_venue(hub: Hub, words: str | None) -> list[SlipKey]:
    return hub.slip_keys.all(None if words is None else hub.venues.find(words).number)


def _lines(hub: Hub, keys: list[SlipKey]) -> list[str]:
    stations = {station.id: station for station in hub.stations.all()}
    lines = []
    for key in keys:
        said = key.statement
        until = "–" if said.until is None else utc_time(said.until)
        state = in_language(_STATES[said.state])
        lines.append(
            f"{said.kid:>5}  {said.venue_no}  {stations[key.device_id].gate}  {state}  "
            f"{utc_time(said.since)} – {until}"
        )
    return lines


def _members(key: SlipKey) -> dict[str, Any]:
    return {"device": key.device_id, **key.statement.to_body()}


def _kid(text: str) -> int:
    from sync.protocol.devices import MAX_KID

    if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:9]) <= MAX_KID:
        raise argparse.ArgumentTypeError(
            translate("expected {least} to {most}", least=1, most=MAX_KID)
        )
    return int(text)
