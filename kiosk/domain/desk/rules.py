"""The rules of the desk: what staff may do when, and what follows. Pure.

See docs/spec/at-the-gate.md §4, §5 and §13.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.domain.desk.acts import ActProblem, NewPerson, ScannedPerson
from kiosk.domain.desk.acts_on_cases import CloseCase, OpenPhoneCase, RecordEmergency
from kiosk.domain.desk.acts_on_declarations import (
    DropDraft,
    SaveDraft,
    SubmitDeclaration,
    WaitToDeclare,
)
from kiosk.domain.desk.acts_on_people import Look, NoteLook
from kiosk.domain.desk.acts_on_visits import CheckPersons, CodeProof, TakeBack
from kiosk.domain.desk.asked import StaffAct
from kiosk.domain.desk.reports import NoteEvacuation
from kiosk.domain.people.identity import is_same_name_and_birth
from kiosk.domain.people.person import PersonDetails
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.venue import Venue
from kiosk.domain.visits.decision import Direction
from kiosk.domain.visits.presence import venue_day
from sync.protocol.bodies import SupportOutcome
from sync.protocol.declaration_bodies import DeclaredHow, PhoneProof
from sync.protocol.policy import VenueKind

TAKE_BACK = timedelta(seconds=10)
"""For so long *Hoàn tác* stands."""
_ON_ITS_WAY = timedelta(seconds=2)
"""A touch within the last moment still counts when it arrives."""
PAPER_WITHIN = timedelta(days=7)
"""A paper book is entered once the power is back, not a month later."""
ANSWER_WITHIN_DAYS = 2
"""Working days (Decree 356/2025/NĐ-CP)."""
_SATURDAY = 5
COLDEST_DC, HOTTEST_DC = 300, 450
"""What a thermometer shows of a living person, tenths of a degree Celsius."""

ENTERING = frozenset({SupportOutcome.ADMITTED, SupportOutcome.SEPARATE})
"""The closings of a case by which somebody comes in: an own way in is an arrival too."""


_OPEN_TO_ALL = (
    RecordEmergency,
    TakeBack,
    OpenPhoneCase,
    NoteEvacuation,
    SaveDraft,
    DropDraft,
    WaitToDeclare,
)


def needs_staff(act: StaffAct[Any]) -> bool:
    """Whether somebody must be signed in for an act.

    Emergencies are never locked, neither is taking one back, and the list of who is inside prints
    at once; a citizen puts their own number into the support list, checks in by a code that
    proves it, as somebody who is known, and declares for themselves.
    """
    if isinstance(act, CheckPersons):
        is_known = not any(isinstance(one, NewPerson) for one in act.whom)
        is_arrival = act.direction is Direction.ARRIVAL
        return not (is_known and is_arrival and isinstance(act.proof, CodeProof))
    if isinstance(act, SubmitDeclaration):
        return not _is_own(act)
    return not isinstance(act, _OPEN_TO_ALL)


def _is_own(act: SubmitDeclaration) -> bool:
    """Whether somebody may declare so by themselves: as somebody new, by their card, or as whom a
    code proves their phone."""
    is_proven = act.phone is not None and act.phone.proof is PhoneProof.OTP
    is_theirs = all(
        is_proven or one.whom is None or isinstance(one.whom, ScannedPerson) for one in act.persons
    )
    return is_theirs and act.how is not DeclaredHow.PROXY and not act.case_id


def can_take_back(recorded_at: datetime, now: datetime) -> bool:
    """Whether what was recorded then may still be taken back."""
    return abs(now - recorded_at) <= TAKE_BACK + _ON_ITS_WAY


def may_send_code(
    direction: Direction, *, is_settling: bool = False, is_inside: bool = False
) -> bool:
    """Whether a code may be sent to somebody's phone.

    Never once the person has left: neither for a departure, nor to settle an arrival of somebody
    who is not inside any more. Whoever came and is confirmed by staff is settled otherwise then.
    """
    if direction is Direction.DEPARTURE:
        return False
    return is_inside or not is_settling


def closing_problem(act: CloseCase, venue: Venue, kind: VisitorKind | None) -> ActProblem | None:
    """Why a case cannot be closed so, or None; `kind` is that of whoever it is about.

    At a health facility a patient is never refused. Who is refused elsewhere, or is none, is told
    one of the listed reasons.
    """
    temperature = act.temperature_dc
    if temperature is not None and not COLDEST_DC <= temperature <= HOTTEST_DC:
        return ActProblem.BAD_TEMPERATURE
    if act.outcome is not SupportOutcome.NOT_ADMITTED:
        return None
    is_patient = act.is_patient or kind is VisitorKind.INPATIENT
    if venue.kind is VenueKind.HEALTH_FACILITY and is_patient:
        return ActProblem.PATIENT
    return ActProblem.REASON_MISSING if act.refusal is None else None


def paper_problem(at: datetime, now: datetime) -> ActProblem | None:
    """Why a row of the paper book cannot have happened at this time, or None."""
    return None if now - PAPER_WITHIN <= at <= now else ActProblem.BAD_TIME


def look_problem(act: NoteLook, today: date) -> ActProblem | None:
    """Why a look is not granted, or None: days before yesterday ask for a reason."""
    is_earlier = act.day is not None and act.day < today - timedelta(days=1)
    needs_reason = is_earlier or act.look is Look.EARLIER_DAY
    return ActProblem.REASON_MISSING if needs_reason and act.reason is None else None


def answer_due(asked_at: datetime, tz: ZoneInfo) -> datetime:
    """By when somebody is told what becomes of their request about their data, UTC.

    The end of the second working day after it; Saturdays and Sundays are none. Public holidays are
    not known here: an answer is never late by this rule, only early.
    """
    day, left = venue_day(asked_at, tz), ANSWER_WITHIN_DAYS
    while left:
        day += timedelta(days=1)
        left -= day.weekday() < _SATURDAY
    end = datetime.combine(day + timedelta(days=1), time(), tz)
    return end.astimezone(UTC)


def is_settled_by_lookup(
    person_id: str,
    details: PersonDetails,
    told: Sequence[tuple[str, PersonDetails]],
    *,
    was_known: bool,
) -> bool:
    """Whether the hub's answer for a phone settles an arrival that staff confirmed.

    `told` is whom the hub names under that phone, by id. It settles the arrival where it names
    somebody of an equal name and birth under another id, or the same id, if the phone was that
    person's before (`was_known`): else the hub only repeats what this station told it.
    """
    return any(
        was_known if one == person_id else is_same_name_and_birth(details, other)
        for one, other in told
    )
