"""*Khai hộ*: what is asked in the place of a page or its keyboard, and what each button does."""

from __future__ import annotations

from datetime import datetime

from kiosk.domain.desk.declaration_queries import DraftRow
from kiosk.domain.desk.queries import PersonRow
from kiosk.domain.station.pages.declare_state import Declare, DeclarePanel
from kiosk.domain.station.pages.declare_touches import (
    AlikeChosen,
    AnswerTouched,
    DeclareTouch,
    DraftOpened,
    LeavingChosen,
    PhoneRelationChosen,
)
from kiosk.domain.visits.presence import venue_day
from sync.protocol.declaration_bodies import Relation
from ui.i18n import Words
from ui.messages.declaring import PHONE_OWNERS, RELATIONS
from ui.messages.model import say
from ui.viewmodels.desk.choices import Choice, Choices
from ui.viewmodels.desk.shown import clock_of, day_of, masked_name, masked_phone, sex_of, year_of
from ui.viewmodels.view import View

_OTHER = "other"
_KEEP, _WIPE = "keep", "wipe"
_MOST_ALIKE = 4
"""More who may be the same nobody compares one by one."""
_MOST_DRAFTS = 4


def derive_panel(state: Declare, view: View) -> Choices:
    """What the panel asks; nothing while there is none."""
    words = view.words
    match state.panel:
        case DeclarePanel.PHONE_RELATION:
            title = words.translate("Screens", "Số này của ai?")
            owners = tuple(Choice(one.value, say(words, RELATIONS[one])) for one in PHONE_OWNERS)
            return Choices(title, "", owners)
        case DeclarePanel.ALIKE:
            return _alike(state, words)
        case DeclarePanel.OPTIONS:
            return _options(state, words)
        case DeclarePanel.DRAFTS:
            title = words.translate("Screens", "Tờ khai dở")
            text = words.translate("Screens", "Chỉ nhân viên thấy. Chọn tờ khai để khai tiếp.")
            rows = tuple(_draft(row, view) for row in state.drafts[:_MOST_DRAFTS])
            return Choices(title, text, rows)
        case DeclarePanel.LEAVING:
            title = words.translate("Screens", "Giữ lại tờ khai này?")
            text = words.translate("Screens", "Giữ lại thì nhân viên khai tiếp được sau.")
            keep = words.translate("Screens", "Giữ lại")
            wipe = words.translate("Screens", "Dừng và xóa")
            choices = (
                Choice(_KEEP, keep, "check", is_primary=True, is_wide=True),
                Choice(_WIPE, wipe, "close", is_wide=True),
            )
            return Choices(title, text, choices)
    return Choices()


def panel_touches(state: Declare | None, key: str) -> tuple[DeclareTouch, ...]:
    """What a button of the panel tells the machine."""
    if state is None:
        return ()
    match state.panel:
        case DeclarePanel.PHONE_RELATION:
            return (PhoneRelationChosen(Relation(key)),)
        case DeclarePanel.ALIKE:
            return (AlikeChosen(None if key == _OTHER else key),)
        case DeclarePanel.OPTIONS:
            item = state.asked_item
            return (
                ()
                if item is None
                else (AnswerTouched(item.link_id, item.options[int(key)].coding),)
            )
        case DeclarePanel.DRAFTS:
            return (DraftOpened(key),)
        case DeclarePanel.LEAVING:
            return (LeavingChosen(key == _KEEP),)
    return ()


def _alike(state: Declare, words: Words) -> Choices:
    title = words.translate("Screens", "Có thể trùng với")
    text = words.translate("Screens", "Hỏi lại người khai trước khi tạo hồ sơ mới.")
    rows = tuple(
        Choice(one.person_id, _person(one, words), "check", is_wide=True)
        for one in state.alike[:_MOST_ALIKE]
    )
    other = words.translate("Screens", "Là người khác")
    return Choices(title, text, (*rows, Choice(_OTHER, other, "plus", is_wide=True)))


def _person(row: PersonRow, words: Words) -> str:
    phone = masked_phone(row.phone) if row.phone else ""
    parts = (row.full_name, year_of(row.birth), sex_of(row.sex, words), phone)
    return " · ".join(filter(None, parts))


def _options(state: Declare, words: Words) -> Choices:
    item = state.asked_item
    if item is None:
        return Choices()
    given = state.draft.answers.of(item.link_id)
    choices = tuple(
        Choice(str(place), option.text.said(words.language), is_primary=option.coding in given)
        for place, option in enumerate(item.options)
        if not option.is_none
    )
    return Choices(item.staff_text.said(words.language), "", choices)


def _draft(row: DraftRow, view: View) -> Choice:
    name = masked_name(row.title) or view.words.translate("Screens", "Chưa nhập họ tên")
    return Choice(row.draft_id, f"{name} · {_at(row.saved_at, view)}", "pencil", is_wide=True)


def _at(at: datetime, view: View) -> str:
    day = day_of(venue_day(at, view.setup.venue.time_zone), view)
    return f"{day} {clock_of(at, view)}"
