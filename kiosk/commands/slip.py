"""`slip keys`: whose slips this station believes, by file where no network comes, and a new key."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.base.phrases import Phrase, in_language, translate

if TYPE_CHECKING:
    from kiosk.settings.config import Config
    from sync.client.control_requests import ControlKind
    from sync.client.hub_file import HubFile

EXAMPLE = """checkpoint-kiosk slip keys list --config kiosk.toml
  checkpoint-kiosk slip keys export /media/usb/slip-keys.txt --config kiosk.toml
  checkpoint-kiosk slip keys import /media/usb/slip-keys.txt --config kiosk.toml"""

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
        if name in ("export", "import"):
            act.add_argument("path", metavar="FILE", type=Path)
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
    kind = {
        "export": ControlKind.WRITE_SLIP_KEYS,
        "import": ControlKind.TAKE_SLIP_KEYS,
        "roll": ControlKind.ROLL_SLIP_KEY,
    }[options.act]
    code = _ask(config, hub_file, kind, getattr(options, "path", None))
    if code == 0 and getattr(options, "png", None) is not None:
        from kiosk.base.files import read_whole
        from kiosk.documents.codes import draw_code

        draw_code(read_whole(options.path).decode("ascii"), options.png)
    return code


def _ask(config: Config, hub_file: HubFile, kind: ControlKind, path: Path | None) -> int:
    from kiosk.commands.sync import ask_station, control_request

    reply = ask_station(config, hub_file, control_request(kind, path=path))
    print(in_language(reply.text))
    return 0 if reply.is_done else 1


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
