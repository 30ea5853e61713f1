"""The venue's poster in A4: what to do at the gate, in pictures and both languages.

Its code is the venue's own link, larger than a hand; a venue without a link has pictures alone,
which tell what to hold before the camera.
"""

from __future__ import annotations

from typing import Final

from kiosk.base.dataclass import dataclass
from kiosk.documents.pdf.pages import (
    DIM,
    INK,
    JADE,
    SOFT,
    WHITE,
    Align,
    Pages,
    Type,
    Weight,
    fitted,
    fitting,
)
from kiosk.domain.venue import Venue

CODE_MM: Final = 152.0
"""Side of the code without its quiet zone: 15 cm, and what a printer's *fit to page* takes."""
_LEAST_VERSION: Final = 6
"""Of the code, 41 modules: with fewer its quiet zone would reach into the words."""
_HEAD_MM: Final = 26.6
_FOOT_MM: Final = 18.8
_SIDE_MM: Final = 11.8
_LOGO_MM: Final = (36.0, 18.0)
"""The most that a logo is wide and high: the shape to which it was made small."""
_LOGO_EDGE_MM: Final = 1.6
_LOGO_GAP_MM: Final = 6.0


@dataclass(frozen=True, slots=True)
class _Step:
    """One picture, and what is to be done, in both languages."""

    icon: str
    words: tuple[str, ...]
    """Line by line."""
    english: tuple[str, ...]


_TITLE: Final = ("Quét khi đến và khi ra về", "Scan when you arrive and when you leave")
_PHONE_STEPS: Final = (
    _Step(
        "phone-scan",
        ("Mở camera điện thoại,", "quét mã này"),
        ("Open your phone’s camera", "and scan this code"),
    ),
    _Step(
        "phone-form",
        ("Khai báo y tế", "trên điện thoại"),
        ("Fill in the health declaration", "on your phone"),
    ),
    _Step(
        "depart",
        ("Khi ra về,", "quét lại mã này"),
        ("When you leave,", "scan this code again"),
    ),
)
_CARD_STEPS: Final = (
    _Step(
        "citizen",
        ("Đưa thẻ hoặc mã QR", "trước camera"),
        ("Hold your card or QR code", "up to the camera"),
    ),
    _Step(
        "check",
        ("Chờ màn hình báo", "đã ghi nhận"),
        ("Wait until the screen", "says recorded"),
    ),
    _Step("depart", ("Khi ra về, quét lại",), ("Scan again when you leave",)),
)
_NO_PHONE: Final = ("Không có điện thoại thông minh?", "No smartphone?")
_NO_CARD: Final = ("Không có thẻ hoặc mã?", "No card or code?")
_DESK: Final = ("Mời sang bàn hỗ trợ.", "Please come to the help desk.")
_PLACE: Final = "Điểm kiểm dịch · Checkpoint"
_QUESTIONS: Final = "Questions"


def poster_pdf(venue: Venue, copies: int = 1, logo: bytes = b"") -> tuple[bytes, int]:
    """So many equal pages of A4, and how many they are.

    `logo` is what `prepare_logo` made, empty for none; one that cannot be drawn is left out.
    """
    with Pages(f"{_TITLE[0]} · {venue.name}") as pages:
        for copy in range(copies):
            if copy:
                pages.turn()
            _draw_head(pages, venue, logo)
            if venue.link:
                _draw_code(pages, venue.link)
                _draw_foot(pages, venue, _NO_PHONE)
            else:
                _draw_pictures(pages)
                _draw_foot(pages, venue, _NO_CARD)
        return pages.finish(), pages.count


def _draw_head(pages: Pages, venue: Venue, logo: bytes) -> None:
    """Whose gate it is, and the one thing to do."""
    pages.fill(0, 0, pages.width_mm, _HEAD_MM, JADE)
    left = _SIDE_MM + _draw_logo(pages, logo)
    room = pages.width_mm - left - _SIDE_MM
    middle = left + room / 2
    place = " · ".join(part for part in (_PLACE, venue.gate.strip()) if part)
    font, lines = fitting(venue.name, Weight.EXTRA_BOLD, (32, 26, 22), room, 1)
    if len(lines) > 1:
        font, lines = fitting(venue.name, Weight.EXTRA_BOLD, (17, 15, 13, 11), room, 2)
    small, place_lines = fitting(place, Weight.MEDIUM, (14, 11, 9), room, 1)
    step, gap = font.line_mm * 0.9, 4.0
    block = font.cap_mm + (len(lines) - 1) * step + gap + small.cap_mm
    # In the middle of the band, a little lower for the accents above the capitals.
    baseline = (_HEAD_MM - block) / 2 + font.cap_mm + 0.9
    pages.lines(middle, baseline, lines, font, WHITE, Align.CENTRE, step)
    baseline += (len(lines) - 1) * step + gap + small.cap_mm
    pages.text(middle, baseline, place_lines[0], small, WHITE, Align.CENTRE)
    title, english = Type(Weight.EXTRA_BOLD, 23), Type(Weight.MEDIUM, 14)
    pages.text(pages.width_mm / 2, 37.0, _TITLE[0], title, INK, Align.CENTRE)
    pages.text(pages.width_mm / 2, 43.4, _TITLE[1], english, SOFT, Align.CENTRE)


