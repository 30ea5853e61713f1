"""A field's text while it is typed: Backspace, accents row, hold, chips, cursor and limits."""

from __future__ import annotations

import pytest

from kiosk.domain.text_input.accents import Accent, accented, accents_of
from kiosk.domain.text_input.field_text import (
    AccentPicked,
    ChipPicked,
    Cleared,
    CursorMoved,
    Erased,
    FieldKind,
    FieldText,
    KeyboardTouch,
    LetterPicked,
    Typed,
    WordChosen,
    take,
    text_in,
)
from kiosk.domain.text_input.telex import ToneStyle, spelt


def after(*touches: KeyboardTouch | str, kind: FieldKind = FieldKind.NAME) -> FieldText:
    """The field after these touches; a text is typed key by key."""
    return hear(text_in("", kind), *touches)


def hear(typed: FieldText, *touches: KeyboardTouch | str) -> FieldText:
    """The same on a field that there is."""
    for touch in touches:
        for each in map(Typed, touch) if isinstance(touch, str) else (touch,):
            typed = take(typed, each)
    return typed


@pytest.mark.parametrize(
    ("keys", "name"),
    [
        ("nguyeenx thij hoongf nhung", "Nguyễn Thị Hồng Nhung"),
        ("chamaleas thij huwowng", "Chamaléa Thị Hương"),
        ("katowrr", "Katơr"),
        ("pi nawng", "Pi Năng"),
        ("k'breeps", "K'Brếp"),
        ("h'hen niee", "H'Hen Niê"),
        ("kroong", "Krông"),
        ("kpaw", "Kpă"),
        ("alawng", "Alăng"),
        ("taleeus", "Talếu"),
        ("o'connorr", "O'Connor"),
        ("ro-chaam", "Ro-Châm"),
        ("trần ddình", "Trần Đình"),
    ],
)
def test_names_begin_with_capitals(keys: str, name: str) -> None:
    assert after(keys).text == name


def test_what_is_pasted_stays_as_it_is() -> None:
    assert take(text_in(""), Typed("Katơr Chamalea\u0301")).text == "Katơr Chamaleá"
    assert take(text_in("", FieldKind.PHONE), Typed("0912 345-678")).text == "0912345678"


def test_backspace_takes_one_visible_letter_and_composing_goes_on() -> None:
    typed = after("nguyeenx")
    for text in ("Nguyễ", "Nguy", "Ngu"):
        typed = take(typed, Erased())
        assert typed.text == text
    assert hear(typed, "yeenj").text == "Nguyện"


@pytest.mark.parametrize(
    ("touches", "text"),
    [
        (("nguyeenx", Erased(), "n"), "Nguyễn"),
        (("nguyeenx", Erased(), "ns"), "Nguyến"),
        (("hoafn", Erased()), "Hòa"),
        (("hoafn", Erased(ToneStyle.NEW)), "Hoà"),
        (("hoafn", Erased(), Erased()), "Hò"),
        (("thij ", Erased(), "s"), "Thí"),
        (("thij h", Erased(), Erased(), Erased(), "e"), "The"),
        (("ass", Erased(), "s"), "Á"),
        (("ddawng", Erased(), Erased(), "k"), "Đăk"),
        (("mooocs", Erased()), "Móo"),
        ((Erased(),), ""),
        (("an", Cleared(), "b"), "B"),
    ],
)
def test_backspace_and_correction(touches: tuple[KeyboardTouch | str, ...], text: str) -> None:
    assert after(*touches).text == text


def test_a_text_that_was_there_stays_as_it_is_until_it_is_touched() -> None:
    for text in ("Hoà", "Hòa", "Nguyễn Thị", "Ááé", "ĐẶNG", "Chamaléa", "hoạn", "hòan"):
        assert text_in(text).text == text
        assert take(text_in(text), CursorMoved(1)).text == text
    assert take(text_in("Hoà"), Typed("n")).text == "Hoàn"
    assert take(text_in("Huong"), Typed("w")).text == "Hương"


def test_the_cursor_stands_anywhere() -> None:
    typed = take(after("nguyeenx thi"), CursorMoved(6))
    assert (typed.text, typed.cursor) == ("Nguyễn Thi", 6)
    typed = take(typed, Typed("j"))
    assert (typed.text, typed.cursor) == ("Nguyện Thi", 6)
    typed = take(typed, Erased())
    assert (typed.text, typed.cursor) == ("Nguyệ Thi", 5)
    assert take(typed, CursorMoved(99)).cursor == 9
    assert take(typed, CursorMoved(-1)).cursor == 0


def test_composed_or_as_typed() -> None:
    typed = after("kar")
    assert typed.choice == ("Kả", "Kar")
    assert not typed.is_as_typed
    as_typed = take(typed, WordChosen(is_as_typed=True))
    assert (as_typed.text, as_typed.is_as_typed) == ("Kar", True)
    assert take(as_typed, WordChosen(is_as_typed=False)).text == "Kả"
    assert take(as_typed, Typed(" ")).choice is None
    assert after("an").choice is None
    assert take(after("an"), WordChosen(is_as_typed=True)).text == "An"


