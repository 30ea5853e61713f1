"""`hub WHAT`: run a hub, and administer it. Needs the extra `hub`."""

from __future__ import annotations

import argparse
import importlib.util
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

from kiosk.base.phrases import Phrase, translate
from kiosk.commands.days import read_day
from kiosk.commands.hub_slip_keys import add_slip_key_words
from kiosk.commands.hub_words import Words as _Words
from kiosk.commands.hub_words import add_json as _json
from kiosk.commands.hub_words import add_word as _word
from kiosk.commands.setting_option import add_setting
from sync.protocol.policy import hub_settings

EXAMPLE = "checkpoint-kiosk hub serve --data hub --listen 127.0.0.1:8080"

_EXTRA = ("starlette", "uvicorn", "httptools", "sqlalchemy", "psycopg", "alembic")
_LISTEN = "127.0.0.1:8080"
_TIME_ZONE = "Asia/Ho_Chi_Minh"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words after `hub`."""
    words = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    _add_serve(words)
    _add_venue(words)
    _add_device(words)
    add_slip_key_words(words)
    _add_notices(words)
    _add_people(words)
    _add_reports(words)


def run(options: argparse.Namespace) -> int:
    """Do it. Raises ModuleNotFoundError when the extra `hub` is not installed."""
    missing = [name for name in _EXTRA if importlib.util.find_spec(name) is None]
    if missing:
        raise ModuleNotFoundError(f"the hub needs {', '.join(missing)}", name=missing[0])
    from kiosk.commands.hub_acts import do

    return do(options)


def _add_serve(words: _Words) -> None:
    serve = _word(
        words,
        "serve",
        Phrase("run the hub until it is told to stop"),
        "serve --data hub --listen 0.0.0.0:8443 --public-url https://192.168.1.10:8443",
    )
    serve.add_argument(
        "--listen",
        metavar="HOST:PORT",
        type=_address,
        default=_LISTEN,
        help=translate("where to listen (default: {address})", address=_LISTEN),
    )
    serve.add_argument(
        "--public-url",
        metavar="URL",
        type=_url,
        help=translate("the address stations use and sign"),
    )
    serve.add_argument(
        "--tls-cert",
        metavar="FILE",
        type=Path,
        help=translate("an authority's certificate and its chain, PEM (default: one of its own)"),
    )
    serve.add_argument(
        "--tls-key",
        metavar="FILE",
        type=Path,
        help=translate("its private key, PEM (default: in the same file)"),
    )
    serve.add_argument(
        "--behind-proxy",
        metavar="ADDRESS[,ADDRESS…]",
        type=_proxies,
        help=translate(
            "plain http for these reverse proxies alone, whose X-Forwarded-For is believed"
        ),
    )
    serve.add_argument(
        "--sms-url", metavar="URL", type=_url, help=translate("SMS gateway: POST {to, text}")
    )
    serve.add_argument(
        "--sms-token-file",
        metavar="FILE",
        type=Path,
        help=translate("its bearer token, alone in a file"),
    )
    serve.add_argument(
        "--sms-folder",
        metavar="DIR",
        type=Path,
        help=translate("for trials: write messages here, in plain text, instead of sending them"),
    )
    serve.add_argument(
        "--keep-days",
        type=_within(1, 36_500),
        metavar="DAYS",
        help=translate(
            "remove the contents of records that are older; headers stay (default: keep all)"
        ),
    )


def _add_venue(words: _Words) -> None:
    venue = words.add_parser("venue", help=translate("venues and their rules"))
    inner = venue.add_subparsers(dest="venue_what", metavar="WHAT", required=True)
    add = _word(
        inner,
        "add",
        Phrase("make a venue"),
        'venue add "Trung tâm Y tế Mẫu" --address "1 Đường Mẫu"',
        "venue_add",
    )
    add.add_argument("name")
    add.add_argument("--address", default="")
    add.add_argument(
        "--time-zone", default=_TIME_ZONE, help=translate("default: {value}", value=_TIME_ZONE)
    )
    _json(add)
    _json(_word(inner, "list", Phrase("list the venues"), "venue list --json", "venue_list"))
    show = _word(
        inner,
        "show",
        Phrase("a venue, and what its stations have registered of it"),
        "venue show 1",
        "venue_show",
    )
    show.add_argument("venue", help=translate("number or id"))
    _json(show)
    change = _word(
        inner,
        "set",
        Phrase("change a venue or its rules; its stations take it over"),
        "venue set 1 --closing-time 17:00 --hotline 'Hỏi đáp|1022|0259.1022'",
        "venue_set",
    )
    change.add_argument("venue", help=translate("number or id"))
    change.add_argument("--address")
    for settings in hub_settings().values():
        for each in settings:
            if each.hub_option:
                add_setting(change, each, each.hub_option)
    _json(change)


def _add_device(words: _Words) -> None:
    device = words.add_parser("device", help=translate("stations: invite, list, revoke"))
    inner = device.add_subparsers(dest="device_what", metavar="WHAT", required=True)
    add = _word(
        inner,
        "add",
        Phrase("make a station and show its enrolment code, good once within 30 minutes"),
        'device add 1 "Cổng A" --png code.png',
        "device_add",
    )
    add.add_argument("venue", help=translate("number or id"))
    add.add_argument("gate")
    add.add_argument("--label", default="", help=translate("a word for the list"))
    add.add_argument(
        "--replaces",
        metavar="DEVICE",
        help=translate("the station it takes the place of, which is revoked"),
    )
    again = _word(
        inner,
        "invite",
        Phrase("show a new enrolment code for a station that is there"),
        "device invite DEVICE",
        "device_invite",
    )
    again.add_argument("device")
    for parser in (add, again):
        parser.add_argument(
            "--png", metavar="FILE", type=Path, help=translate("write the QR code there too")
        )
        _json(parser)
    listing = _word(
        inner, "list", Phrase("list the stations"), "device list --venue 1", "device_list"
    )
    listing.add_argument("--venue", help=translate("number or id"))
    _json(listing)
    for name, summary in (
        ("revoke", Phrase("revoke a station: it drops its lists and keeps what it has not sent")),
        ("drain", Phrase("let a station send what it still holds, and nothing else")),
        ("restore", Phrase("take back a revocation")),
    ):
        parser = _word(inner, name, summary, f"device {name} DEVICE", f"device_{name}")
        parser.add_argument("device")


def _add_notices(words: _Words) -> None:
    announce = _word(
        words,
        "announce",
        Phrase("show a notice on the stations, or take one back"),
        'announce "Hôm nay đóng cửa lúc 15:00" --en "Closing at 15:00 today" --hours 8',
    )
    announce.add_argument("text", nargs="?", help=translate("in Vietnamese"))
    announce.add_argument("--en", metavar="TEXT", help=translate("the same in English"))
    announce.add_argument(
        "--from",
        dest="since",
        type=_moment,
        metavar="TIME",
        help=translate("such as '29/11/2026 15:00' at the venue (default: now)"),
    )
    announce.add_argument(
        "--hours", type=_within(1, 24 * 90), default=24, help=translate("default: 24")
    )
    announce.add_argument("--withdraw", metavar="KEY", help=translate("take this one back"))
    form = _word(
        words,
        "form",
        Phrase("send a form to the stations, take one back, or list what was declared"),
        "form dengue.json --venue 1",
    )
    form.add_argument(
        "path", nargs="?", type=Path, metavar="FILE", help=translate("a form, in JSON")
    )
    form.add_argument("--withdraw", metavar="ID:VERSION", help=translate("take this version back"))
    revoke = _word(words, "revoke", Phrase("revoke a slip"), "revoke 1234567890123456789")
    revoke.add_argument("slip", help=translate("its id, decimal digits"))
    erase = _word(
        words,
        "erase",
        Phrase("erase a person here, and order every station to"),
        "erase 01890a5d-ac96-774b-bcce-b302099a8057",
    )
    erase.add_argument("person", type=_person, help=translate("the person's id"))
    requests = _word(
        words,
        "requests",
        Phrase("list what people ask about their own data, or erase whom a station has erased"),
        "requests --erase 01890a5d-ac96-774b-bcce-b302099a8057",
    )
    requests.add_argument(
        "--erase",
        type=_person,
        metavar="REQUEST",
        help=translate("carry this request out here too, and at every station"),
    )
    _json(requests)
    for parser in (announce, form, revoke):
        parser.add_argument(
            "--venue",
            dest="venues",
            action="append",
            metavar="VENUE",
            help=translate("number or id; may be given several times (default: all venues)"),
        )
    _json(announce)
    _json(form)


def _add_people(words: _Words) -> None:
    people = words.add_parser("people", help=translate("whether persons of two venues are one"))
    inner = people.add_subparsers(dest="people_what", metavar="WHAT", required=True)
    listing = _word(
        inner,
        "proposals",
        Phrase("list the pairs that wait for a decision"),
        "people proposals --json",
        "people_proposals",
    )
    _json(listing)
    for name, summary in (
        ("join", Phrase("decide that a pair is one person")),
        ("refuse", Phrase("decide that a pair is two persons, also where the hub joined them")),
    ):
        parser = _word(inner, name, summary, f"people {name} PAIR", f"people_{name}")
        parser.add_argument("pair", help=translate("as the list names it"))


def _add_reports(words: _Words) -> None:
    export = _word(
        words,
        "export",
        Phrase("write a venue's entries as CSV, XLSX or NDJSON"),
        "export 1 --from 2026-11-01 --to 2026-11-30 --out entries.csv",
    )
    export.add_argument("venue", help=translate("number or id"))
    for name, dest in (("--from", "first"), ("--to", "last")):
        export.add_argument(
            name,
            dest=dest,
            type=read_day,
            metavar="DAY",
            help=translate("such as 29/11/2026 or 2026-11-29 (default: today)"),
        )
    export.add_argument("--format", choices=("csv", "xlsx", "ndjson"), default="csv")
    export.add_argument(
        "--out", metavar="FILE", type=Path, help=translate("default: standard output")
    )
    take = _word(
        words,
        "import",
        Phrase("take in the USB bundle of a station"),
        "import /media/usb/to-hub.kb1 --answer /media/usb/answer.kb1",
    )
    take.add_argument("bundle", metavar="FILE", type=Path)
    take.add_argument(
        "--answer",
        metavar="FILE",
        type=Path,
        help=translate("where to write the answer for the station"),
    )
    _json(take)
    _json(_word(words, "status", Phrase("say how the hub stands"), "status --json"))
    clock = _word(
        words,
        "clock",
        Phrase("say whether the hub's clock is in doubt, and that it is right"),
        "clock --confirm",
    )
    clock.add_argument(
        "--confirm",
        action="store_true",
        help=translate("the machine's clock is right: things may be removed for their age again"),
    )
    _json(clock)
    backup = _word(
        words,
        "backup",
        Phrase("write a copy of the hub with its keys into a new folder; it may be running"),
        "backup hub-backup",
    )
    backup.add_argument("path", metavar="FOLDER", type=Path)
    _word(
        words,
        "restored",
        Phrase("after restoring a backup: ask every station to offer its entries again"),
        "restored",
    )


def _address(text: str) -> tuple[str, int]:
    host, colon, port = text.rpartition(":")
    if not colon or not host or not port.isdigit() or not 0 <= int(port) < 2**16:
        raise argparse.ArgumentTypeError(translate("expected HOST:PORT"))
    return host.strip("[]"), int(port)


def _url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.query:
        raise argparse.ArgumentTypeError(translate("expected http://… or https://…"))
    return text.rstrip("/")


def _proxies(text: str) -> list[object]:
    from sync.hub.forwarding import parse_address

    found = [parse_address(part) for part in text.split(",")]
    if None in found:
        raise argparse.ArgumentTypeError(translate("expected IP addresses, with commas between"))
    return list(found)


def _within(least: int, most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not text.isdigit() or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(
                translate("expected {least} to {most}", least=least, most=most)
            )
        return int(text)

    return number


def _moment(text: str) -> datetime:
    """A day and a time as people write them; without an offset the time is the venue's."""
    day, _, rest = text.replace("T", " ", 1).partition(" ")
    try:
        return datetime.fromisoformat(f"{read_day(day).isoformat()}T{rest or '00:00'}")
    except (ValueError, argparse.ArgumentTypeError):
        raise argparse.ArgumentTypeError(
            translate("expected a day and a time, such as '29/11/2026 15:00'")
        ) from None


def _person(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError:
        raise argparse.ArgumentTypeError(translate("expected a person's id (a UUID)")) from None
