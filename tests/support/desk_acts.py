"""What tests let staff do at the desk; all persons are made up."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.domain.desk.acts import (
    NewPerson,
    StoredPerson,
)
from kiosk.domain.desk.acts_on_visits import (
    Checked,
    CheckedPerson,
    CheckPersons,
    CodeProof,
    ConfirmReason,
    DeskProof,
    StaffProof,
)
from kiosk.domain.people.person import Birth, PersonDetails
from kiosk.domain.visits.decision import Direction
from tests.support.desk import Rig

PHONE = "0900 000 001"
STORED_PHONE = "+84900000001"
OTP = CodeProof("challenge-1")
WORD = StaffProof(ConfirmReason.NO_CODE_CAME)
ARRIVAL, DEPARTURE = Direction.ARRIVAL, Direction.DEPARTURE


def details(name: str = "K'Brếp", year: int = 1990) -> PersonDetails:
    return PersonDetails(full_name=name, birth=Birth(year, 1, 2))


def check(
    rig: Rig,
    *names: str,
    direction: Direction = ARRIVAL,
    proof: DeskProof | None = OTP,
    phone: str = PHONE,
) -> Checked:
    """Check new people of these names in; all must be."""
    whom = tuple(NewPerson(details(name)) for name in names)
    checked = rig.act(CheckPersons(direction, whom, proof, phone))
    assert isinstance(checked, Checked), checked
    return checked


def again(
    rig: Rig, persons: Sequence[CheckedPerson], direction: Direction, proof: DeskProof | None = OTP
) -> Checked:
    whom = tuple(StoredPerson(one.person_id) for one in persons)
    checked = rig.act(CheckPersons(direction, whom, proof, PHONE))
    assert isinstance(checked, Checked), checked
    return checked
