"""Wallet cards (*thẻ*): a signed code with a long life, for staff and for people who come again and
again (docs/spec/at-the-gate.md §5)."""

from __future__ import annotations

from datetime import datetime

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.acts import NotDone
from kiosk.domain.desk.asked import StaffAct


@dataclass(frozen=True, slots=True)
class CardIssued:
    """The print job of the card, on its way."""

    job: str
    valid_until: datetime
    """UTC."""
    has_replaced: bool
    """Whether another card held until now."""


@dataclass(frozen=True)
class IssueCard(StaffAct[CardIssued | NotDone]):
    """A card for a person; those that they had hold no longer.

    It is a card of staff for whoever comes as staff, else one of a regular.
    """

    person_id: str


@dataclass(frozen=True, slots=True)
class CardRevoked:
    """No card of the person holds any longer."""


@dataclass(frozen=True)
class RevokeCard(StaffAct[CardRevoked | NotDone]):
    """Revoke the cards of a person, by their name: one is lost, or they come no more."""

    person_id: str


@dataclass(frozen=True)
class IssueBadge(StaffAct[CardIssued | NotDone]):
    """*In thẻ*, an administrator's: a staff card that unlocks the desk for an account.

    It opens the gate like every staff card; one that the account had holds no longer.
    """

    account_id: str


@dataclass(frozen=True)
class RevokeBadge(StaffAct[CardRevoked | NotDone]):
    """*Hủy thẻ*, an administrator's: the badge of an account is lost."""

    account_id: str