def test_a_chip_takes_the_place_of_the_word_in_hand() -> None:
    typed = take(after("nguyeenx thij hoongf nh"), ChipPicked("Nhung"))
    assert (typed.text, typed.cursor) == ("Nguyễn Thị Hồng Nhung ", 22)
    typed = take(take(after("tran van"), CursorMoved(4)), ChipPicked("Trần"))
    assert (typed.text, typed.cursor) == ("Trần Van", 5)


def test_letters_of_a_key_held_down_are_no_telex_keys() -> None:
    assert after("nh", LetterPicked("ư")).text == "Như"
    assert after("nh", LetterPicked("ứ"), "ng").text == "Nhứng"
    assert after("t", LetterPicked("o"), LetterPicked("o")).text == "Too"
    assert after(LetterPicked("ế")).text == "Ế"


@pytest.mark.parametrize(
    ("word", "accent", "text"),
    [
        ("Nguyên", Accent.TILDE, "Nguyễn"),
        ("Nguyễn", Accent.TILDE, "Nguyên"),
        ("Nguyễn", Accent.ACUTE, "Nguyến"),
        ("Nguyễn", Accent.ROOF, "Nguỹen"),
        ("Nguyen", Accent.ROOF, "Nguyên"),
        ("Nguyễn", Accent.NONE, "Nguyen"),
        ("Duong", Accent.HORN, "Dương"),
        ("Dương", Accent.HORN, "Duong"),
        ("Dương", Accent.BAR, "Đương"),
        ("Đương", Accent.BAR, "Dương"),
        ("Kpa", Accent.BREVE, "Kpă"),
        ("Kpă", Accent.BREVE, "Kpa"),
        ("Kator", Accent.HORN, "Katơr"),
        ("GI", Accent.GRAVE, "GÌ"),
        ("Chamalea", Accent.ACUTE, "Chamaléa"),
        ("hoa", Accent.DOT, "họa"),
        ("cat", Accent.GRAVE, None),
        ("Nh", Accent.ACUTE, None),
        ("Nh", Accent.NONE, None),
        ("me", Accent.BREVE, None),
        ("Duong", Accent.BREVE, None),
        ("mi", Accent.ROOF, None),
        ("la", Accent.BAR, None),
        ("kahl", Accent.ACUTE, None),
    ],
)
def test_accents_change_the_syllable_in_hand(word: str, accent: Accent, text: str | None) -> None:
    changed = accented(spelt(word, ToneStyle.OLD), accent)
    assert (changed.text if changed else None) == text
    assert take(text_in(word), AccentPicked(accent)).text == (text or word)


def test_after_an_accent_telex_goes_on() -> None:
    typed = take(after("nguyen"), AccentPicked(Accent.ROOF))
    assert take(typed, Typed("x")).text == "Nguyễn"
    assert typed.choice is None


def test_the_row_of_accents_has_fixed_places() -> None:
    def shown(text: str) -> str:
        return " ".join(
            f"{key.letters or '-'}{'*' if key.is_on else '' if key.is_active else '.'}"
            for key in accents_of(text_in(text).word)
        )

    assert shown("Nguyễn") == "ề ế ể ễ* ệ ê* ă. ơ ư. đ. -"
    assert shown("Nh") == "à. á. ả. ã. ạ. â. ă. ơ ư. đ. -."
    assert shown("Duong") == "ò ó ỏ õ ọ ô ă. ươ đ -."
    assert shown("GI") == "Ì Í Ỉ Ĩ Ị â. ă. ơ ư. đ. -."
    assert shown("Đa") == "à á ả ã ạ â ă ơ ư. đ* -"
    assert shown("hoc") == "ò. ó ỏ. õ. ọ ô ă. ơ đ. -."
    assert shown("") == "à. á. ả. ã. ạ. â. ă. ơ ư. đ. -."


@pytest.mark.parametrize(
    ("kind", "keys", "text"),
    [
        (FieldKind.NAME, "an  1 ab", "An Ab"),
        (FieldKind.NAME, " an", "An"),
        (FieldKind.NAME, "ßa", "ßa"),
        (FieldKind.TEXT, "12/3 ddoongf", "12/3 đồng"),
        (FieldKind.TEXT, "a\u0007b", "ab"),
        (FieldKind.PHONE, "+84 91a2+", "+84912"),
        (FieldKind.DIGITS, "19 a8+7", "1987"),
        (FieldKind.CODE, "b1234 aas-", "B1234AAS"),
    ],
)
def test_what_a_field_takes(kind: FieldKind, keys: str, text: str) -> None:
    typed = after(keys, kind=kind)
    assert typed.text == text
    assert typed.has_letters is (kind not in (FieldKind.PHONE, FieldKind.DIGITS))
    assert typed.takes_accents is (kind in (FieldKind.NAME, FieldKind.TEXT))


def test_without_telex_letters_stay_as_they_are() -> None:
    typed = text_in("")
    for key in "jass":
        typed = take(typed, Typed(key, None))
    assert (typed.text, typed.choice) == ("Jass", None)


def test_no_field_grows_beyond_its_bound() -> None:
    typed = text_in("", FieldKind.TEXT, most=4)
    typed = hear(typed, "huowng")
    assert typed.text == "hươn"
    assert take(typed, Typed("g")).text == "hươn"
    assert take(typed, LetterPicked("g")).text == "hươn"
    assert take(typed, ChipPicked("Hương")).text == "hươn"
