"""Settling: what counts, what is muted, who goes first."""

from __future__ import annotations

import pytest

from drivers.scanner.scan_debouncer import ScanDebouncer, SeveralPersons
from kiosk.domain.credential import parse_credential
from kiosk.ports.codes import Engine, Symbol

BINH = "001080123456||Nguyễn Văn Bình|01021980|Nam|Thôn Mẫu, Hà Nội|31052021"
BINH_PERSONAL = "001080123456|NGUYEN VAN BINH|1980-02-01|0|162979388586171100|<1<00<0123232422"
HUONG = "001180123457||Trần Thị Hương|03041980|Nữ|Thôn Mẫu, Hà Nội|31052021"
THUY_1 = "001190123451||Nguyễn Thị Thúy|05061990|Nữ|Thôn Mẫu, Hà Nội|31052021"
THUY_2 = "001190123452||Nguyễn Thị Thùy|05061990|Nữ|Thôn Mẫu, Hà Nội|31052021"
NAMESAKE = "001190123453||Nguyễn Thị Thúy|05061990|Nữ|Thôn Mẫu, Hà Nội|31052021"
POSTER = "https://tokhaiyte.vn/?page=Group.checkin&groupId=0123456789abcdef01234567"
LINK = "https://example.com/"
LINEAR = "4797999999901"
CROWD = "several"


def code(text: str, form: str = "QRCode", *, is_guessed: bool = False) -> Symbol:
    corners = ((0, 0), (9, 0), (9, 9), (0, 9))
    return Symbol(text.encode(), text, form, corners, Engine.ZXING, is_guessed)


def play(*moments: tuple[float, tuple[str, ...]], form: str = "QRCode") -> list[tuple[float, str]]:
    """What settles when these texts are in view at these seconds."""
    debouncer = ScanDebouncer(parse_credential)
    heard = []
    for at, texts in moments:
        result = debouncer.see([code(text, form) for text in texts], at)
        if isinstance(result, SeveralPersons):
            heard.append((at, CROWD))
        elif result is not None:
            heard.append((at, result.text))
    return heard


def held(text: str, start: float, end: float) -> list[tuple[float, tuple[str, ...]]]:
    return [(start + index / 30, (text,)) for index in range(round((end - start) * 30))]


