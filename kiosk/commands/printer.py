"""`printer`: which printers there are, a test page, and how the printer and its paper stand."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.base.errors import ConfigFault, ConfigProblem
from kiosk.base.phrases import Phrase, in_language, translate
from kiosk.commands.printer_words import PRINTER_ADVICE, SILENT
from kiosk.composition.settings_file import find_settings
from kiosk.domain.station.printer import FoundPrinter, PrinterKind, is_meant
from kiosk.domain.visits.decision import PrintState

if TYPE_CHECKING:
    from kiosk.settings.config import Config, PrinterConfig
    from kiosk.store.queries.printing import PrintingNow

EXAMPLE = "checkpoint-kiosk printer list\n  checkpoint-kiosk printer test --config kiosk.toml"

_SINCE = timedelta(hours=24)
_STATES = {
    PrintState.PENDING: Phrase("waiting"),
    PrintState.PRINTING: Phrase("being printed"),
    PrintState.PRINTED: Phrase("printed"),
    PrintState.FAILED: Phrase("not printed"),
    PrintState.UNKNOWN: Phrase("unknown: the paper may or may not be out"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Words and options of `printer`."""
    words = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    word = words.add_parser("list", help=translate("the printers that are connected"))
    _options(word)
    word = words.add_parser("test", help=translate("print a test page"))
    _options(word)
    _which(word)
    word = words.add_parser("status", help=translate("ask the printers, and what is left of paper"))
    _options(word)


def _options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--config", type=Path, help=translate("the kiosk.toml (default: your own)"))
    parser.add_argument("--json", action="store_true", help=translate("print a JSON object"))


def _which(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--second", action="store_true", help=translate("the second printer"))


def run(options: argparse.Namespace) -> int:
    """Do what is asked; exit 1 where there is no printer, or one that does not print."""
    config = find_settings(options.config).config
    match options.what:
        case "list":
            return _list(config, as_json=options.json)
        case "test":
            return _test(config, second=options.second, as_json=options.json)
    return _status(config, as_json=options.json)


def _list(config: Config, *, as_json: bool) -> int:
    from drivers.printer.finding import find_printers

    found = find_printers()
    if as_json:
        told = [asdict(each) | {"used": is_used(each, config)} for each in found]
        print(json.dumps({"printers": told}, ensure_ascii=False, indent=2))
    else:
        print("\n".join(list_lines(found, config)))
    return 0 if found else 1


def list_lines(found: Sequence[FoundPrinter], config: Config) -> list[str]:
    """What is connected, marked where it is set up, and the printers of the network that are."""
    lines = [
        f"{each.kind.value:<8} {each.address}  {each.name}".rstrip()
        + (f"  <- {translate('the configuration uses this one')}" if is_used(each, config) else "")
        for each in found
    ]
    if not found:
        lines = [translate("no printer is connected by USB or a serial line")]
    mark = translate("set up; printers of the network are not looked for")
    return lines + [
        f"{printer.kind.value:<8} {printer.address}  <- {mark}"
        for printer in (config.printer, config.second_printer)
        if printer.kind is PrinterKind.NETWORK
    ]


def is_used(each: FoundPrinter, config: Config) -> bool:
    """Whether it is set up, as the first printer or the second."""
    set_up = (config.printer, config.second_printer)
    return any(is_meant(each, which.kind, which.address) for which in set_up)


def _test(config: Config, *, second: bool, as_json: bool) -> int:
    from drivers.printer import open_printer
    from kiosk.composition.trial_page import TRIAL_CODE, trial_page

    which = config.second_printer if second else config.printer
    printer = open_printer(which, config.store_directory / "slips")
    if printer is None:
        key = "second_printer.kind" if second else "printer.kind"
        problem = Phrase("no printer is set up: `printer list` shows which are connected")
        raise ConfigFault([ConfigProblem(key, problem)])
    page = trial_page(config.venue, which, datetime.now(UTC))
    try:
        result = printer.print_bitmap(page, TRIAL_CODE)
    finally:
        printer.close()
    fault = None if result.fault is None else result.fault.value
    if as_json:
        print(json.dumps({"printer": printer.name, "state": result.state.value, "fault": fault}))
    else:
        print(f"{printer.name}: {in_language(_STATES[result.state])}")
        if result.fault is not None:
            print(f"  {in_language(PRINTER_ADVICE.get(result.fault, SILENT))}", file=sys.stderr)
    return 0 if result.state is PrintState.PRINTED else 1


def _status(config: Config, *, as_json: bool) -> int:
    printing = _printing(config)
    told = []
    for place, which in enumerate((config.printer, config.second_printer)):
        state = _state_of(which, config)
        if state is None:
            continue
        roll = printing.rolls.get(place)
        left = None if roll is None else roll.slips_left
        told.append({**state, "slips_left": left})
    jobs = {state.value: printing.jobs.get(state, 0) for state in _STATES}
    if as_json:
        print(json.dumps({"printers": told, "slips": jobs}, ensure_ascii=False, indent=2))
    else:
        _say(told, jobs)
    return 0 if told and all(each["fault"] is None for each in told) else 1


def _say(told: list[dict[str, object]], jobs: dict[str, int]) -> None:
    if not told:
        print(translate("no printer is set up: `printer list` shows which are connected"))
    for each in told:
        left = each["slips_left"]
        paper = (
            translate("about {count} slips left", count=left)
            if left is not None
            else translate("how much paper is left is not known")
        )
        print(f"{each['printer']}: {each['text']}; {paper}")
    counted = ", ".join(
        f"{in_language(_STATES[PrintState(state)])} {count}"
        for state, count in jobs.items()
        if count
    )
    print(translate("slips of the last 24 hours: {counted}", counted=counted or "0"))


def _state_of(which: PrinterConfig, config: Config) -> dict[str, object] | None:
    from drivers.printer import open_printer

    printer = open_printer(which, config.store_directory / "slips")
    if printer is None:
        return None
    try:
        status = printer.status()
    finally:
        printer.close()
    text = translate("paper {paper}", paper=Phrase(status.paper.value))
    if status.fault is not None:
        text = in_language(PRINTER_ADVICE.get(status.fault, SILENT))
    return {
        "printer": printer.name,
        "fault": None if status.fault is None else status.fault.value,
        "paper": status.paper.value,
        "text": text,
    }


def _printing(config: Config) -> PrintingNow:
    """What the database says; it may be a running kiosk's."""
    from kiosk.store.driver import connect
    from kiosk.store.file import DatabaseFiles
    from kiosk.store.key import load_key
    from kiosk.store.queries.printing import PrintingNow, read_printing

    files = DatabaseFiles(config.store_directory)
    if not files.has_database():
        return PrintingNow({}, {})
    connection = connect(files.database, load_key(config.key_file), "ro")
    try:
        return read_printing(connection, datetime.now(UTC) - _SINCE)
    finally:
        connection.close()
