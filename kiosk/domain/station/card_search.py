"""Whose card it is that was held to the desk's scanner, and where that leads. Pure."""

from __future__ import annotations

from kiosk.domain.credential import CredentialKind, parse_credential
from kiosk.domain.desk.acts import ActProblem, NotDone
from kiosk.domain.desk.acts_on_visits import DoubtedSlip, FindHolder, SlipHolder
from kiosk.domain.desk.declaring_setup import DeclaringSetup, PrepareDeclaring
from kiosk.domain.desk.queries import Found, Search
from kiosk.domain.people.identity import deciding_identifiers
from kiosk.domain.station.deed import Deed, DeedStep
from kiosk.domain.station.page import DeskAnswered, DeskFailed
from kiosk.domain.station.pages.declare_answers import read_card
from kiosk.domain.station.pages.declare_state import Declare
from kiosk.domain.station.pages.person import Person

NEVER_MET = Deed(DeedStep.FAILED, problem=ActProblem.NEVER_MET)
OF_A_CARD = (Search, FindHolder, PrepareDeclaring)
"""What is asked about a card, whose answers lead on from it."""


def asked_of(text: str) -> Search | FindHolder | None:
    """What is asked of whose card it is; None where nothing on it stands for a person."""
    credential = parse_credential(text)
    if credential.kind is CredentialKind.SLIP:
        return FindHolder(text)
    numbers = deciding_identifiers(credential.identifiers)
    return Search(numbers[0].value) if numbers else None


def led_to(
    text: str, event: DeskAnswered | DeskFailed
) -> Person | Declare | PrepareDeclaring | Deed:
    """The page that comes on top, what is asked next, or what the bar says.

    Where everybody declares, somebody never met has their form opened, filled from the card `text`.
    """
    match event:
        case DeskFailed(_, _, problem):
            return Deed(DeedStep.FAILED, problem=problem)
        case DeskAnswered(_, FindHolder(), SlipHolder(person_id)):
            return Person(person_id)
        case DeskAnswered(_, FindHolder(), DoubtedSlip(problem) | NotDone(problem)):
            return Deed(DeedStep.FAILED, problem=problem)
        case DeskAnswered(_, Search(), Found((one,))):
            return Person(one.person_id)
        case DeskAnswered(_, Search(), Found(())) if parse_credential(text).person is not None:
            return PrepareDeclaring()
        case DeskAnswered(_, PrepareDeclaring(), DeclaringSetup(is_required=True)):
            return read_card(Declare(), text)
    return NEVER_MET
