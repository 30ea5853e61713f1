"""All of somebody's own declaration once more: what is sent, by whom, and on what basis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from kiosk.base.phones import spoken_phone
from kiosk.domain.declaration.draft import PhoneOf
from kiosk.domain.declaration.read_back import read_back
from kiosk.domain.people.person import Sex
from kiosk.domain.station.pages.self_declaration import ReviewPart
from kiosk.domain.station.pages.self_steps import SelfDeclaration, can_send
from sync.protocol.declaration_bodies import Relation
from ui.i18n import Words
from ui.messages.own_declaration import PROXIES, REPRESENTATIVES, relation_name


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One line that is read back."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """Lines that are mended together."""

    part: str
    lines: tuple[ReviewLine, ...]


@dataclass(frozen=True, slots=True)
class ReviewProps:
    """What stands of the review."""

    cards: tuple[ReviewCard, ...] = ()
    is_self: bool = False
    """*Tự khai* holds."""
    can_be_self: bool = True
    """A child does not declare for itself."""
    relations: tuple[tuple[str, str, bool], ...] = ()
    """Key, words and whether it holds, of who declares for another."""
    notice: str = ""
    needs_consent: bool = False
    has_consent: bool = False
    sentence: str = ""
    """What is to be done still before it can be sent."""
    can_send: bool = False

    def as_map(self) -> dict[str, Any]:
        """As QML reads it."""
        return {
            "cards": [
                {
                    "part": card.part,
                    "lines": [{"label": line.label, "text": line.text} for line in card.lines],
                }
                for card in self.cards
            ],
            "isSelf": self.is_self,
            "canBeSelf": self.can_be_self,
            "relations": [
                {"key": key, "text": text, "isChosen": is_chosen}
                for key, text, is_chosen in self.relations
            ],
            "notice": self.notice,
            "needsConsent": self.needs_consent,
            "hasConsent": self.has_consent,
            "sentence": self.sentence,
            "canSend": self.can_send,
        }


def derive_review(state: SelfDeclaration, words: Words) -> ReviewProps:
    """What is read back; of a card only the answers are, the person holds the rest."""
    setup, draft = state.setup, state.draft
    assert setup is not None
    told = setup.notices[words.language]
    cards = [_answers(state, words)]
    if state.scan is None:
        cards = [_person(state, words), _home(state, words), *cards]
    relation = draft.relation
    offered = REPRESENTATIVES if state.needs_representative else PROXIES
    is_ready = can_send(state, needs_consent=told.needs_consent)
    sentence = ""
    if relation is None:
        sentence = words.translate("Screens", "Xin chọn người khai")
    elif not is_ready and told.needs_consent and not draft.has_consent:
        sentence = words.translate("Screens", "Xin chạm vào ô đồng ý để gửi")
    return ReviewProps(
        cards=tuple(card for card in cards if card.lines),
        is_self=relation is Relation.SELF,
        can_be_self=not state.needs_representative,
        relations=()
        if relation is Relation.SELF
        else tuple((one.value, relation_name(one, words), relation is one) for one in offered),
        notice=told.text,
        needs_consent=told.needs_consent,
        has_consent=draft.has_consent,
        sentence=sentence,
        can_send=is_ready,
    )


def _person(state: SelfDeclaration, words: Words) -> ReviewCard:
    draft = state.draft
    sexes = {
        Sex.MALE: words.translate("Screens", "Nam"),
        Sex.FEMALE: words.translate("Screens", "Nữ"),
        Sex.OTHER: words.translate("Screens", "Khác"),
    }
    born = "" if draft.born is None else str(draft.born)
    phone = spoken_phone(draft.reached_by) or draft.reached_by
    if draft.phone_of is PhoneOf.NONE:
        phone = words.translate("Screens", "Không có điện thoại")
    lines = (
        ReviewLine(words.translate("Screens", "Họ và tên"), draft.details.full_name),
        ReviewLine(
            words.translate("Screens", "Năm sinh"),
            " · ".join(part for part in (born, sexes.get(draft.sex, "")) if part),
        ),
        ReviewLine(words.translate("Screens", "Điện thoại"), phone),
    )
    return ReviewCard(ReviewPart.PERSON.value, lines)


def _home(state: SelfDeclaration, words: Words) -> ReviewCard:
    line = ReviewLine(words.translate("Screens", "Nơi ở"), str(state.draft.address))
    return ReviewCard(ReviewPart.HOME.value, (line,))


def _answers(state: SelfDeclaration, words: Words) -> ReviewCard:
    assert state.setup is not None
    lines = read_back(state.setup.form, state.draft.answers, words.language)
    return ReviewCard(
        ReviewPart.ANSWERS.value, tuple(ReviewLine(line.label, line.answer) for line in lines)
    )
