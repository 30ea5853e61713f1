"""`store check` and `store backup`: look after the database while the kiosk stands still."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from kiosk.base.phrases import Phrase, in_language, translate
from kiosk.store.checks.report import ProblemKind

if TYPE_CHECKING:
    from kiosk.settings.config import Config
    from sync.protocol.devices import LedgerHead

EXAMPLE = "checkpoint-kiosk store check --config kiosk.toml"

MEANINGS: Mapping[ProblemKind, Phrase] = {
    ProblemKind.UNREADABLE: Phrase("A part of the database cannot be read."),
    ProblemKind.INTEGRITY: Phrase("Pages of the database are damaged."),
    ProblemKind.GAP: Phrase("Records are missing in the middle."),
    ProblemKind.HEADER: Phrase("A record's header was changed."),
    ProblemKind.CHAIN: Phrase("A record does not follow on the one before."),
    ProblemKind.BODY: Phrase("A record's content was changed."),
    ProblemKind.ENTRY: Phrase("The list of entries does not say what the records say."),
    ProblemKind.OUTBOX: Phrase("The queue for the hub does not match the records."),
    ProblemKind.PRESENCE: Phrase("Who is inside does not follow from the entries."),
    ProblemKind.SUPPORT: Phrase("The cases for staff do not match their records."),
    ProblemKind.DECLARATION: Phrase("The declarations do not match their records."),
    ProblemKind.MOVE: Phrase("A record that was written anew does not match its first writing."),
    ProblemKind.ANCHOR: Phrase("Contents are gone that this station did not remove."),
    ProblemKind.HEAD: Phrase("The head beside the database is missing or not this station's."),
    ProblemKind.CUT: Phrase("The newest records were cut off."),
    ProblemKind.ROLLBACK: Phrase("An older copy of the database was put in its place."),
    ProblemKind.HUB: Phrase(
        "The hub has newer records of this ledger: the database is an old one, or another machine"
        " goes on with it."
    ),
    ProblemKind.SCHEMA: Phrase("Tables, indexes or triggers are not as the program makes them."),
    ProblemKind.PEOPLE: Phrase("People, their numbers or links do not match the records."),
    ProblemKind.PRINT: Phrase("The list of slips does not match the entries."),
    ProblemKind.SEARCH: Phrase("The desk's search does not match the people."),
    ProblemKind.TOTALS: Phrase("The numbers kept of past days do not add up."),
}
"""What each kind of problem means, for people."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of `store`."""
    parser.add_argument("action", choices=("check", "backup"))
    parser.add_argument("path", nargs="?", type=Path, help=translate("backup: the new file"))
    parser.add_argument("--config", type=Path, help=translate("the kiosk.toml (default: your own)"))
    parser.add_argument(
        "--json", action="store_true", help=translate("check: print one JSON object")
    )


def run(options: argparse.Namespace) -> int:
    """Check (exit 1 if anything is wrong) or back up; exit 2 if the database cannot be opened."""
    from kiosk.base.errors import ConfigFault, ConfigProblem
    from kiosk.composition.settings_file import find_settings
    from kiosk.store.file import DatabaseFiles

    config = find_settings(options.config).config
    files = DatabaseFiles(config.store_directory)
    if not files.has_database():
        raise ConfigFault(
            [
                ConfigProblem(
                    "store.directory",
                    Phrase(
                        "no database in {path} yet: the kiosk's first start makes it",
                        path=files.directory,
                    ),
                )
            ]
        )
    if options.action == "backup":
        return _backup(options, files.directory, config.key_file, config.venue.time_zone)
    return _check(config, files.database, as_json=options.json)


def _check(config: Config, database: Path, *, as_json: bool) -> int:
    from kiosk.store.check import check_store
    from kiosk.store.key import load_key

    # Before the database is read: a kiosk may be running, and the hub must not know more by then.
    hub_heads, why_not = _ask_hub(config)
    report = check_store(database, load_key(config.key_file), hub_heads=hub_heads or ())
    if as_json:
        told = {"sound": report.is_sound, "hub": hub_heads is not None, **asdict(report)}
        print(json.dumps(told, indent=2))
        return 0 if report.is_sound else 1
    print(
        translate(
            "{records} records in {ledgers} ledger(s), {entries} entries, "
            "{bodiless} without body, {unsent} unsent: {verdict}",
            records=report.records,
            ledgers=report.ledgers,
            entries=report.entries,
            bodiless=report.bodiless,
            unsent=report.unsent,
            verdict=Phrase("sound") if report.is_sound else Phrase("NOT SOUND"),
        )
    )
    for problem in report.problems:
        print(f"  {in_language(MEANINGS[problem.kind])} [{problem.kind.value}: {problem.detail}]")
    if why_not is not None:
        said = translate("not compared with the hub: {why}", why=Phrase(why_not))
        print(f"  {said}")
    return 0 if report.is_sound else 1


def _ask_hub(config: Config) -> tuple[Sequence[LedgerHead] | None, str | None]:
    """How far the hub has this station's ledgers; None without an answer, and why there is none
    from a hub that this station has."""
    from kiosk.base.clock import SystemClock
    from kiosk.base.errors import HubRefusal, NetworkFault
    from kiosk.composition.sync_service import sync_settings
    from sync.client.hub_file import load_hub_file

    hub_file = load_hub_file(config.store_directory)
    if hub_file is None:
        return None, None
    from sync.client.ledger_heads import ask_ledger_heads

    try:
        return ask_ledger_heads(hub_file, sync_settings(config), SystemClock()), None
    except (NetworkFault, HubRefusal) as fault:
        return None, fault.kind.value


def _backup(
    options: argparse.Namespace, directory: Path, key_file: Path, time_zone: ZoneInfo
) -> int:
    from kiosk.base.errors import ConfigFault, ConfigProblem
    from kiosk.base.mounts import check_mounted
    from kiosk.store.queries.reader import open_reader

    if options.path is None or options.path.exists():
        problem = (
            Phrase("name the new file") if options.path is None else Phrase("is there already")
        )
        raise ConfigFault([ConfigProblem(str(options.path or "PATH"), problem)])
    check_mounted(options.path)
    reader = open_reader(directory, key_file, time_zone)
    try:
        reader.backup(options.path)
    finally:
        reader.close()
    size = options.path.stat().st_size // 1024
    print(f"{options.path}: {translate('{size} KB, encrypted with the same key', size=size)}")
    return 0
