"""The messages of the command line, found in the sources, and their translations."""

from __future__ import annotations

import argparse
import ast
import importlib.util
from collections.abc import Iterator
from pathlib import Path

import resources

CHECKOUT = Path(resources.__file__).resolve().parent.parent
VIETNAMESE = CHECKOUT / "resources" / "i18n" / "vi"

_MARKS = frozenset({"Phrase", "translate", "in_language"})
ERRORS = frozenset(
    {"BundleError", "EnrolmentError", "HubCommandError", "HubKeyFault", "StationError"}
    | {"ConfigProblem", "VenueError", "_unreadable"}
)
"""What is called with a text that `explain` or the main program says: its last argument."""

_ROOTS = ("kiosk", "sync", "drivers", "ui")
