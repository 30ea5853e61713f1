"""`enrol`: take this kiosk into a hub's service."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kiosk.base.phrases import Phrase, explain, translate
from kiosk.commands.language import spoken_language
from kiosk.domain.language import Language

EXAMPLE = """checkpoint-kiosk enrol --config kiosk.toml 'KE1|https://hub.example|K7P2…|9f0c…'
  checkpoint-kiosk enrol --config kiosk.toml K7P2MQ4T9X --hub https://hub.example"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Options of `enrol`."""
    parser.add_argument(
        "code", help=translate("the line below the hub's QR code, or its 10 letters alone")
    )
    parser.add_argument("--config", type=Path, help=translate("the kiosk.toml (default: your own)"))
    parser.add_argument(
        "--hub", metavar="URL", help=translate("the hub's address, with the code alone")
    )
    parser.add_argument(
        "--key-hash",
        metavar="HEX",
        help=translate("the hash of the hub's key as the hub shows it, with the code alone"),
    )
    parser.add_argument(
        "--replace", action="store_true", help=translate("leave the present hub for this one")
    )


def run(options: argparse.Namespace) -> int:
    """Enrol and write the enrolment; exit 1 if the hub says no or is not the one expected."""
    from kiosk import __version__
    from kiosk.base.clock import SystemClock
    from kiosk.base.errors import ConfigFault, ConfigProblem, HubRefusal
    from kiosk.composition.settings_file import find_settings
    from sync.client.enrolment import enrol
    from sync.client.hub_file import load_hub_file, save_hub_file
    from sync.protocol.enrolment import EnrolmentError

    config = find_settings(options.config).config
    present = load_hub_file(config.store_directory)
    if present is not None and not options.replace:
        problem = Phrase("enrolled with {hub} already; --replace leaves it", hub=present.hub_url)
        raise ConfigFault([ConfigProblem("enrol", problem)])
    try:
        hub_url, code, key_hash = _invitation(options)
        enrolled = enrol(
            hub_url,
            code,
            key_hash,
            SystemClock(),
            app=__version__,
            ca_file=config.ca_file,
        )
    except EnrolmentError as error:
        raise ConfigFault([ConfigProblem("enrol", explain(error))]) from error
    except HubRefusal as refusal:
        words = (
            refusal.text.get(spoken_language())
            or refusal.text.get(Language.EN)
            or refusal.code
            or str(refusal.status)
        )
        told = translate("the hub says no: {words}", words=words)
        print(f"checkpoint-kiosk: {told}", file=sys.stderr)
        return 1
    if key_hash is None and not _is_compared(enrolled.key_hash):
        spent = translate("Not enrolled. The code is used up: have the hub make another.")
        print(spent, file=sys.stderr)
        return 1
    save_hub_file(config.store_directory, enrolled.hub_file)
    made = enrolled.hub_file
    print(
        translate(
            "Enrolled with {hub} as {gate} of {venue}.",
            hub=made.hub_url,
            gate=made.gate,
            venue=made.venue_name,
        )
    )
    return 0


def _invitation(options: argparse.Namespace) -> tuple[str, str, str | None]:
    """Address, code, and the hash of the hub's key where it is known."""
    from sync.protocol.enrolment import EnrolmentError, Invitation, parse_invitation

    if "|" in options.code:
        given = parse_invitation(options.code)
        return given.hub_url, given.code, given.key_hash
    if not options.hub:
        raise EnrolmentError("a code alone needs --hub URL")
    # A place for the hash is filled so that address, code and hash are checked as in a QR code.
    typed = parse_invitation(
        str(Invitation(options.hub, options.code, (options.key_hash or "0" * 32).lower()))
    )
    return typed.hub_url, typed.code, typed.key_hash if options.key_hash else None


def _is_compared(key_hash: str) -> bool:
    """Whether a person says that the hub shows the same hash."""
    grouped = " ".join(key_hash[start : start + 4] for start in range(0, len(key_hash), 4))
    print(translate("The hub's key:  {key}", key=grouped))
    try:
        answer = input(translate("Does the hub show the same beside the code? [y/N]") + " ")
    except EOFError:
        return False
    return answer.strip().lower() in ("y", "yes", "c", "co", "có")
