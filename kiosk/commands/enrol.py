"""`enrol`: take this kiosk into a hub's service."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from kiosk.base.phrases import Phrase, explain, translate
from kiosk.commands.language import spoken_language
from kiosk.domain.language import Language

EXAMPLE = """checkpoint-kiosk enrol --config kiosk.toml 'KE2|https://hub.example|K7P2…|9f0c…|'
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
        "--check",
        metavar="XXXX-XXXX",
        help=translate("the check that the hub shows, with the code alone; else it is asked for"),
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
    from sync.client.enrolment import enrol, meet
    from sync.client.hub_file import load_hub_file, save_hub_file
    from sync.client.status import forget_status
    from sync.protocol.enrolment import (
        EnrolmentError,
        Invitation,
        make_check,
        normalise_code,
        parse_invitation,
    )

    config = find_settings(options.config).config
    # One that cannot be used any more is left as well.
    present = None if options.replace else load_hub_file(config.store_directory)
    if present is not None:
        problem = Phrase("enrolled with {hub} already; --replace leaves it", hub=present.hub_url)
        raise ConfigFault([ConfigProblem("enrol", problem)])
    try:
        clock = SystemClock()
        if "|" in options.code:
            invitation = parse_invitation(options.code)
            check = make_check(invitation.key_hash, invitation.pin)
            print(translate("The hub's check:  {check}", check=check))
        else:
            code = normalise_code(options.code)
            if not options.hub:
                raise EnrolmentError("a code alone needs --hub URL")
            met = meet(options.hub, clock, app=__version__, ca_file=config.ca_file)
            if not _is_the_same(met.check, options.check):
                print(
                    translate("Not enrolled. The code was not sent and stays good."),
                    file=sys.stderr,
                )
                return 1
            invitation = Invitation(options.hub.rstrip("/"), code, met.key_hash, met.pin)
        made = enrol(invitation, clock, app=__version__, ca_file=config.ca_file)
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
    save_hub_file(config.store_directory, made)
    forget_status(config.store_directory)
    print(
        translate(
            "Enrolled with {hub} as {gate} of {venue}.",
            hub=made.hub_url,
            gate=made.gate,
            venue=made.venue_name,
        )
    )
    return 0


def _is_the_same(check: str, expected: str | None) -> bool:
    """Whether the hub shows the same check, by the option or by what a person says."""
    from sync.protocol.enrolment import normalise_check

    print(translate("The hub's check:  {check}", check=check))
    if expected is not None:
        return normalise_check(expected) == check
    try:
        answer = input(translate("Does the hub show the same (hub status)? [y/N]") + " ")
    except EOFError:
        return False
    return answer.strip().lower() in ("y", "yes", "c", "co", "có")
