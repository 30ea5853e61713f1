"""Tables for spreadsheets: CSV whose cells stay text, whatever a name begins with."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from typing import TextIO

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What makes a spreadsheet run a cell instead of showing it (OWASP, CSV injection)."""


def text_cell(value: str) -> str:
    """A cell that a spreadsheet takes for text: an apostrophe before what it would run."""
    return f"'{value}" if value.startswith(_FORMULA) else value


def write_csv(out: TextIO, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> int:
    """Write a table as CSV with a byte-order mark, so that spreadsheets read the accents.

    `out` must not change line ends. Gives the number of rows, without the heading. Raises OSError,
    and ValueError for a row with a column that is not named.
    """
    out.write("\ufeff")
    writer = csv.DictWriter(out, columns, lineterminator="\r\n")
    writer.writeheader()
    count = 0
    for row in rows:
        writer.writerow({name: text_cell(value) for name, value in row.items()})
        count += 1
    return count
