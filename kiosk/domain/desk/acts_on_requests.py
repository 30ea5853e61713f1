"""What becomes of requests about somebody's own data: listed, carried out, refused.

An administrator does it, after whoever asks has proven who they are (docs/spec/at-the-gate.md §13).
"""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from enum import StrEnum

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.acts import NotDone
from kiosk.domain.desk.acts_on_people import DataRight, IdentityProof
from kiosk.domain.desk.asked import DeskQuery, StaffAct


class RequestRefusal(StrEnum):
    """Why a request is not carried out."""

    NOT_PROVEN = "not_proven"
    """Whoever asks has not proven who they are."""
    TAKEN_BACK = "taken_back"
    """Whoever asked wants it no longer."""
    MUST_BE_KEPT = "must_be_kept"
    """A law or an authority's order says that the data are kept."""
    NOT_HELD = "not_held"
    """There is nothing here that the request is about."""


class Corrected(StrEnum):
    """What was corrected as somebody asked."""

    CONTACT = "contact"
    """Name or phone, before the request was answered."""
    BIRTH = "birth"
    SEX = "sex"
    ADDRESS = "address"
    NUMBER = "number"
    """Of a document."""
    ENTRY = "entry"
    """An arrival or a departure."""


@dataclass(frozen=True, slots=True)
class OpenRequest:
    """A request that nobody has answered."""

    request_id: str
    person_id: str
    """As it was asked about."""
    name_hint: str = field(repr=False)
    """Initials and last digits, as on a slip."""
    right: DataRight
    at: datetime
    answer_by: datetime
    """Both UTC."""
    taken_by: str
    """Name of the staff member who took it down; empty where that is not known."""
    persons: tuple[str, ...]
    """The ids that an answer is about: those that were one person when it was asked, and are
    still."""
    also: tuple[str, ...] = field(default=(), repr=False)
    """Initials and last digits of those of them that are not `person_id`."""
    linked_since: tuple[str, ...] = field(default=(), repr=False)
    """The same of ids that were linked after it was asked: no answer is about them."""
    parted_since: tuple[str, ...] = field(default=(), repr=False)
    """The same of ids that it was made for and that are somebody else's since."""


@dataclass(frozen=True, slots=True)
class OpenRequests:
    """The requests that wait, the most urgent first; at most `MOST_REQUESTS`."""

    requests: tuple[OpenRequest, ...]


MOST_REQUESTS = 200


@dataclass(frozen=True, slots=True)
class ListRequests(DeskQuery[OpenRequests]):
    """Which requests about data wait."""


@dataclass(frozen=True, slots=True)
class RequestClosed:
    """A request that is answered."""

    request_id: str
    right: DataRight
    is_carried_out: bool
    """False where it was refused."""


@dataclass(frozen=True)
class CarryOutRequest(StaffAct[RequestClosed | NotDone]):
    """Erase, take the consent back, or note that the copy was handed out or what was corrected.

    `EditPerson` corrects a name or a phone and answers the request in one.
    """

    request_id: str
    identity: IdentityProof
    corrected: Corrected | None = None
    """Of a request to correct, and of no other."""


@dataclass(frozen=True)
class RefuseRequest(StaffAct[RequestClosed | NotDone]):
    """Close a request without doing what it asks for."""

    request_id: str
    reason: RequestRefusal
