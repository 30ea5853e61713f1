"""Days as people write them on a command line."""

from __future__ import annotations

import argparse
import re
from datetime import date

from kiosk.base.phrases import translate


def read_day(text: str) -> date:
    """A day: 29/11/2026, 29-11-2026, 29.11.2026, or 2026-11-29."""
    found = re.fullmatch(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})", text)
    try:
        if found is None:
            return date.fromisoformat(text)
        return date(int(found[4]), int(found[3]), int(found[1]))
    except ValueError:
        raise argparse.ArgumentTypeError(
            translate("expected a day, such as 29/11/2026 or 2026-11-29")
        ) from None


def read_month(text: str) -> date:
    """The first day of a month: 11/2026, 11-2026, 11.2026, or 2026-11."""
    found = re.fullmatch(r"(\d{1,2})[/.-](\d{4})", text)
    try:
        if found is None:
            return date.fromisoformat(f"{text}-01")
        return date(int(found[2]), int(found[1]), 1)
    except ValueError:
        raise argparse.ArgumentTypeError(
            translate("expected a month, such as 11/2026 or 2026-11")
        ) from None
