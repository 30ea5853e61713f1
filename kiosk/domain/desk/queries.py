"""What the desk's pages read: one frozen question each, typed by its answer.

Asked by the effect `AskDesk`, answered on the reader thread (`kiosk.store.queries.desk`) beside the
running writer. A question carries no moment and no rule: both are those in force when it is
answered. Lists are paged by key, so that page 1,000 costs what page 1 costs. Answers hold names and
numbers in full; what of them is shown before a touch is the page's business
(docs/spec/at-the-gate.md §8).
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.acts_on_cases import AgeGroup
from kiosk.domain.desk.asked import DeskQuery
from kiosk.domain.people.person import Birth, Identifier, PersonDetails, Sex
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.visits.decision import Direction

PAGE_ROWS = 30
"""Rows of one page of a list: some screens of them."""
MOST_FOUND = 200
"""More people than this nobody reads through: the field takes another letter instead."""
PAGE_DAYS = 5
"""Days of one page of a person's timeline."""


class EntryMark(StrEnum):
    """What is still to be done about an entry; each is a filter of the day's list too."""

    NOT_SEEN_LEAVING = "not_seen_leaving"
    """*Chưa ghi nhận ra*: the presence ended by time, or by the next arrival."""
    UNVERIFIED = "unverified"
    """*Chờ xác minh*: it rests on what staff confirmed, and nothing has settled that since."""
    NO_PHONE = "no_phone"
    """*Thiếu SĐT*: nobody knows a number to reach this person."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a list goes on: after the row with this moment and this key."""

    at: datetime
    key: str


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One arrival or departure, in its newest correction."""

    entry_id: str
    """Of the correction that stands, or of the entry itself."""
    person_id: str | None
    """The id that stands for the person and all linked with it; None for an unnamed emergency."""
    full_name: str
    birth: Birth | None
    phone: str
    """E.164 or empty."""
    direction: Direction
    at: datetime
    """When it happened, UTC."""
    gate: str
    credential: str
    """What was presented, as the record says it."""
    method: str
    """How it was read, as the record says it."""
    proof: str
    is_correction: bool
    is_paper: bool
    """Entered later, from the paper book."""
    marks: frozenset[EntryMark]


@dataclass(frozen=True, slots=True)
class EntryPage:
    """A stretch of a day's entries, newest first."""

    rows: tuple[EntryRow, ...]
    next: Place | None
    """Where the next page begins; None at the end."""


@dataclass(frozen=True, slots=True)
class ListDay(DeskQuery[EntryPage]):
    """The entries of one day at the venue, newest first: the tab *Hôm nay*, and other days."""

    day: date | None = None
    """None for today."""
    mark: EntryMark | None = None
    """Only those with this mark."""
    after: Place | None = None
    limit: int = PAGE_ROWS


@dataclass(frozen=True, slots=True)
class InsideRow:
    """Somebody who is inside."""

    person_id: str
    full_name: str
    birth: Birth | None
    phone: str
    since: datetime
    """UTC."""
    gate: str


@dataclass(frozen=True, slots=True)
class InsidePage:
    """A stretch of who is inside, the newest arrival first."""

    rows: tuple[InsideRow, ...]
    next: Place | None


@dataclass(frozen=True, slots=True)
class ListInside(DeskQuery[InsidePage]):
    """*Đang có mặt*: whose presence counts still, at every gate the hub told of."""

    after: Place | None = None
    limit: int = PAGE_ROWS


@dataclass(frozen=True, slots=True)
class IncompleteRow:
    """An arrival of nobody known."""

    entry_id: str
    """Of what was noted of it last, or of the arrival itself."""
    at: datetime
    """UTC."""
    gate: str
    number: int
    """Of the venue's day: *ca 3*."""
    sex: Sex | None
    age: AgeGroup | None
    """What was seen; None where nobody said."""


@dataclass(frozen=True, slots=True)
class IncompletePage:
    """A stretch of who waits to be completed, newest first."""

    rows: tuple[IncompleteRow, ...]
    next: Place | None


@dataclass(frozen=True, slots=True)
class ListIncomplete(DeskQuery[IncompletePage]):
    """*Cần bổ sung*: arrivals of nobody known, that staff have neither completed nor closed.

    Whatever their day.
    """

    after: Place | None = None
    limit: int = PAGE_ROWS


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case of *Cần hỗ trợ*."""

    case_id: str
    """Its `support` record."""
    number: int | None
    """What whoever waits is called by."""
    reason: str
    at: datetime
    """UTC."""
    gate: str
    lane: str
    credential: str
    """What was presented; empty for a call by a button."""
    person_id: str | None
    full_name: str
    birth: Birth | None
    sex: Sex
    phone: str
    taken_by: str = ""
    """Who touched *Nhận*; empty while nobody did."""
    outcome: str = ""
    """How it was closed; empty while it is open."""
    closed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Cases:
    """What waits, and what of today is done."""

    waiting: tuple[CaseRow, ...]
    """Whoever waits longest first."""
    closed: tuple[CaseRow, ...]
    """Closed today, the newest closing first; at most `MOST_CLOSED`."""
    closed_count: int


MOST_CLOSED = 50
"""Closed cases that are listed; the rest of the day is only counted."""


@dataclass(frozen=True, slots=True)
class ListCases(DeskQuery[Cases]):
    """*Cần hỗ trợ*: all open cases, and those closed today."""


@dataclass(frozen=True, slots=True)
class QuarterHour:
    """Arrivals of a quarter of an hour."""

    start: datetime
    """UTC."""
    arrivals: int


@dataclass(frozen=True, slots=True)
class DeskCounts:
    """The figures of the list's header and of its tabs."""

    inside: int
    entries: int
    """*Lượt hôm nay*: arrivals and departures, corrections applied."""
    per_minute: float
    """Entries a minute over the last `RATE_OVER_MIN` minutes."""
    waiting: int
    incomplete: int
    quarters: tuple[QuarterHour, ...]
    """From the first quarter with an arrival today to the present one, none left out."""
    today: date
    """The present day at the venue."""
    first_day: date
    """The oldest day with an entry, or today: how far back the day's picker reaches."""


