"""A declaration that is being filled in: what stands in it so far, and what is missing. Pure.

One draft is of one person. It holds what was typed and touched as it stands, right or not, so that
a savepoint loses nothing; what it comes to is read from it (`details`, `missing`). Nothing in it is
answered beforehand: see docs/spec/at-the-gate.md §6.
"""

from __future__ import annotations

from dataclasses import field, replace
from datetime import date
from enum import StrEnum

from kiosk.base.dataclass import dataclass
from kiosk.domain.declaration.answers import Answers
from kiosk.domain.declaration.declaration import Declarant, DeclaredPhone
from kiosk.domain.desk.acts import ReleasedPerson, ScannedPerson, StoredPerson, VenuePerson
from kiosk.domain.language import Language
from kiosk.domain.people.address import Address
from kiosk.domain.people.contact import read_contact, read_name
from kiosk.domain.people.person import Birth, PersonDetails, Sex, read_birth
from sync.protocol.declaration_bodies import Relation

MAJORITY_YEARS = 18
"""Whoever is younger has a legal representative consent for them."""


class PhoneOf(StrEnum):
    """Whose the number is that the person is reached by."""

    OWN = "own"
    NONE = "none"
    """*Không có điện thoại*: a whole answer."""
    RELATIVE = "relative"
    """*Số điện thoại người thân.*"""


class Missing(StrEnum):
    """What a draft lacks, or has wrong, before it can be sent; in the order it is asked for."""

    NAME = "name"
    BIRTH = "birth"
    """No year, half a one, or one that has not come yet."""
    SEX = "sex"
    PHONE = "phone"
    """Neither a number that can be called nor *Không có*."""
    PHONE_RELATION = "phone_relation"
    """Whose number it is."""
    UNIT = "unit"
    """The commune."""
    DECLARANT = "declarant"
    """Who declares: the person, or what whoever does it in their place is to them."""
    CONSENT = "consent"


PERSON_PARTS = (
    Missing.NAME,
    Missing.BIRTH,
    Missing.SEX,
    Missing.PHONE,
    Missing.PHONE_RELATION,
)
ADDRESS_PARTS = (Missing.UNIT,)
CONFIRM_PARTS = (Missing.DECLARANT, Missing.CONSENT)
"""Which page asks for what; the answers are the form's (`kiosk.domain.declaration.answering`)."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What stands in a declaration so far."""

    id: str = ""
    """Of its savepoint; empty before the first one."""
    known: StoredPerson | VenuePerson | ReleasedPerson | ScannedPerson | None = None
    """Who it is about; None for somebody who is written down first."""
    is_another: bool = False
    """Staff have seen whom the person may be the same as, and say that it is another."""
    name: str = field(default="", repr=False)
    is_unnamed: bool = False
    """*Chưa đặt tên*: a baby; then the name may be empty."""
    birth: str = field(default="", repr=False)
    """Digits as typed, `1956` or `12031956`; of a document the date as `read_birth` takes it."""
    sex: Sex = Sex.UNKNOWN
    id_number: str = field(default="", repr=False)
    insurance_number: str = field(default="", repr=False)
    phone: str = field(default="", repr=False)
    """As typed."""
    phone_of: PhoneOf = PhoneOf.OWN
    phone_relation: Relation | None = None
    """Whose it is, where it is a relative's."""
    address: Address = field(default_factory=Address, repr=False)
    answers: Answers = field(default_factory=Answers, repr=False)
    """To the form; whatever its conditions hide stays until it is sent."""
    relation: Relation | None = None
    """What whoever declares is to the person; SELF for *Chính người này*, None where it was not
    said."""
    declarant_name: str = field(default="", repr=False)
    """Of whoever declares in the person's place, where it is known."""
    has_consent: bool = False
    """*Đồng ý* was touched, for the text that stood there."""
    language: Language = Language.VI
    """In which questions and consent were shown."""

    @property
    def born(self) -> Birth | None:
        """What stands under year of birth, as far as it is one."""
        return read_birth(self.birth) if self.birth else None

    @property
    def reached_by(self) -> str:
        """The number as it can be called, in E.164; empty where there is none, or no whole one."""
        return "" if self.phone_of is PhoneOf.NONE else read_contact(self.phone) or ""

    @property
    def details(self) -> PersonDetails:
        """Who it is, as written down; whose the phone is says `declared_phone`."""
        return PersonDetails(
            "" if self.is_unnamed else read_name(self.name) or "",
            self.born,
            self.sex,
            self.address,
            self.reached_by,
            self.id_number,
            self.insurance_number,
        )

    @property
    def declarant(self) -> Declarant | None:
        """Who declares; None before it is said."""
        return None if self.relation is None else Declarant(self.relation, self.declarant_name)

    @property
    def declared_phone(self) -> DeclaredPhone | None:
        """Whose the number is; None for *Không có điện thoại*."""
        match self.phone_of:
            case PhoneOf.OWN:
                return DeclaredPhone()
            case PhoneOf.RELATIVE if self.phone_relation is not None:
                return DeclaredPhone(self.phone_relation)
        return None

    @property
    def is_blank(self) -> bool:
        """Nothing stands in it yet: nothing is lost with it."""
        return self == Draft(self.id, language=self.language)


