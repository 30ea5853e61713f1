"""Tables for spreadsheets: CSV whose cells stay text, whatever a name begins with."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TextIO

from kiosk.base.phones import spoken_phone
from kiosk.base.plain_text import one_line

_RUN = re.compile(r"(^|[,;|:\"'])(?= *[=+\-@\uff1d\uff0b\uff0d\uff20\u2212])")
"""Before what makes a spreadsheet run a cell instead of showing it (OWASP, CSV injection): at the
beginning of a cell, and after whatever another country's spreadsheet takes for a separator."""
_MARK = "'"
"""What spreadsheets take for: this is text."""


def text_cell(value: str) -> str:
    """A cell that a spreadsheet takes for text, whatever separator it takes: without control
    characters, and with a mark before what it would run."""
    return _RUN.sub(rf"\1{_MARK}", one_line(value))


def phone_cell(number: str) -> str:
    """A phone number as people read it: its digits would be taken for a quantity, and its plus for
    a formula."""
    return spoken_phone(number) or number


def write_csv(out: TextIO, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> int:
    """Write a table as CSV with a byte-order mark, so that spreadsheets read the accents.

    `out` must not change line ends. Gives the number of rows, without the heading. Raises OSError,
    and ValueError for a row with a column that is not named.
    """
    out.write("\ufeff")
    writer = csv.DictWriter(out, columns, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writeheader()
    count = 0
    for row in rows:
        writer.writerow({name: text_cell(value) for name, value in row.items()})
        count += 1
    return count
