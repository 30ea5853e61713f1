"""`parse TEXT`: say what a code's text is."""

from __future__ import annotations

import argparse
import json
import sys

from kiosk.base.phrases import translate

EXAMPLE = "checkpoint-kiosk parse --json 'KS0:0000000000000000042'"

_LONGEST = 65_536
"""Bytes read from standard input; no code holds more than 4 KB."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of `parse`."""
    parser.add_argument(
        "text", metavar="TEXT", help=translate("the code's text; - reads standard input")
    )
    parser.add_argument("--json", action="store_true", help=translate("print one JSON object"))


def run(options: argparse.Namespace) -> int:
    """Print the credential; exit 1 if the text is nothing the kiosk knows."""
    from kiosk.base.clock import SystemClock
    from kiosk.domain.credential import CredentialKind, parse_credential
    from kiosk.domain.credential.report import as_json

    text = options.text
    if text == "-":
        text = sys.stdin.buffer.read(_LONGEST).decode("utf-8", errors="replace").rstrip("\r\n")
    credential = parse_credential(text, today=SystemClock().now().date())
    report = as_json(credential)
    if options.json:
        print(json.dumps(report, ensure_ascii=False))
    else:
        print(credential.kind.value)
        for name, value in credential.fields.items():
            print(f"  {name}: {value}")
        for warning in credential.warnings:
            print("  " + translate("warning: {warning}", warning=warning))
    return 1 if credential.kind is CredentialKind.UNKNOWN else 0
