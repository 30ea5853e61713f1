"""All of somebody's own declaration once more: what is sent, by whom, and on what basis."""

from __future__ import annotations

from typing import Any

from kiosk.base.dataclass import dataclass
from kiosk.base.phones import spoken_phone
from kiosk.domain.declaration.draft import PhoneOf
from kiosk.domain.declaration.read_back import read_back
from kiosk.domain.people.person import Sex
from kiosk.domain.station.pages.self_declaration import ReviewPart
from kiosk.domain.station.pages.self_steps import SelfDeclaration, can_send
from sync.protocol.declaration_bodies import Relation
from ui.i18n import Words
from ui.messages.own_declaration import PROXIES, REPRESENTATIVES, relation_name
from ui.viewmodels.desk.read_blocks import blocks_of


@dataclass(frozen=True, slots=True)
class ReviewCard:
    """Lines that are mended together."""

    key: str
    part: str
    lines: tuple[dict[str, Any], ...]
    """Label, text and `weight` of each: a long one has the height of two lines, or of three."""
    items: tuple[str, ...] = ()
    """Which items of the form the lines are about, by `link_id`; none about the person."""

    @property
    def weight(self) -> int:
        """How many lines high it is."""
        return sum(line["weight"] for line in self.lines)


@dataclass(frozen=True, slots=True)
class ReviewProps:
    """What stands of the review beside its cards."""

    cards: int = 0
    low_cards: int = 0
    """Those of one line, which are as high as their button."""
    weight: int = 0
    """Of all cards."""
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
            "cards": self.cards,
            "lowCards": self.low_cards,
            "weight": self.weight,
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


def derive_cards(state: SelfDeclaration, words: Words) -> tuple[ReviewCard, ...]:
    """What is read back; of a card only the answers are, the person holds the rest."""
    if state.setup is None:
        return ()
    read = read_back(state.setup.form, state.draft.answers, words.language)
    parts = {ReviewPart.ANSWERS: [(line.label, line.answer, line.link_id) for line in read]}
    if state.scan is None:
        home = [(words.translate("Screens", "Nơi ở"), str(state.draft.address), "")]
        person = _person(state, words)
        parts = {ReviewPart.PERSON: person, ReviewPart.HOME: home, **parts}
    return tuple(
        ReviewCard(
            f"{part.value}-{place}",
            part.value,
            tuple(_line(label, text) for label, text, _ in block),
            tuple(item for _, _, item in block if item),
        )
        for part, lines in parts.items()
        for place, block in enumerate(blocks_of(lines))
    )


def derive_review(
    state: SelfDeclaration, cards: tuple[ReviewCard, ...], words: Words
) -> ReviewProps:
    """What stands below the cards, or beside them."""
    setup, draft = state.setup, state.draft
    assert setup is not None
    told = setup.notices[words.language]
    relation = draft.relation
    offered = REPRESENTATIVES if state.needs_representative else PROXIES
    is_ready = can_send(state, needs_consent=told.needs_consent)
    sentence = ""
    if relation is None:
        sentence = words.translate("Screens", "Xin chọn người khai")
    elif not is_ready and told.needs_consent and not draft.has_consent:
        sentence = words.translate("Screens", "Xin chạm vào ô đồng ý để gửi")
    return ReviewProps(
        cards=len(cards),
        low_cards=sum(card.weight == 1 for card in cards),
        weight=sum(card.weight for card in cards),
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


def _person(state: SelfDeclaration, words: Words) -> list[tuple[str, str, str]]:
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
    return [
        (words.translate("Screens", "Họ và tên"), draft.details.full_name, ""),
        (
            words.translate("Screens", "Năm sinh"),
            " · ".join(part for part in (born, sexes.get(draft.sex, "")) if part),
            "",
        ),
        (words.translate("Screens", "Điện thoại"), phone, ""),
    ]


def _line(label: str, text: str) -> dict[str, Any]:
    weight = 3 if len(text) > 55 else 2 if len(text) > 34 or len(label) > 22 else 1
    return {"label": label, "text": text, "weight": weight}
