"""What a finger does on the pages of *Khai hộ*."""

from __future__ import annotations

from enum import StrEnum

from kiosk.base.dataclass import dataclass
from kiosk.domain.declaration.draft import PhoneOf
from kiosk.domain.declaration.form import Value
from kiosk.domain.language import Language
from kiosk.domain.people.person import Sex
from sync.protocol.declaration_bodies import Relation


class DeclareStep(StrEnum):
    """The four short pages, and what came of them."""

    PERSON = "person"
    ADDRESS = "address"
    HEALTH = "health"
    CONFIRM = "confirm"
    DONE = "done"


class DeclareField(StrEnum):
    """What the keyboard types into."""

    NAME = "name"
    BIRTH = "birth"
    PHONE = "phone"
    CARD = "card"
    """The number of an insurance card or of a citizen's."""
    UNIT = "unit"
    """What the commune is looked for by."""
    STREET = "street"
    ANSWER = "answer"
    """To a question that is answered in words or figures."""


@dataclass(frozen=True, slots=True)
class DeclareFieldChosen:
    """A field was touched: keys go there from now on."""

    field: DeclareField


@dataclass(frozen=True, slots=True)
class UnnamedTouched:
    """*Chưa đặt tên*; once more takes it back."""


@dataclass(frozen=True, slots=True)
class DeclareSexChosen:
    """*Nam*, *Nữ* or *Khác*."""

    sex: Sex


@dataclass(frozen=True, slots=True)
class PhoneOfChosen:
    """*Không có*, *Số điện thoại người thân*, or an own number after all."""

    phone_of: PhoneOf


@dataclass(frozen=True, slots=True)
class PhoneRelationChosen:
    """Whose number it is; None asks for it."""

    relation: Relation | None


@dataclass(frozen=True, slots=True)
class UnitChosen:
    """One of the units that were found."""

    index: int


@dataclass(frozen=True, slots=True)
class TodayChosen:
    """*Nay thuộc xã, phường nào?*: one of those of today; None for *Chưa rõ, giữ tên cũ*."""

    index: int | None


@dataclass(frozen=True, slots=True)
class UnitTouched:
    """The commune that stands there is to be looked for anew."""


@dataclass(frozen=True, slots=True)
class AnswerTouched:
    """An option of a question, its *có* or its *không*."""

    link_id: str
    value: Value


@dataclass(frozen=True, slots=True)
class DeniedTouched:
    """*Không có … nào nêu trên*, of a group or of one question."""

    link_id: str


@dataclass(frozen=True, slots=True)
class AnswerFieldChosen:
    """A question that is answered in words or figures was touched."""

    link_id: str


@dataclass(frozen=True, slots=True)
class TypingEnded:
    """The keyboard is put away."""


@dataclass(frozen=True, slots=True)
class NextFieldTouched:
    """*Ô tiếp theo*, or Enter."""


@dataclass(frozen=True, slots=True)
class NextTouched:
    """*Tiếp tục*: the next page on which something is missing."""


@dataclass(frozen=True, slots=True)
class StepBackTouched:
    """The page before; from the first one out, asking what becomes of what stands there."""


@dataclass(frozen=True, slots=True)
class StepWanted:
    """*Sửa*: one of the pages before the last."""

    step: DeclareStep


@dataclass(frozen=True, slots=True)
class RelationChosen:
    """Who declares: the person (SELF), or what whoever does it in their place is to them."""

    relation: Relation


@dataclass(frozen=True, slots=True)
class ConsentTouched:
    """The person has heard it read back and agrees; once more takes it back."""


@dataclass(frozen=True, slots=True)
class SendTouched:
    """*Gửi thông tin và check in*, with the language that questions and notice stood in."""

    language: Language


@dataclass(frozen=True, slots=True)
class AlikeChosen:
    """*Có thể trùng với …*: it is this one, or with None another."""

    person_id: str | None


@dataclass(frozen=True, slots=True)
class DraftsTouched:
    """*Tờ khai dở*: what was begun and not sent is shown, or put away again."""


@dataclass(frozen=True, slots=True)
class DraftOpened:
    """One of them goes on."""

    draft_id: str


@dataclass(frozen=True, slots=True)
class LeavingChosen:
    """*Giữ lại* or *Dừng và xóa*, when the first page is left; None stays."""

    keeps: bool | None


@dataclass(frozen=True, slots=True)
class CompanionTouched:
    """*Thêm người cùng đi.*"""


@dataclass(frozen=True, slots=True)
class AnotherTouched:
    """*Khai hộ người khác*: nothing of the last one is kept."""


DeclareTouch = (
    DeclareFieldChosen
    | UnnamedTouched
    | DeclareSexChosen
    | PhoneOfChosen
    | PhoneRelationChosen
    | UnitChosen
    | TodayChosen
    | UnitTouched
    | AnswerTouched
    | DeniedTouched
    | AnswerFieldChosen
    | TypingEnded
    | NextFieldTouched
    | NextTouched
    | StepBackTouched
    | StepWanted
    | RelationChosen
    | ConsentTouched
    | SendTouched
    | AlikeChosen
    | DraftsTouched
    | DraftOpened
    | LeavingChosen
    | CompanionTouched
    | AnotherTouched
)
