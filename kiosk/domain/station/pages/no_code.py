"""What somebody without a code or card can do: declare, tell staff a number, point at a sentence,
wait."""

from __future__ import annotations

from typing import ClassVar

from kiosk.base.dataclass import dataclass
from kiosk.domain.station.page import DeskPage, Moment, Push, Turn
from kiosk.domain.station.pages.self_steps import SelfDeclaration
from kiosk.domain.station.pages.sentences import Sentences


@dataclass(frozen=True, slots=True)
class SentencesWanted:
    """*Cho người đối diện xem* was touched."""


@dataclass(frozen=True, slots=True)
class DeclaringWanted:
    """*Khai báo tại đây* was touched."""


NoCodeTouch = SentencesWanted | DeclaringWanted


@dataclass(frozen=True, slots=True)
class NoCode:
    """The choices stand; nothing of the person is kept."""

    page: ClassVar[DeskPage] = DeskPage.NO_CODE
    is_public: ClassVar[bool] = True


def advance(state: NoCode, event: object, moment: Moment) -> Turn[NoCode]:
    """Another page comes on top where one was chosen."""
    del moment
    match event:
        case SentencesWanted():
            return Turn(state, go=Push(Sentences()))
        case DeclaringWanted():
            return Turn(state, go=Push(SelfDeclaration()))
    return Turn(state)
