"""What is done about declarations: submit one, keep a draft, drop it, have a scan wait for one.

Staff declare for somebody (*khai hộ*) while they are signed in; without, it is the person's own
declaration at the gate. Everything of a submission is written in one transaction or not at all: the
persons, their declarations, arrivals, slips and cases, and its draft goes.
See docs/spec/at-the-gate.md §6.
"""

from __future__ import annotations

from dataclasses import field
from datetime import datetime

from kiosk.base.dataclass import dataclass
from kiosk.domain.declaration.declaration import Basis, Declarant, DeclaredPhone, FormAnswers
from kiosk.domain.declaration.draft import Draft
from kiosk.domain.declaration.draft_json import draft_text
from kiosk.domain.declaration.form import Form
from kiosk.domain.desk.acts import NotDone, ReleasedPerson, ScannedPerson, StoredPerson, VenuePerson
from kiosk.domain.desk.acts_on_cases import CaseTaken
from kiosk.domain.desk.acts_on_people import MayBeTheSame
from kiosk.domain.desk.acts_on_visits import CheckedPerson
from kiosk.domain.desk.asked import StaffAct
from kiosk.domain.people.person import PersonDetails
from kiosk.domain.reason import Reason
from sync.protocol.declaration_bodies import DeclaredHow


@dataclass(frozen=True, slots=True)
class PersonDeclared:
    """One person of a submission: whom the form is about, and what was answered."""

    details: PersonDetails = field(repr=False)
    """As the form was filled in: name, birth, sex, address, phone as typed, numbers."""
    answers: FormAnswers = field(repr=False)
    whom: StoredPerson | VenuePerson | ReleasedPerson | ScannedPerson | None = None
    """None for somebody new."""
    is_another: bool = False
    """Staff have seen who may be the same, and say that it is another."""
    is_unnamed: bool = False
    """*Chưa đặt tên*: a baby without a name; `details.full_name` is empty."""


@dataclass(frozen=True, slots=True)
class PersonAnswer:
    """What came of the declaration of one person.

    Neither answers nor screening stand here: a page of the gate tells nobody.
    """

    person_id: str
    declaration_id: str
    valid_until: datetime
    """UTC."""
    checked: CheckedPerson | None = None
    """The arrival, where one was recorded."""
    case_id: str = ""
    case_number: int | None = None
    """Of the neutral case where the answers need a human; they are not checked in then."""


@dataclass(frozen=True, slots=True)
class Declared:
    """What was recorded, in the order of the persons."""

    persons: tuple[PersonAnswer, ...]


@dataclass(frozen=True)
class SubmitDeclaration(StaffAct[Declared | MayBeTheSame | NotDone]):
    """*Gửi thông tin*: one or several persons who came together, all or none."""

    persons: tuple[PersonDeclared, ...]
    """The first is whom it is about, the others *người cùng đi*."""
    how: DeclaredHow
    declarant: Declarant
    basis: Basis
    phone: DeclaredPhone | None = None
    """Of the phone that stands in the details; None for *Không có điện thoại*."""
    check_in: bool = True
    """Record their arrival too; who is inside already is not checked in again."""
    case_id: str = ""
    """The case this answers, *Đã quét, chờ khai* or another; it is closed by it."""
    draft_id: str = ""
    """The draft it was filled in; it is gone afterwards."""


@dataclass(frozen=True, slots=True)
class DraftSaved:
    """The draft stands as it was given."""

    draft_id: str


@dataclass(frozen=True)
class SaveDraft(StaffAct[DraftSaved | NotDone]):
    """Keep what is filled in so far, so that a crash loses nothing.

    Only staff are ever shown a draft (`ListDrafts`, `ShowDraft`), those of the gate too. Nobody
    need be signed in; without, no draft of staff is changed.
    """

    draft: Draft = field(repr=False)
    form: Form = field(repr=False)
    """The one that its answers are to."""
    case_id: str = ""
    """The case it answers; empty where it answers none."""

    @property
    def content(self) -> str:
        """What the page makes it again from: JSON of its own. A long form is a long text, which
        whoever keeps it writes, and not the window's thread."""
        return draft_text(self.draft, self.form)

    @property
    def title(self) -> str:
        """The name so far, for the list of drafts; empty while there is none."""
        return self.draft.name.strip()

    @property
    def draft_id(self) -> str:
        """Empty for a new one."""
        return self.draft.id


@dataclass(frozen=True, slots=True)
class DraftDropped:
    """Nothing is left of it."""

    draft_id: str


@dataclass(frozen=True)
class DropDraft(StaffAct[DraftDropped | NotDone]):
    """*Dừng và xóa.* Nobody need be signed in for what nobody signed in saved."""

    draft_id: str


@dataclass(frozen=True)
class WaitToDeclare(StaffAct[CaseTaken | NotDone]):
    """*Đã quét, chờ khai*: a scan that lacks only its declaration waits in *Cần hỗ trợ*.

    The person is stored with what the code says, so that the form opens filled in. Nobody need be
    signed in. The same person waits once for a reason.
    """

    scan_id: str
    reason: Reason = Reason.AWAITS_DECLARATION
    """Or `NO_CONSENT`: the desk goes on without a form."""
