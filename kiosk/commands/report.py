"""`report WHAT`: the lists and summaries of a day or a month, and who is inside."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.base.phrases import Phrase, in_language, translate
from kiosk.base.tables import TableForm
from kiosk.commands.days import read_day, read_month
from kiosk.domain.desk.reports import ExportProblem, NotWritten, Progress
from kiosk.domain.reports.document import Document, DocumentKind
from kiosk.domain.reports.report import Report, ReportKind, day_report, month_report
from kiosk.domain.staff.trail import StaffDeed

if TYPE_CHECKING:
    from kiosk.composition.export_job import ExportJob
    from kiosk.domain.reports.evacuation import Arrived, EvacuationList
    from kiosk.settings.config import Config

EXAMPLE = """checkpoint-kiosk report day --out /media/usb
  checkpoint-kiosk report month --month 11/2026 --out thang-11.xlsx
  checkpoint-kiosk report evacuation --print
  checkpoint-kiosk report evacuation --out /media/usb"""

PROBLEMS: Mapping[ExportProblem, Phrase] = {
    ExportProblem.CANCELLED: Phrase("given up, and no file was left"),
    ExportProblem.NO_STICK: Phrase("no stick is there, or it was pulled out"),
    ExportProblem.EXISTS: Phrase("is there already"),
    ExportProblem.FULL: Phrase("no room is left there"),
    ExportProblem.NOT_WRITABLE: Phrase("cannot be written there"),
    ExportProblem.STORAGE: Phrase("the database cannot be read"),
    ExportProblem.BROKEN: Phrase("the export ended without a word"),
}
"""Why there is no file, for people."""

_WIDTH = 32
"""Columns of a name on a terminal."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words after `report`."""
    words = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    for what, summary, when in (
        ("day", Phrase("who came and went on a day"), "--day"),
        ("month", Phrase("a month in numbers, day by day"), "--month"),
    ):
        word = words.add_parser(what, help=in_language(summary))
        if what == "day":
            told = translate("such as 29/11/2026 or 2026-11-29 (default: today)")
            word.add_argument(when, dest="first", type=read_day, help=told)
        else:
            told = translate("such as 11/2026 or 2026-11 (default: this month)")
            word.add_argument(when, dest="first", type=read_month, help=told)
        word.add_argument(
            "--content",
            choices=[kind.value for kind in (ReportKind.LIST, ReportKind.SUMMARY)],
            default=(ReportKind.LIST if what == "day" else ReportKind.SUMMARY).value,
            help=translate("list: everybody by name; summary: numbers alone"),
        )
        word.add_argument(
            "--out",
            metavar="PATH",
            type=Path,
            required=True,
            help=translate("the new file, or the folder or stick it goes to"),
        )
        word.add_argument(
            "--format",
            choices=[form.value for form in TableForm],
            help=translate("default: as the file's name ends, else xlsx"),
        )
        add_config(word)
    word = words.add_parser("evacuation", help=translate("who is inside, with names"))
    ways = word.add_mutually_exclusive_group()
    ways.add_argument(
        "--print", action="store_true", dest="prints", help=translate("print it on slip paper")
    )
    ways.add_argument(
        "--out",
        metavar="PATH",
        type=Path,
        help=translate("write it as a PDF in A4: the new file, or the folder or stick"),
    )
    add_config(word)


def run(options: argparse.Namespace) -> int:
    """Write or print it; exit 1 if that was not possible."""
    from kiosk.composition.settings_file import find_settings

    config = find_settings(options.config).config
    check_database(config)
    now = datetime.now(UTC)
    if options.what != "evacuation":
        return _export(options, config, now)
    if options.out is not None:
        today = now.astimezone(config.venue.time_zone).date()
        asked = Document(DocumentKind.EVACUATION, today)
        return write_with_trace(config, asked, TableForm.PDF, options.out, now)
    return _evacuate(config, now, prints=options.prints)


def check_database(config: Config) -> None:
    """Raises ConfigFault where there is no database yet."""
    from kiosk.base.errors import ConfigFault, ConfigProblem
    from kiosk.store.file import DatabaseFiles

    files = DatabaseFiles(config.store_directory)
    if not files.has_database():
        problem = Phrase(
            "no database in {path} yet: the kiosk's first start makes it", path=files.directory
        )
        raise ConfigFault([ConfigProblem("store.directory", problem)])


def add_config(parser: argparse.ArgumentParser) -> None:
    """The option that says whose settings hold."""
    parser.add_argument("--config", type=Path, help=translate("the kiosk.toml (default: your own)"))


def _export(options: argparse.Namespace, config: Config, now: datetime) -> int:
    first: date = options.first or now.astimezone(config.venue.time_zone).date()
    make = day_report if options.what == "day" else month_report
    report = make(ReportKind(options.content), first)
    return write_with_trace(config, report, _form(options), options.out, now)


