"""Names of all peoples: typed as Telex, stored, found without accents, and printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.base.names import plain_letters
from kiosk.documents.typesetting import load_font
from kiosk.domain.desk.queries import Search
from kiosk.domain.people.person import PersonDetails
from kiosk.domain.text_input.field_text import Typed, take, text_in
from kiosk.domain.venue import Policy
from kiosk.store.queries.reader import open_reader
from kiosk.store.stamp import StationStamp
from tests.support.store import AT, open_in

NAMES = {
    "chamaleas thij huwowng": "Chamaléa Thị Hương",
    "katowrr thij aarn": "Katơr Thị Ẩn",
    "pi nawng thij saams": "Pi Năng Thị Sấm",
    "k'breeps": "K'Brếp",
    "h'hen niee": "H'Hen Niê",
    "kroong kpaw": "Krông Kpă",
    "alawng taleeus": "Alăng Talếu",
    "o'connorr": "O'Connor",
    "nguyeenx thij hoongf nhung": "Nguyễn Thị Hồng Nhung",
}


def type_name(keys: str) -> str:
    """What stands in the field for a name after these keys."""
    typed = text_in("")
    for key in keys:
        typed = take(typed, Typed(key))
    return typed.text


def test_typed_stored_and_found(tmp_path: Path) -> None:
    store = open_in(tmp_path)
    with store.transaction() as step:
        for keys in NAMES:
            step.people.add(PersonDetails(full_name=type_name(keys)), AT)
    reader = open_reader(tmp_path, tmp_path / "store.key", StationStamp().time_zone)
    try:
        for name in NAMES.values():
            for typed in (name, plain_letters(name).lower(), plain_letters(name).replace("'", "")):
                found = reader.answer(Search(typed), Policy(), AT).people
                assert [one.full_name for one in found] == [name], typed
    finally:
        reader.close()
        store.close()


@pytest.mark.parametrize("name", NAMES.values())
def test_every_letter_can_be_printed(name: str) -> None:
    font = load_font("Bold", 40)
    nothing = bytes(font.getmask("\uffff"))
    assert all(bytes(font.getmask(letter)) != nothing for letter in name.replace(" ", ""))
