"""`slip keys`: whose slips this station believes, by file where no network comes, and a new key."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.base.phrases import Phrase, in_language, translate

if TYPE_CHECKING:
    from kiosk.settings.config import Config
    from sync.client.control_requests import ControlRequest
    from sync.client.hub_file import HubFile

EXAMPLE = """checkpoint-kiosk slip keys list --config kiosk.toml
  checkpoint-kiosk slip keys export /media/usb/slip-keys.txt --config kiosk.toml
  checkpoint-kiosk slip keys import /media/usb/slip-keys.txt --config kiosk.toml
  checkpoint-kiosk slip keys import - --config kiosk.toml"""

MAX_BYTES = 4 * 1024 * 1024
"""Of a file: ten thousand keys, or a photo of their code."""
MAX_DOTS = 64_000_000

_STATES = (Phrase("in force"), Phrase("revoked"), Phrase("stolen"))
"""By `SlipKeyState`."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of `slip`."""
    things = parser.add_subparsers(dest="thing", metavar="WHAT", required=True)
    keys = things.add_parser("keys", help=translate("the keys that slips are signed with"))
    acts = keys.add_subparsers(dest="act", metavar="ACT", required=True)
    for name, summary in (
        ("list", Phrase("list the keys whose slips are believed here")),
        ("export", Phrase("write them to a file, for a station without network")),
        ("import", Phrase("take such a file in; the hub's signature in it is what counts")),
        ("roll", Phrase("make a new slip key; the one before signs on until the hub knows it")),
    ):
        act = acts.add_parser(name, help=in_language(summary))
        if name == "export":
            act.add_argument("path", metavar="FILE", type=Path)
        if name == "import":
            act.add_argument(
                "path",
                metavar="FILE",
                type=Path,
                help=translate(
                    "a file, a photo of its QR code, or - for what a hand-held scanner types"
                ),
            )
        if name == "export":
            act.add_argument(
                "--png",
                metavar="FILE",
                type=Path,
                help=translate("write them as a QR code there too"),
            )
        if name == "list":
            act.add_argument("--json", action="store_true", help=translate("print JSON"))
        act.add_argument(
            "--config", type=Path, help=translate("the kiosk.toml (default: your own)")
        )


def run(options: argparse.Namespace) -> int:
    """Do it, by the running kiosk or in its place; exit 1 if it was not done."""
    from kiosk.base.errors import ConfigFault, ConfigProblem
    from kiosk.commands.sync import control_request
    from kiosk.composition.settings_file import find_settings
    from sync.client.control_requests import ControlKind
    from sync.client.hub_file import load_hub_file

    config = find_settings(options.config).config
    hub_file = load_hub_file(config.store_directory)
    if hub_file is None:
        problem = Phrase("not enrolled: see checkpoint-kiosk enrol")
        raise ConfigFault([ConfigProblem("sync", problem)])
    if options.act == "list":
        return _list(config, hub_file, as_json=options.json)
    if options.act == "import":
        text = _read_keys(options.path)
        return _ask(config, hub_file, control_request(ControlKind.TAKE_SLIP_KEYS, note=text))
    if options.act == "roll":
        return _ask(config, hub_file, control_request(ControlKind.ROLL_SLIP_KEY))
    request = control_request(ControlKind.WRITE_SLIP_KEYS, path=options.path)
    code = _ask(config, hub_file, request)
    if code == 0 and options.png is not None:
        from kiosk.base.files import read_whole
        from kiosk.documents.codes import draw_code

        draw_code(read_whole(options.path).decode("ascii"), options.png)
    return code


def _ask(config: Config, hub_file: HubFile, request: ControlRequest) -> int:
    from kiosk.commands.sync import ask_station

    reply = ask_station(config, hub_file, request)
    print(in_language(reply.text))
    return 0 if reply.is_done else 1


def _read_keys(path: Path) -> str:
    """The lines of a file or of its code; whatever is none is no list to whoever takes it in.

    Raises OSError.
    """
    from drivers.scanner.picture_file import PictureFault, grey_pictures
    from drivers.scanner.still import StillReader
    from kiosk.base.clock import SystemClock
    from sync.protocol.slip_keys import STATEMENT_MAGIC

    if path == Path("-"):
        raw = sys.stdin.buffer.read(MAX_BYTES)
    else:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES)
    if path == Path("-") or raw.startswith(STATEMENT_MAGIC.encode()):
        return raw.decode("ascii", "replace")
    reader = StillReader(SystemClock())
    try:
        for grey in grey_pictures(path, MAX_DOTS):
            for symbol in reader.read(grey):
                if symbol.text.startswith(STATEMENT_MAGIC):
                    return symbol.text
    except PictureFault:
        pass
    finally:
        reader.close()
    return ""


def _list(config: Config, hub_file: HubFile, *, as_json: bool) -> int:
    from kiosk.commands.language import utc_time
    from kiosk.commands.sync import ask_station, control_request
    from sync.client.control_requests import ControlKind
    from sync.protocol.slip_keys import parse_statement_body

    reply = ask_station(config, hub_file, control_request(ControlKind.LIST_SLIP_KEYS))
    if not reply.is_done:
        print(in_language(reply.text))
        return 1
    bodies = json.loads(reply.text)
    if as_json:
        print(json.dumps(bodies, indent=2))
        return 0
    keys = [parse_statement_body(body) for body in bodies]
    if not keys:
        print(translate("the hub has told of no slip keys yet"))
    for key in keys:
        until = "–" if key.until is None else utc_time(key.until)
        state = in_language(_STATES[key.state])
        print(f"{key.kid:>5}  {key.venue_no}  {state}  {utc_time(key.since)} – {until}")
    return 0
