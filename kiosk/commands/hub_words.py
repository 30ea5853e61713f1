"""How the words after `hub` are made: what every one of them has."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TypeAlias

from kiosk.base.phrases import Phrase, in_language, translate

Words: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"

_DATA = Path("hub")


def add_word(
    words: Words,
    name: str,
    summary: Phrase,
    example: str,
    act: str | None = None,
) -> argparse.ArgumentParser:
    """A word with its help, an example, and where its hub is; `act` is what does it."""
    told = in_language(summary)
    parser = words.add_parser(
        name,
        help=told,
        description=told[0].upper() + told[1:] + ".",
        epilog=f"{translate('Example:')}\n  checkpoint-kiosk hub {example}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--data",
        metavar="DIR",
        type=Path,
        default=_DATA,
        help=translate("the hub's folder (default: hub)"),
    )
    parser.add_argument(
        "--db",
        metavar="URL",
        help=translate("postgresql://… instead of the folder's own database"),
    )
    parser.set_defaults(act=act or name)
    return parser


def add_json(parser: argparse.ArgumentParser) -> None:
    """The option to print JSON instead of lines."""
    parser.add_argument("--json", action="store_true", help=translate("print one JSON object"))
