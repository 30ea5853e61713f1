"""`keyboard compose KEYS`: what the keyboard writes when these keys are typed."""

from __future__ import annotations

import argparse
import sys

from kiosk.base.phrases import translate

EXAMPLE = "checkpoint-kiosk keyboard compose 'Nguyeenx Thij Hoongf'"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of `keyboard`."""
    parser.add_argument(
        "action", choices=("compose",), help=translate("write Vietnamese from Telex keys")
    )
    parser.add_argument(
        "keys",
        metavar="KEYS",
        help=translate("the keys as typed; - reads lines from standard input, and prints each"),
    )
    parser.add_argument(
        "--style",
        choices=("old", "new"),
        default="old",
        help=translate("where a tone stands on open oa, oe, uy: hòa (old) or hoà (new)"),
    )


def run(options: argparse.Namespace) -> int:
    """Print what is written: a line for a line."""
    from kiosk.domain.text_input.telex import ToneStyle, compose

    style = ToneStyle(options.style)
    if options.keys != "-":
        print(compose(options.keys, style))
        return 0
    for line in sys.stdin.buffer:
        print(compose(line.decode("utf-8", errors="replace").rstrip("\r\n"), style))
    return 0