def missing(draft: Draft, today: date, *, needs_consent: bool) -> tuple[Missing, ...]:
    """What is to be asked for still, in its order; the answers to the form apart.

    `today` is the day at the venue; `needs_consent` says that the venue's legal basis is consent.
    Only what is needed to know and to reach somebody: neither house number nor card.
    """
    born, is_relatives = draft.born, draft.phone_of is PhoneOf.RELATIVE
    has_phone = draft.phone_of is PhoneOf.NONE or bool(draft.reached_by)
    lacks = {
        Missing.NAME: not draft.is_unnamed and read_name(draft.name) is None,
        Missing.BIRTH: born is None or not _has_come(born, today),
        Missing.SEX: draft.sex is Sex.UNKNOWN,
        Missing.PHONE: not has_phone,
        Missing.PHONE_RELATION: is_relatives and draft.phone_relation is None,
        Missing.UNIT: draft.address.unit is None,
        Missing.DECLARANT: draft.relation is None,
        Missing.CONSENT: needs_consent and not draft.has_consent,
    }
    return tuple(part for part, is_lacking in lacks.items() if is_lacking)


def is_minor(draft: Draft, today: date) -> bool:
    """Whether a legal representative consents for the person: by the year alone, whoever may still
    be younger is."""
    born = draft.born
    if born is None:
        return False
    grown = born.year + MAJORITY_YEARS
    if born.month is None or born.day is None:
        return today.year <= grown
    return (today.year, today.month, today.day) < (grown, born.month, born.day)


def filled(draft: Draft, details: PersonDetails) -> Draft:
    """The draft with what a card, a personal QR or somebody's own record says.

    What a document says stands for what was typed; where it says nothing, that is kept. An address
    is only taken where none was chosen, and a consent was given to what stood there before.
    """
    number = details.id_number if "*" not in details.id_number else ""
    named = details.full_name or draft.name
    after = replace(
        draft,
        name=named,
        is_unnamed=draft.is_unnamed and not details.full_name,
        birth=str(details.birth) if _says_more(details.birth, draft.born) else draft.birth,
        sex=draft.sex if details.sex is Sex.UNKNOWN else details.sex,
        id_number=number or draft.id_number,
        insurance_number=details.insurance_number or draft.insurance_number,
        address=draft.address if draft.address.unit is not None else _either(details, draft),
    )
    if details.phone and not draft.phone:
        after = replace(after, phone=details.phone, phone_of=PhoneOf.OWN, phone_relation=None)
    return after if after == draft else replace(after, has_consent=False)


def completed(draft: Draft, details: PersonDetails) -> Draft:
    """The draft with what is stored of the person, where nothing stands yet: what a document said,
    or what was typed just now, is newer."""
    born = draft.birth or ("" if details.birth is None else str(details.birth))
    after = replace(
        draft,
        name=draft.name if draft.name or draft.is_unnamed else details.full_name,
        birth=born,
        sex=details.sex if draft.sex is Sex.UNKNOWN else draft.sex,
        id_number=draft.id_number or details.id_number,
        insurance_number=draft.insurance_number or details.insurance_number,
        address=draft.address if str(draft.address) else details.address,
    )
    if details.phone and not draft.phone and draft.phone_of is PhoneOf.OWN:
        after = replace(after, phone=details.phone)
    return after if after == draft else replace(after, has_consent=False)


def companion(draft: Draft) -> Draft:
    """*Thêm người cùng đi*: the next one's draft, with address, phone and who declares.

    The phone is the first one's, whatever that one is to the next: the relation is asked for only
    where the first one had none of their own. Health and consent are asked of each person.
    """
    is_own, is_self = draft.phone_of is PhoneOf.OWN, draft.relation is Relation.SELF
    return Draft(
        phone=draft.phone,
        phone_of=PhoneOf.RELATIVE if is_own else draft.phone_of,
        phone_relation=Relation.RELATIVE if is_own else draft.phone_relation,
        address=draft.address,
        relation=None if is_self else draft.relation,
        declarant_name=draft.name if is_self else draft.declarant_name,
        language=draft.language,
    )


def _has_come(born: Birth, today: date) -> bool:
    """Whether somebody can have been born then."""
    return (born.year, born.month or 0, born.day or 0) <= (today.year, today.month, today.day)


def _says_more(told: Birth | None, stands: Birth | None) -> bool:
    """Whether a document's birth takes the place of what stands: a year alone never takes the place
    of that year's day."""
    if told is None:
        return False
    return told.is_full or stands is None or told.year != stands.year


def _either(details: PersonDetails, draft: Draft) -> Address:
    return details.address if str(details.address) else draft.address
