"""Command lines whose options and arguments stand in any order."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Any


class CommandParser(argparse.ArgumentParser):
    """Takes `backup --config FILE PATH` like `backup PATH --config FILE`.

    Python's own parser gives an optional argument its default as soon as the ones before it are
    there, and knows no word for what comes after the next option (python/cpython#59317).
    """

    _is_mixing = False

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: Any = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """The options of the words, and the words that nobody knows."""
        words = sys.argv[1:] if args is None else args
        # Words that choose among commands have their own parsers, which come here in their turn;
        # the mixed way forgets that what follows -- is no option.
        if self._is_mixing or self._subparsers is not None or "--" in words:
            return super().parse_known_args(args, namespace)
        usage, self._is_mixing = self.usage, True
        try:
            self.usage = self._whole_usage()
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self.usage, self._is_mixing = usage, False

    def _whole_usage(self) -> str:
        """The usage line for messages: in the mixed way the parser cuts it as English is cut."""
        formatter = self._get_formatter()
        formatter.add_usage(self.usage, self._actions, self._mutually_exclusive_groups, prefix="")
        return formatter.format_help().strip().replace("%", "%%")
