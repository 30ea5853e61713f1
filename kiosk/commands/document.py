"""`document WHAT`: the venue's poster, wallet cards, and blank sheets of the paper book, as PDF."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from kiosk.base.phrases import Phrase, in_language, translate
from kiosk.base.tables import TableForm
from kiosk.commands.report import add_config, check_database, write_file, write_with_trace
from kiosk.domain.reports.document import MOST_COPIES, Document, DocumentKind

EXAMPLE = """checkpoint-kiosk document poster --copies 3 --out /media/usb
  checkpoint-kiosk document sheets --out so-giay.pdf"""

_KINDS = {
    "poster": DocumentKind.POSTER,
    "cards": DocumentKind.WALLET_CARDS,
    "sheets": DocumentKind.PAPER_BOOK,
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The words after `document`."""
    words = parser.add_subparsers(dest="what", metavar="WHAT", required=True)
    for what, summary in (
        ("poster", Phrase("what to do at the gate, in pictures, with the code of venue.link")),
        ("cards", Phrase("every wallet card that holds, on sheets to be cut")),
        ("sheets", Phrase("twenty blank sheets to write on while there is no power")),
    ):
        word = words.add_parser(what, help=in_language(summary))
        if what == "poster":
            word.add_argument(
                "--copies",
                type=_read_copies,
                default=1,
                metavar="N",
                help=translate("so many equal pages (default: 1)"),
            )
        word.add_argument(
            "--out",
            metavar="PATH",
            type=Path,
            required=True,
            help=translate("the new file, or the folder or stick it goes to"),
        )
        add_config(word)


def run(options: argparse.Namespace) -> int:
    """Write it; exit 1 if that was not possible."""
    from kiosk.composition.export_job import ExportJob
    from kiosk.composition.settings_file import find_settings
    from kiosk.store.file import DatabaseFiles

    config = find_settings(options.config).config
    now = datetime.now(UTC)
    today = now.astimezone(config.venue.time_zone).date()
    asked = Document(_KINDS[options.what], today, getattr(options, "copies", 1))
    if asked.kind is DocumentKind.WALLET_CARDS:
        check_database(config)
        return write_with_trace(config, asked, TableForm.PDF, options.out, now)
    # Nothing of the database stands on the others: they are there before the kiosk's first start.
    # The logo lies beside it.
    database = DatabaseFiles(config.store_directory).database
    job = ExportJob(asked, TableForm.PDF, database, b"", config.venue, config.make_policy(), now)
    return write_file(job, options.out)


def _read_copies(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= MOST_COPIES:
        told = translate("expected 1 to {most}, got {got}", most=str(MOST_COPIES), got=text)
        raise argparse.ArgumentTypeError(told)
    return int(text)