def write_with_trace(
    config: Config, asked: Report | Document, form: TableForm, out: Path, now: datetime
) -> int:
    """Leave a trace of it and write it; exit 1 if there is no file."""
    from kiosk.composition.export_job import ExportJob
    from kiosk.store.file import DatabaseFiles
    from kiosk.store.key import load_key

    database, key = DatabaseFiles(config.store_directory).database, load_key(config.key_file)
    job = ExportJob(asked, form, database, key, config.venue, config.make_policy(), now)
    _leave_trace(config, StaffDeed.REPORT_EXPORTED, f"{asked.kind} {asked.days} {form}")
    return write_file(job, out)


def write_file(job: ExportJob, out: Path) -> int:
    """Write what is asked into a new file, or into a folder under a name of its own; says what came
    of it. Exit 1 if there is no file."""
    from kiosk.composition.export_process import ExportProcess

    path = out / job.asked.file_name(job.form) if out.is_dir() else out
    end = ExportProcess(job, path).run(_tell if sys.stderr.isatty() else lambda progress: None)
    if isinstance(end, NotWritten):
        print(f"checkpoint-kiosk: {path}: {in_language(PROBLEMS[end.problem])}", file=sys.stderr)
        return 1
    is_document = isinstance(job.asked, Document)
    counted = Phrase("{count} pages") if is_document else Phrase("{count} lines")
    print(f"{path}: {in_language(counted).format(count=end.count)}")
    return 0


def _leave_trace(config: Config, deed: StaffDeed, note: str = "") -> None:
    """Into the trail, before anything leaves; a running kiosk alone writes its database, and then
    there is none."""
    from kiosk.base.clock import SystemClock
    from kiosk.composition.offline_station import offline_station
    from kiosk.services.trail import note_deed

    clock = SystemClock()
    with offline_station(config, clock) as station:
        if station is not None:
            with station.handlers.opened.store.transaction() as tx:
                note_deed(tx, deed, None, clock.now(), note=note)


def _form(options: argparse.Namespace) -> TableForm:
    ending = options.out.suffix.removeprefix(".").lower()
    if options.format is None and ending in list(TableForm):
        return TableForm(ending)
    return TableForm(options.format or TableForm.XLSX)


def _tell(progress: Progress) -> None:
    share = progress.done * 100 // max(1, progress.whole)
    print(f"\r{share:3} %", end="", file=sys.stderr, flush=True)


def _evacuate(config: Config, now: datetime, *, prints: bool) -> int:
    from kiosk.domain.reports.evacuation import earliest_arrival, evacuation_list
    from kiosk.store.driver import connect
    from kiosk.store.file import DatabaseFiles
    from kiosk.store.key import load_key
    from kiosk.store.queries.evacuation import read_arrived

    policy, venue = config.make_policy(), config.venue
    database = DatabaseFiles(config.store_directory).database
    connection = connect(database, load_key(config.key_file), "ro")
    try:
        arrived = read_arrived(connection, earliest_arrival(policy, now), now)
    finally:
        connection.close()
    listed = evacuation_list(venue.name, arrived, policy, venue.time_zone, now)
    if prints:
        return _print(config, listed)
    inside = translate("inside: {count}", count=len(listed.inside))
    maybe = translate("may still be inside: {count}", count=len(listed.maybe_inside))
    for heading, people in ((inside, listed.inside), (maybe, listed.maybe_inside)):
        print(heading)
        for one in people:
            print(f"  [ ] {_line(one, listed)}")
    return 0


def _line(one: Arrived, listed: EvacuationList) -> str:
    name = one.full_name or translate("nobody known")
    at = one.since.astimezone(listed.time_zone)
    return f"{name:<{_WIDTH}} {one.birth_year or '----'}  {at:%d/%m %H:%M}  {one.gate}".rstrip()


def _print(config: Config, listed: EvacuationList) -> int:
    from kiosk.base.clock import SystemClock
    from kiosk.composition.devices import configured_devices
    from kiosk.documents.evacuation import evacuation_strips
    from kiosk.domain.visits.decision import PrintState

    printer = configured_devices(config, SystemClock()).make_printer()
    if printer is None:
        told = translate("no printer is set up: without --print the list is shown here")
        print(f"checkpoint-kiosk: {told}", file=sys.stderr)
        return 1
    _leave_trace(config, StaffDeed.EVACUATION_PRINTED)
    try:
        result = printer.print_strips(evacuation_strips(listed, printer.width_px))
    finally:
        printer.close()
    if result.state is PrintState.PRINTED:
        print(translate("printed: {count} people", count=len(listed.inside)))
        return 0
    fault = in_language(result.fault.value) if result.fault is not None else ""
    told = translate("not printed, or not whole")
    print(f"checkpoint-kiosk: {told} {fault}".rstrip(), file=sys.stderr)
    return 1
