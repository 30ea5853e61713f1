"""Who is found while a page looks for somebody, as its rows show them."""

from __future__ import annotations

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.queries import PersonRow
from kiosk.domain.station.pages.picking import Picking
from ui.i18n import Words
from ui.viewmodels.desk.shown import masked_phone, sex_of, year_of

MOST_SHOWN = 20
"""More rows nobody reads: another letter finds them."""


@dataclass(frozen=True, slots=True)
class FoundRow:
    """Somebody who was found."""

    key: str
    name: str
    about: str
    """Year of birth and sex."""
    phone: str
    is_inside: bool


def found_row(person: PersonRow, words: Words) -> FoundRow:
    """A person as a row; the name is whole, or staff could not choose."""
    about = " · ".join(filter(None, (year_of(person.birth), sex_of(person.sex, words))))
    return FoundRow(
        key=person.person_id,
        name=person.full_name or words.translate("Screens", "Chưa nhập họ tên"),
        about=about,
        phone=masked_phone(person.phone) if person.phone else "",
        is_inside=person.inside_since is not None,
    )


def found_rows(picking: Picking | None, words: Words) -> tuple[FoundRow, ...]:
    """The rows of who was found, the likeliest first."""
    if picking is None or picking.found is None:
        return ()
    return tuple(found_row(person, words) for person in picking.found.people[:MOST_SHOWN])


def found_sentence(picking: Picking | None, words: Words) -> str:
    """How many were found; what to type before anything is."""
    if picking is None or not picking.text.strip():
        return words.translate("Screens", "Tên, số điện thoại hoặc số thẻ. Không cần gõ dấu.")
    if picking.found is None:
        return ""
    count = len(picking.found.people)
    if not count:
        return words.translate("Screens", "Chưa thấy ai.")
    return words.tr("%n người", "", count)
