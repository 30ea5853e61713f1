"""What somebody without a code or card can do: tell staff a number, point at a sentence, wait."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kiosk.domain.station.page import DeskPage, Moment, Push, Turn
from kiosk.domain.station.pages.sentences import Sentences


@dataclass(frozen=True, slots=True)
class SentencesWanted:
    """*Cho người đối diện xem* was touched."""


NoCodeTouch = SentencesWanted


@dataclass(frozen=True, slots=True)
class NoCode:
    """The choices stand; nothing of the person is kept."""

    page: ClassVar[DeskPage] = DeskPage.NO_CODE
    is_public: ClassVar[bool] = True


def advance(state: NoCode, event: object, moment: Moment) -> Turn[NoCode]:
    """Another page comes on top where one was chosen."""
    del moment
    return Turn(state, go=Push(Sentences()) if isinstance(event, SentencesWanted) else None)
