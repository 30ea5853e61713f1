"""`store check` and `store backup`: look after the database while the kiosk stands still."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict
from pathlib import Path
from zoneinfo import ZoneInfo

from kiosk.base.phrases import Phrase, translate

EXAMPLE = "checkpoint-kiosk store check --config kiosk.toml"


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
    from kiosk.store.check import check_store
    from kiosk.store.file import DatabaseFiles
    from kiosk.store.key import load_key

    config = find_settings(options.config).config
    files = DatabaseFiles(config.store_directory)
    if not files.has_database():
        raise ConfigFault(
            [
                ConfigProblem(
                    "store.directory", Phrase("no database in {path}", path=files.directory)
                )
            ]
        )
    if options.action == "backup":
        return _backup(options, files.directory, config.key_file, config.venue.time_zone)
    report = check_store(files.database, load_key(config.key_file))
    if options.json:
        print(json.dumps({"sound": report.is_sound, **asdict(report)}, indent=2))
    else:
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
            print(f"  {problem.kind.value}: {problem.detail}")
    return 0 if report.is_sound else 1


def _backup(
    options: argparse.Namespace, directory: Path, key_file: Path, time_zone: ZoneInfo
) -> int:
    from kiosk.base.errors import ConfigFault, ConfigProblem
    from kiosk.store.queries.reader import open_reader

    if options.path is None or options.path.exists():
        problem = (
            Phrase("name the new file") if options.path is None else Phrase("is there already")
        )
        raise ConfigFault([ConfigProblem(str(options.path or "PATH"), problem)])
    reader = open_reader(directory, key_file, time_zone)
    try:
        reader.backup(options.path)
    finally:
        reader.close()
    size = options.path.stat().st_size // 1024
    print(f"{options.path}: {translate('{size} KB, encrypted with the same key', size=size)}")
    return 0