RATE_OVER_MIN = 5
"""Long enough that a family is no rush, short enough that a rush shows."""


@dataclass(frozen=True, slots=True)
class CountDesk(DeskQuery[DeskCounts]):
    """What stands above the lists."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as lists of people show one."""

    person_id: str
    """The id that stands for all linked with it."""
    full_name: str
    birth: Birth | None
    sex: Sex
    phone: str
    id_number: str
    insurance_number: str
    last_seen: datetime | None
    """UTC; None for somebody who was never here."""
    last_direction: Direction | None
    inside_since: datetime | None
    """None for somebody whose presence does not count, or no longer."""


@dataclass(frozen=True, slots=True)
class Found:
    """Who was found: people of today first, then the newest others by when they were last seen."""

    people: tuple[PersonRow, ...]
    is_cut: bool
    """There are more than `MOST_FOUND` others."""


@dataclass(frozen=True, slots=True)
class Search(DeskQuery[Found]):
    """People by what was typed: see `kiosk.domain.desk.search`. Nothing typed finds nobody."""

    text: str


@dataclass(frozen=True, slots=True)
class PhonePeople:
    """Everyone a phone points to, whoever was seen last first."""

    people: tuple[PersonRow, ...]


@dataclass(frozen=True, slots=True)
class FindByPhone(DeskQuery[PhonePeople]):
    """*3 người dùng số này*: whom a number points to."""

    phone: str
    """E.164."""


class VisitKind(StrEnum):
    """One line of a person's timeline."""

    ARRIVAL = "arrival"
    DEPARTURE = "departure"
    NOT_SEEN_LEAVING = "not_seen_leaving"
    """*Chưa ghi nhận ra về*: derived, never written."""


@dataclass(frozen=True, slots=True)
class VisitRow:
    """One line of a person's timeline."""

    kind: VisitKind
    at: datetime
    """UTC; of NOT_SEEN_LEAVING when the presence ended."""
    entry: EntryRow
    """The entry itself; for NOT_SEEN_LEAVING the arrival that nobody saw the end of."""


@dataclass(frozen=True, slots=True)
class VisitDay:
    """What a person did on one day, newest first."""

    day: date
    visits: tuple[VisitRow, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """A stretch of a person's days, newest first."""

    days: tuple[VisitDay, ...]
    next: date | None
    """The day after which the next page begins, going back; None at the end."""


@dataclass(frozen=True, slots=True)
class ListVisits(DeskQuery[Timeline]):
    """*Xem thêm*: a person's earlier days."""

    person_id: str
    before: date | None = None
    """Only days before this one."""
    days: int = PAGE_DAYS


@dataclass(frozen=True, slots=True)
class Look:
    """That staff opened somebody's page."""

    staff: str
    """Their name, or their account's id once the account is gone."""
    at: datetime
    """UTC."""


@dataclass(frozen=True, slots=True)
class LinkedPerson:
    """One of the ids that are one person."""

    person_id: str
    details: PersonDetails


@dataclass(frozen=True, slots=True)
class PersonPage:
    """All that the desk shows of one person."""

    person_id: str
    """The id that stands for all linked with it; what was asked for may be another of them."""
    details: PersonDetails
    identifiers: tuple[Identifier, ...]
    """Of all linked ids, without slips; each once."""
    inside_since: datetime | None
    inside_gate: str
    last: EntryRow | None
    """The newest entry of this station that stands: what *Hoàn tác* and a correction are about."""
    timeline: Timeline
    same_phone: tuple[PersonRow, ...]
    """*Cùng số điện thoại*: others that a phone of this person points to."""
    linked: tuple[LinkedPerson, ...]
    """The other ids that are this person, oldest first."""
    last_look: Look | None
    """Who opened this page last before now."""
    kind: VisitorKind = VisitorKind.VISITOR
    """What the person comes for."""
    has_card: bool = False
    """A wallet card of this person, issued here, holds still."""


@dataclass(frozen=True, slots=True)
class ShowPerson(DeskQuery["PersonPage | None"]):
    """A person's page; None for somebody who is not stored any more."""

    person_id: str
