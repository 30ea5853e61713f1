"""Where codes end, and what is changed in them: fault H6, without any device."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.credential import parse_credential
from kiosk.domain.scanning.burst import (
    MAX_CHARS,
    Assembler,
    Burst,
    Reading,
    healed,
    read_bytes,
    read_typed,
)
from kiosk.domain.scanning.framing import aim_identifier
from kiosk.domain.scanning.mangling import Mangling, find_mangling, uncapsed
from tests.support.credentials import every_text, make_person

pytestmark = pytest.mark.fault("H6")

INSURANCE = (
    "GD4797999999901|4e677579e1bb856e2056c4836e204de1baab75|01/02/1980|1|53e1bb9120|79 - 034"
    "|01/01/2021|-|15/12/2020|79017999999901|-|4|01/01/2024|0123456789abcdef-7102|$"
)
NEW_INSURANCE = (
    "7999999901|4e677579e1bb856e2056c4836e204de1baab75|01/02/1980|1|-|79 - 034|01/05/2021|-"
    "|20/05/2021|79017999999901|-|4| 01/01/2024|0123456789abcdef-1202|4|5175e1baad6e2031|$"
)
CCCD = "001080123456|012345678|Nguyen Van Mau|01021980|Nam|So 1 Pho Mau, Ha Noi|01072021"
CAN_CUOC = f"{CCCD}||||"
PERSONAL = "001093029317|NGUYEN VAN A|1987-01-18|0|162979388586171100|<1<00<0123232422"
VENUE = "https://tokhaiyte.vn/?page=Group.checkin&groupId=5f0c1d2e3a4b5c6d7e8f9a0b"
VIETNAMESE = CCCD.replace("Nguyen Van Mau", "Nguyễn Văn Mẫu").replace("So 1", "Số 1")


def assemble(*pieces: str | float, gap_s: float = 0.1) -> list[str]:
    """The texts that pieces give: characters 4 ms apart, a number is a pause; ended at last."""
    assembler, at = Assembler(gap_s), 50.0
    found: list[Burst | None] = []
    for piece in pieces:
        if isinstance(piece, float):
            at += piece
            continue
        for character in piece:
            at += 0.004
            found.append(assembler.take(character, at))
    found.append(assembler.end())
    return [burst.text for burst in found if burst is not None]


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n", "\t"])
@pytest.mark.parametrize("code", [INSURANCE, NEW_INSURANCE, CCCD, CAN_CUOC, PERSONAL, VENUE])
def test_a_code_ends_with_enter_or_tab(code: str, end: str) -> None:
    assert assemble(code, end) == [code]


@pytest.mark.parametrize("code", [INSURANCE, NEW_INSURANCE, CAN_CUOC])
def test_cards_with_an_end_of_their_own_need_neither_enter_nor_pause(code: str) -> None:
    assembler = Assembler()
    found = [assembler.take(character, 50.0) for character in code]
    assert found[-1] == Burst(code)
    assert found[:-1] == [None] * (len(code) - 1)
    assert not assembler.is_open


@pytest.mark.parametrize("code", [CCCD, PERSONAL, VENUE])
def test_any_other_code_ends_with_a_pause(code: str) -> None:
    assert assemble(code, 0.2, code) == [code, code]


def test_seven_parts_wait_for_the_pause_because_eleven_begin_alike() -> None:
    assert assemble(CCCD, 0.05, "||||") == [CAN_CUOC]
    assert assemble(CCCD, 0.2, CAN_CUOC) == [CCCD, CAN_CUOC]


def test_two_codes_in_one_burst_are_two_codes() -> None:
    assert assemble(f"{INSURANCE}\r{CCCD}\r") == [INSURANCE, CCCD]
    assert assemble(f"{CCCD}\r\n{PERSONAL}\r\n") == [CCCD, PERSONAL]
    assert assemble(INSURANCE + INSURANCE) == [INSURANCE, INSURANCE]


def test_what_follows_an_end_by_content_is_no_code() -> None:
    assert assemble(f"{CAN_CUOC}|\r", f"{INSURANCE}$ \r") == [CAN_CUOC, INSURANCE]
    assert assemble(f"{CAN_CUOC}|{INSURANCE}") == [CAN_CUOC, INSURANCE]


def test_empty_parts_in_the_middle_of_a_card_do_not_end_it() -> None:
    card = "001080123456|012345678|Nguyen Van Mau||||01072021||||"
    assert assemble(card) == [card]


def test_a_dollar_inside_another_code_ends_nothing() -> None:
    assert assemble("WIFI:S:Pa$|$|$|$|$|$|$|$|$|$|$;;\r") == ["WIFI:S:Pa$|$|$|$|$|$|$|$|$|$|$;;"]
    assert assemble("A||||B|||||||||||C\r") == ["A||||B|||||||||||C"]


def test_a_contact_card_keeps_its_lines() -> None:
    card = "BEGIN:VCARD\r\nFN:Mau\r\nTEL:0912345678\r\nEND:VCARD"
    assert assemble(f"{card}\r\n", f"{CCCD}\r") == [card, CCCD]


def test_slow_keys_are_never_a_code() -> None:
    typed: list[str | float] = []
    for character in f"{CCCD}\r":
        typed += [character, 0.15]
    assert assemble(*typed) == []


def test_four_kilobytes_are_the_most() -> None:
    assembler = Assembler()
    for character in "x" * (MAX_CHARS + 500):
        assert assembler.take(character, 50.0) is None
    burst = assembler.end()
    assert burst is not None
    assert read_typed(burst) == Reading("", Mangling.TOO_LONG)
    assert read_bytes(burst) == Reading("", Mangling.TOO_LONG)
    assert not assembler.is_open


def test_the_longest_allowed_is_whole() -> None:
    assert assemble("x1" * (MAX_CHARS // 2)) == ["x1" * (MAX_CHARS // 2)]


def test_lost_keys_spoil_the_code_they_belong_to_and_no_other() -> None:
    assembler = Assembler()
    for character in CCCD[:30]:
        assembler.take(character, 50.0)
    assembler.lose()
    damaged = assembler.take("\r", 50.0)
    assert damaged is not None
    assert read_typed(damaged) == Reading("", Mangling.KEYS_LOST)
    for character in CCCD:
        assembler.take(character, 50.0)
    assert assembler.take("\r", 50.0) == Burst(CCCD)


@given(st.text(max_size=600))
def test_nothing_is_lost_or_invented_between_two_enters(text: str) -> None:
    bare = text.replace("\r", "").replace("\n", "").replace("\t", "")
    expected = [bare] if len(bare.strip()) >= 4 else []
    if "|$" not in bare and "||||" not in bare and not bare.lower().startswith("begin:vcard"):
        assert assemble(f"\r{bare}\r") == expected


@given(st.text(max_size=300))
def test_no_text_makes_reading_fail(text: str) -> None:
    assert read_typed(Burst(text)).mangling in (None, Mangling.LAYOUT, Mangling.INPUT_METHOD)
    read_bytes(Burst("".join(chr(byte) for byte in text.encode("utf-8", "replace"))))


def test_no_right_code_is_called_mangled_or_changed() -> None:
    rng = random.Random(11)
    for _ in range(300):
        for name, text in every_text(rng, make_person(rng)).items():
            assert read_typed(Burst(text)) == Reading(text.rstrip("\r\n")), name


@pytest.mark.parametrize("code", [INSURANCE, CCCD, PERSONAL, VENUE, "KS0:0123456789012345678"])
def test_caps_lock_is_undone_where_the_format_leaves_no_doubt(code: str) -> None:
    inverted = code.swapcase()
    read = read_typed(Burst(inverted))
    assert read.mangling is None
    if any(character.isalpha() for character in code):
        assert read.text == code


@pytest.mark.parametrize(
    "text",
    ["HTTPS://EXAMPLE.VN/ABC", "https://example.vn/abc", "0912345678", "abc DEF", "ﬀ|ß", PERSONAL],
)
def test_case_is_left_alone_where_it_may_be_meant(text: str) -> None:
    assert uncapsed(text) is None


TELEX = {"aa": "â", "dd": "đ", "ee": "ê", "oo": "ô", "ow": "ơ", "uw": "ư", "af": "à", "ef": "è"}
VNI = {"a1": "á", "e1": "é", "e2": "è", "a6": "â", "d9": "đ", "o7": "ơ", "D9": "Đ", "E1": "É"}
QWERTZ = str.maketrans("|-/:_&=?yzYZ", "'ß-Ö?/´_zyZY")
UK = str.maketrans('|"@#~', '~@"£¬')
AZERTY = str.maketrans("1234567890-|aqwzm", "&é\"'(-è_çà)µqazw,")
VIETNAMESE_ROW = str.maketrans("1234567890", "ăâêôàảãáạđ")


def composed(code: str, method: dict[str, str]) -> str:
    for pair, letter in method.items():
        code = code.replace(pair, letter)
    return code


@pytest.mark.parametrize("method", [TELEX, VNI], ids=["telex", "vni"])
@pytest.mark.parametrize("code", [INSURANCE, NEW_INSURANCE, VENUE])
def test_an_input_method_is_told_of_instead_of_a_wrong_code(
    code: str, method: dict[str, str]
) -> None:
    code = code.replace("4e677579", "4eaa7d9dd1ee").replace("5f0c", "5fdd9c")
    mangled = composed(code, method)
    assert mangled != code
    assert read_typed(Burst(mangled)) == Reading("", Mangling.INPUT_METHOD)


@pytest.mark.parametrize("table", [QWERTZ, UK, AZERTY, VIETNAMESE_ROW], ids=list("gbfv"))
@pytest.mark.parametrize("code", [INSURANCE, NEW_INSURANCE, CCCD, PERSONAL])
def test_another_layout_is_told_of_instead_of_a_wrong_code(
    code: str, table: dict[int, str]
) -> None:
    read = read_typed(Burst(code.translate(table)))
    assert read.text == ""
    assert read.mangling in (Mangling.LAYOUT, Mangling.INPUT_METHOD)


def test_an_address_typed_on_another_layout_is_told_of() -> None:
    assert find_mangling(VENUE.translate(QWERTZ)) is Mangling.LAYOUT


def test_a_letter_that_an_input_method_has_composed_is_told_of() -> None:
    assert find_mangling(INSURANCE.replace("e1", "é")) is Mangling.INPUT_METHOD


def test_a_letter_of_another_keyboard_is_told_of() -> None:
    assert find_mangling(INSURANCE.replace("e1", "ß")) is Mangling.LAYOUT


def test_a_separator_that_never_arrives_is_told_of() -> None:
    assert find_mangling(INSURANCE.replace("|", "")) is Mangling.LAYOUT


def test_accents_that_belong_there_are_kept() -> None:
    assert read_typed(Burst(VIETNAMESE)) == Reading(VIETNAMESE)
    raw_parent = NEW_INSURANCE.replace("|-|4|", "|Tr?n Th? Hà|4|").replace("79 - 034", "79 – 034")
    assert read_typed(Burst(raw_parent)) == Reading(raw_parent)


def test_prose_is_not_taken_for_a_layout() -> None:
    prose = "Kính chào quý khách, xin mời đi lối này; đợi ở ghế, đừng đứng trước cửa."
    assert find_mangling(prose) is None


def test_bytes_are_utf_8_or_a_guess_that_is_no_person() -> None:
    as_bytes = "".join(chr(byte) for byte in VIETNAMESE.encode())
    assert read_bytes(Burst(as_bytes)) == Reading(VIETNAMESE)
    legacy = "".join(chr(byte) for byte in VIETNAMESE.encode("cp1258", "replace"))
    assert read_bytes(Burst(legacy)).charset_guessed
    assert healed("Hà") is None


def test_a_repaired_code_is_the_same_person() -> None:
    read = read_typed(Burst(PERSONAL.swapcase()))
    assert parse_credential(read.text) == parse_credential(PERSONAL)


HEX_TYPED = (
    "079090012345||\x15110 \x151eb7 ng V\x15103 n \x151af |15061990|Nam|12 L\x15ea  L|01072021"
)


def test_accents_that_a_scanner_writes_by_their_numbers_are_put_together() -> None:
    expected = "079090012345||Đặng Văn Ư|15061990|Nam|12 Lê L|01072021"
    assert read_typed(Burst(HEX_TYPED)) == Reading(expected)


@pytest.mark.parametrize("control", [chr(code) for code in (*range(0x20), 0x7F, 0x9D)])
def test_a_control_character_inside_a_typed_code_admits_nobody(control: str) -> None:
    if control in "\t\r\n":
        assert find_mangling(f"001080123456|{control}Mau") is Mangling.LAYOUT
        return
    for code in (CCCD, INSURANCE, PERSONAL):
        middle = code.index("|") + 3
        typed = f"{code[:middle]}{control}{code[middle:]}"
        assert read_typed(Burst(typed)) == Reading("", Mangling.LAYOUT)


@pytest.mark.parametrize("number", ["", "110", "1eb7x ", "0 ", "d800 ", "110000 "])
def test_a_number_that_is_no_character_is_told_of(number: str) -> None:
    typed = CCCD.replace("Nguyen", f"Nguy\x15{number}n")
    assert read_typed(Burst(typed)) == Reading("", Mangling.LAYOUT)


FRAMES = [
    ("]Q1", ""),
    ("\x02", "\x03"),
    ("\x00", ""),
    ("", "\x04"),
    ("\x1d", "]Q3"),
    ("\x02]d2", "\x03"),
]


@pytest.mark.parametrize(("before", "after"), FRAMES)
@pytest.mark.parametrize("code", [INSURANCE, NEW_INSURANCE, CCCD, CAN_CUOC, PERSONAL, VENUE])
def test_the_scanners_framing_is_no_content(code: str, before: str, after: str) -> None:
    for end in ("", "\r"):
        bursts = assemble(f"{before}{code}{after}{end}", 0.2, f"{before}{code}{after}{end}")
        found = [reading for text in bursts if (reading := read_typed(Burst(text))).text]
        assert found == [Reading(code), Reading(code)]
        assert [read_bytes(Burst(text)) for text in bursts] == found


@pytest.mark.parametrize(
    ("text", "expected"), [("\x02]Q1GD4", "]Q1"), ("]d2", "]d2"), ("GD4]Q1", ""), ("]11", "")]
)
def test_the_identifier_before_a_code_names_its_symbology(text: str, expected: str) -> None:
    assert aim_identifier(text) == expected


def test_framing_before_a_card_leaves_it_its_own_end() -> None:
    assembler = Assembler()
    found = [assembler.take(character, 50.0) for character in f"\x02]Q1{INSURANCE}"]
    assert found[-1] == Burst(f"\x02]Q1{INSURANCE}")
