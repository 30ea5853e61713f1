"""What is asked beside a person: why, what for, whose."""

from __future__ import annotations

from typing import Any

from kiosk.domain.desk.acts_on_visits import CorrectionReason
from kiosk.domain.desk.queries import PersonPage
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.station.pages.person import Person, PersonPanel
from kiosk.domain.station.pages.person_touches import (
    CardChosen,
    LostChosen,
    PersonTouch,
    ReprintChosen,
)
from kiosk.domain.visits.decision import Direction
from ui.i18n import Words
from ui.messages.model import say
from ui.messages.people import KINDS, LOOK_REASONS, MISTAKES, RIGHTS
from ui.viewmodels.desk.choices import Choice, Choices
from ui.viewmodels.desk.deed import direction_word
from ui.viewmodels.desk.proof import proof_choices
from ui.viewmodels.desk.shown import clock_of, masked_name
from ui.viewmodels.view import View

_MOST_SLIPS = 4
_STAYING = (VisitorKind.INPATIENT, VisitorKind.CARER)
"""Whose presence ends by *xuất viện*."""


def derive_panel(state: Person, page: PersonPage, view: View) -> Choices:
    """What the panel asks; nothing while the timeline stands there."""
    words = view.words
    match state.panel:
        case PersonPanel.PROOF:
            return proof_choices(page.details.phone, view)
        case PersonPanel.LOOK:
            title = words.translate("Screens", "Vì sao xem các ngày trước?")
            text = words.translate("Screens", "Lý do được lưu cùng tên người xem.")
            return Choices(title, text, _of(LOOK_REASONS, words))
        case PersonPanel.KIND:
            kinds = _of(KINDS, words, chosen=page.kind.value)
            if page.kind in _STAYING:
                home = words.translate("Screens", "Xuất viện, về nhà")
                kinds += (Choice("discharge", home, "home", is_wide=True),)
            return Choices(words.translate("Screens", "Đến để làm gì?"), "", kinds)
        case PersonPanel.CORRECT:
            return _correct(state, view)
        case PersonPanel.REPRINT:
            return _reprint(page, words)
        case PersonPanel.REPRINTED:
            return _reprinted(state, view)
        case PersonPanel.DATA:
            title = words.translate("Screens", "Yêu cầu về dữ liệu")
            text = words.translate("Screens", "Đã đối chiếu giấy tờ. Quản trị viên thực hiện.")
            waiting = words.translate("Screens", "Các yêu cầu đang chờ")
            every = Choice("requests", waiting, "shield", is_wide=True)
            return Choices(title, text, (*_of(RIGHTS, words), every))
    return Choices()


def reprint_touch(key: str) -> PersonTouch:
    """What a choice of the panel of slips and cards tells."""
    match key:
        case "lost":
            return LostChosen()
        case "card" | "no_card":
            return CardChosen(is_lost=key == "no_card")
    return ReprintChosen(key == "all")


def _of(texts: dict[Any, str], words: Words, chosen: str = "") -> tuple[Choice, ...]:
    return tuple(
        Choice(key.value, say(words, text), is_primary=key.value == chosen)
        for key, text in texts.items()
    )


def _correct(state: Person, view: View) -> Choices:
    words, entry = view.words, state.entry
    if entry is None:
        return Choices()
    word = direction_word(entry.direction, words)
    title = f"{word} · {clock_of(entry.at, view)}"
    is_arrival = entry.direction is Direction.ARRIVAL
    turned = direction_word(Direction.DEPARTURE if is_arrival else Direction.ARRIVAL, words)
    turn = words.translate("Screens", "Nhầm chiều: đổi thành {word}").format(word=turned)
    choices = [Choice(CorrectionReason.WRONG_DIRECTION.value, turn, "both-ways", is_wide=True)]
    choices += [
        Choice(reason.value, say(words, text))
        for reason, text in MISTAKES.items()
        if reason is not CorrectionReason.WRONG_DIRECTION
    ]
    text = words.translate("Screens", "Lượt cũ vẫn được lưu, kèm lý do sửa.")
    return Choices(title, text, tuple(choices))


def _reprint(page: PersonPage, words: Words) -> Choices:
    """Two acts, two words: the same slip once more, or another one for a lost one."""
    again = words.translate("Screens", "In lại phiếu cũ")
    choices = [Choice("alone", again, "printer", is_wide=True)]
    if page.same_phone:
        every = words.tr("In lại cho cả %n người dùng số này", "", len(page.same_phone) + 1)
        choices.append(Choice("all", every, "people", is_wide=True))
    lost = words.translate("Screens", "Mất phiếu: in phiếu mới")
    choices.append(Choice("lost", lost, "slip", is_wide=True))
    card = words.translate("Screens", "In thẻ người quen")
    if page.kind is VisitorKind.STAFF:
        card = words.translate("Screens", "In thẻ nhân viên")
    # Where a card holds, both acts of it share a line: five of their own would be too many.
    choices.append(Choice("card", card, is_wide=not page.has_card))
    if page.has_card:
        choices.append(Choice("no_card", words.translate("Screens", "Mất thẻ: hủy thẻ")))
    title = words.translate("Screens", "In lại hay mất phiếu?")
    text = words.translate("Screens", "Báo mất thì phiếu cũ không dùng được nữa.")
    return Choices(title, text, tuple(choices))


def _reprinted(state: Person, view: View) -> Choices:
    words, printed = view.words, state.printed
    if printed is None:
        return Choices()
    slips = ", ".join(
        # A line may end after a name and its time, not within.
        f"{masked_name(one.name)} {clock_of(one.printed_at, view)}".replace(" ", "\u00a0")
        for one in printed.slips[:_MOST_SLIPS]
    )
    title = words.translate("Screens", "Đã in lúc {clock}").format(
        clock=clock_of(printed.slips[0].printed_at, view)
    )
    text = slips if len(printed.slips) > 1 else ""
    again = words.translate("Screens", "Vẫn in lại")
    return Choices(title, text, (Choice("again", again, "printer", is_wide=True),))