def _draw_logo(pages: Pages, logo: bytes) -> float:
    """On white, at the left of the band; how much of the band's width it takes."""
    size = fitted(logo, _LOGO_MM)
    if size is None:
        return 0.0
    width, height = size
    field = width + 2 * _LOGO_EDGE_MM
    top = (_HEAD_MM - _LOGO_MM[1]) / 2
    pages.fill(_SIDE_MM, top - _LOGO_EDGE_MM, field, _LOGO_MM[1] + 2 * _LOGO_EDGE_MM, WHITE)
    centred = top + (_LOGO_MM[1] - height) / 2
    pages.picture(logo, _SIDE_MM + _LOGO_EDGE_MM, centred, width, height)
    return field + _LOGO_GAP_MM


def _draw_code(pages: Pages, link: str) -> None:
    """The code, and under it what to do with a phone."""
    pages.code((pages.width_mm - CODE_MM) / 2, 59.6, CODE_MM, link, _LEAST_VERSION)
    bold, english = Type(Weight.BOLD, 15), Type(Weight.MEDIUM, 11)
    column = (pages.width_mm - 2 * 8.0) / 3
    for place, step in enumerate(_PHONE_STEPS):
        middle = 8.0 + (place + 0.5) * column
        _draw_number(pages, middle - 11.5, 231.0, 4.4, place + 1)
        pages.icon(step.icon, middle - 8.0, 227.4, 22.0)
        below = pages.lines(middle, 256.6, step.words, bold, INK, Align.CENTRE)
        pages.lines(middle, below - 1.2, step.english, english, SOFT, Align.CENTRE)


def _draw_pictures(pages: Pages) -> None:
    """What to do with a card, large enough to be seen from the street."""
    bold, english = Type(Weight.EXTRA_BOLD, 26), Type(Weight.MEDIUM, 17)
    for place, step in enumerate(_CARD_STEPS):
        top = 58.0 + place * 73.0
        _draw_number(pages, 24.0, top + 9.0, 7.4, place + 1)
        pages.icon(step.icon, 36.0, top, 54.0)
        height = len(step.words) * bold.line_mm + len(step.english) * english.line_mm
        baseline = top + 27.0 - height / 2 + bold.line_mm * 0.75
        below = pages.lines(102.0, baseline, step.words, bold)
        pages.lines(102.0, below - 2.5, step.english, english, SOFT)


def _draw_number(pages: Pages, x: float, y: float, radius: float, number: int) -> None:
    font = Type(Weight.BOLD, radius * 3.4)
    pages.disc(x, y, radius, JADE)
    pages.text(x, y + font.cap_mm / 2, str(number), font, WHITE, Align.CENTRE)


def _draw_foot(pages: Pages, venue: Venue, asked: tuple[str, str]) -> None:
    """What to do without, and whom to call."""
    top = pages.height_mm - _FOOT_MM
    pages.fill(0, top, pages.width_mm, _FOOT_MM, DIM)
    plain, bold, english = Type(Weight.MEDIUM, 14), Type(Weight.BOLD, 14), Type(Weight.MEDIUM, 11)
    question, answer = f"{asked[0]} ", _DESK[0]
    pages.text(_SIDE_MM, top + 8.4, question, plain)
    after = _SIDE_MM + plain.width_mm(question)
    pages.text(after, top + 8.4, answer, bold)
    pages.text(_SIDE_MM, top + 14.0, f"{asked[1]} {_DESK[1]}", english, SOFT)
    if not venue.hotlines:
        return
    hotline = venue.hotlines[0]
    told = hotline.mobile or hotline.landline
    room = pages.width_mm - 2 * _SIDE_MM - plain.width_mm(question) - bold.width_mm(answer) - 16.0
    number, _ = fitting(told, Weight.BOLD, (19, 17, 15, 13), room, 1)
    label, lines = fitting(f"{hotline.label} · {_QUESTIONS}", Weight.MEDIUM, (11, 9, 8), room, 1)
    if len(lines) > 1:
        label, lines = fitting(hotline.label, Weight.MEDIUM, (9, 8, 7, 6), room, 2)
    left = pages.width_mm - _SIDE_MM - max(map(label.width_mm, lines), default=0.0)
    left = min(left, pages.width_mm - _SIDE_MM - number.width_mm(told))
    pages.icon("phone", left - 9.0, top + 6.2, 7.0, INK)
    above = top + 7.6 - (len(lines) - 1) * label.line_mm * 0.5
    pages.lines(left, above, lines, label, SOFT, step_mm=label.line_mm * 0.9)
    pages.text(left, top + 15.0 if len(lines) > 1 else top + 14.4, told, number)