@pytest.mark.parametrize(
    ("moments", "expected"),
    [
        pytest.param([(0.0, ())], [], id="nothing"),
        pytest.param([(0.0, (BINH,))], [(0.0, BINH)], id="one good read of a checked code"),
        pytest.param(held(BINH, 0, 10), [(0.0, BINH)], id="held ten seconds counts once"),
        pytest.param(
            [*held(BINH, 0, 10), (12.9, (BINH,))], [(0.0, BINH)], id="muted 3 s after it left"
        ),
        pytest.param(
            [(0.0, (BINH,)), (3.0, (BINH,)), (6.0, (BINH,))],
            [(0.0, BINH)],
            id="read now and then it is still in view",
        ),
        pytest.param(
            [(0.0, (BINH,)), (5.0, (BINH,))],
            [(0.0, BINH), (5.0, BINH)],
            id="a second person with the same code after 5 s",
        ),
        pytest.param(
            [(0.0, (BINH,)), (0.1, (HUONG,))],
            [(0.0, BINH), (0.1, HUONG)],
            id="the next person at once",
        ),
        pytest.param(
            [(0.0, (POSTER, BINH))], [(0.0, BINH)], id="a person wins over a poster in one frame"
        ),
        pytest.param(
            [(0.0, (POSTER,)), (0.1, (BINH,)), (0.2, (POSTER,)), (0.9, (POSTER,))],
            [(0.1, BINH)],
            id="a person wins over the poster beside it that is read first",
        ),
        pytest.param(
            [(0.0, (POSTER,)), (0.2, (POSTER,)), (0.35, (POSTER,)), (2.0, (POSTER,))],
            [(0.35, POSTER)],
            id="a poster alone is told after a moment, once",
        ),
        pytest.param(
            [(0.0, (LINK,)), (0.4, ())], [(0.4, LINK)], id="a link read once is not passed over"
        ),
        pytest.param(
            [(0.0, (BINH, POSTER)), (1.2, (POSTER,)), (1.6, (POSTER,))],
            [(0.0, BINH), (1.6, POSTER)],
            id="a poster that stays when the person has left",
        ),
        pytest.param(
            [(0.0, (BINH, HUONG)), (0.1, (BINH, HUONG))],
            [(0.0, CROWD), (0.1, CROWD)],
            id="two persons at once: nobody",
        ),
        pytest.param(
            [(0.0, (BINH, HUONG)), (0.1, (BINH,)), (0.6, (HUONG,))],
            [(0.0, CROWD), (0.1, CROWD), (0.6, CROWD)],
            id="two persons, one of them unread for a moment",
        ),
        pytest.param(
            [(0.0, (BINH, HUONG)), (0.8, (HUONG,))],
            [(0.0, CROWD), (0.8, HUONG)],
            id="two persons, one puts the card away",
        ),
        pytest.param(
            [(0.0, (BINH, BINH_PERSONAL)), (0.1, (BINH_PERSONAL, BINH))],
            [(0.0, BINH)],
            id="two documents of one person are one scan",
        ),
        pytest.param([(0.0, (THUY_1, THUY_2))], [(0.0, CROWD)], id="twins are two people"),
        pytest.param(
            [(0.0, (THUY_1, NAMESAKE))], [(0.0, CROWD)], id="two numbers of one kind are two people"
        ),
        pytest.param(
            [(0.0, (BINH,)), (0.1, (BINH, HUONG))],
            [(0.0, BINH), (0.1, HUONG)],
            id="somebody already recorded is no crowd",
        ),
    ],
)
def test_rules(
    moments: list[tuple[float, tuple[str, ...]]], expected: list[tuple[float, str]]
) -> None:
    assert play(*moments) == expected


@pytest.mark.parametrize(
    ("moments", "expected"),
    [
        pytest.param([(0.0, (LINEAR,)), (2.0, ())], [], id="one read"),
        pytest.param(
            [(0.0, (LINEAR,)), (0.1, (LINEAR,)), (0.5, (LINEAR,))],
            [(0.5, LINEAR)],
            id="two equal reads",
        ),
        pytest.param(
            [(0.0, (LINEAR,)), (0.1, ("4797999999907",)), (0.5, ()), (1.0, ())], [], id="unequal"
        ),
        pytest.param([(0.0, (LINEAR,)), (1.5, (LINEAR,)), (2.0, ())], [], id="too far apart"),
    ],
)
def test_a_linear_code_needs_two_equal_reads(
    moments: list[tuple[float, tuple[str, ...]]], expected: list[tuple[float, str]]
) -> None:
    assert play(*moments, form="EAN13") == expected


def test_a_guessed_text_never_stands_for_a_person() -> None:
    debouncer = ScanDebouncer(parse_credential)
    assert debouncer.see([code(BINH, is_guessed=True)], 0.0) is None
    assert debouncer.see([code(HUONG)], 0.1) == code(HUONG)


def test_one_mute_for_all_devices_of_a_lane() -> None:
    debouncer = ScanDebouncer(parse_credential)
    assert debouncer.hear(BINH, 0.0)
    assert not debouncer.hear(BINH, 0.5)
    assert debouncer.see([code(BINH)], 1.0) is None
    assert not debouncer.hear(BINH, 3.9)
    assert debouncer.hear(BINH, 7.0)


def test_a_scan_that_nobody_took_is_offered_again() -> None:
    debouncer = ScanDebouncer(parse_credential)
    assert debouncer.see([code(BINH)], 0.0) is not None
    debouncer.forget(BINH)
    assert debouncer.see([code(BINH)], 0.1) is not None
