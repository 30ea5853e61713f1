"""*Khai hộ*: who it is and where they live, as the first two pages show it."""

from __future__ import annotations

from typing import Any

from kiosk.domain.declaration.draft import Draft, PhoneOf
from kiosk.domain.people.person import Birth
from kiosk.domain.station.pages.declare_state import Declare
from kiosk.domain.station.pages.declare_touches import DeclareField
from kiosk.domain.units.unit import FoundUnit, Scheme
from ui.i18n import Words
from ui.messages.declaring import RELATIONS
from ui.messages.model import say
from ui.viewmodels.desk.shown import whole_phone


def derive_person(state: Declare, words: Words) -> dict[str, Any]:
    """The first page."""
    draft = state.draft
    return {
        "name": draft.name,
        "isUnnamed": draft.is_unnamed,
        "canBeUnnamed": not draft.name,
        "birth": _birth(state, words),
        "sex": draft.sex.value,
        "phone": draft.phone if state.typing is DeclareField.PHONE else whole_phone(draft.phone),
        "phoneOf": draft.phone_of.value,
        "phoneRelation": relation_of(draft, words),
        "card": card_of(state),
        "drafts": words.tr("%n tờ khai dở", "", len(state.drafts)) if _has_drafts(state) else "",
    }


def derive_address(state: Declare, words: Words) -> dict[str, Any]:
    """The second page, with the units that were found."""
    unit, found = state.draft.address.unit, state.found
    is_old = unit is not None and unit.scheme is Scheme.OLD
    return {
        "text": state.unit_text,
        "unit": "" if unit is None else _old(unit.name, words) if is_old else unit.name,
        "street": state.draft.address.text,
        "count": words.tr("%n nơi", "", found.total) if found is not None and found.total else "",
        "units": [] if found is None else [unit_row(one) for one in found.units],
        "isNothing": bool(found is not None and not found.units and state.unit_text.strip()),
    }


def asked_unit(state: Declare, words: Words) -> dict[str, Any]:
    """*Nay thuộc xã, phường nào?*"""
    asked = state.asked_unit
    if asked is None:
        return {"unit": "", "text": "", "units": []}
    text = words.tr("{unit} nay chia về %n nơi.", "", len(asked.today))
    return {
        "unit": _old(asked.unit.name, words),
        "text": text.replace("{unit}", asked.unit.full_name),
        "units": [{"name": one.name, "province": one.province} for one in asked.today],
    }


def birth_said(born: Birth | None, words: Words) -> str:
    """A year, or a whole date as the language writes it."""
    if born is None:
        return ""
    if born.month is None or born.day is None:
        return f"{born.year:04d}"
    date = f"{born.day:02d}/{born.month:02d}/{born.year:04d}"
    return date if words.language.value == "vi" else str(born)


def card_of(state: Declare) -> str:
    """The card's number as it is typed, or the person's."""
    draft = state.draft
    return state.card_text or draft.insurance_number or draft.id_number


def relation_of(draft: Draft, words: Words) -> str:
    """Whose the number is; empty where it is the person's own, or was not said."""
    if draft.phone_of is not PhoneOf.RELATIVE or draft.phone_relation is None:
        return ""
    return say(words, RELATIONS[draft.phone_relation])


def _birth(state: Declare, words: Words) -> str:
    born = state.draft.born
    is_typed = state.draft.birth.isdecimal()
    return state.draft.birth if is_typed or born is None else birth_said(born, words)


def _has_drafts(state: Declare) -> bool:
    """What was begun before is offered while nothing stands here yet."""
    return bool(state.drafts) and state.draft.is_blank


def _old(name: str, words: Words) -> str:
    return words.translate("Screens", "{unit} (cũ)").format(unit=name)


def unit_row(found: FoundUnit) -> dict[str, Any]:
    """A unit that was found, as `UnitRow.qml` shows it."""
    is_old = found.unit.scheme is Scheme.OLD
    today = found.today[0] if len(found.today) == 1 else None
    return {
        "old": found.unit.full_name if is_old else "",
        "today": "" if today is None else today.full_name,
        "count": len(found.today),
        "isNear": found.is_same_province,
    }
