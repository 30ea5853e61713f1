"""What is printed on slips and wallet cards, in both languages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from kiosk.base.dataclass import dataclass
from kiosk.domain.visits.decision import Direction


@dataclass(frozen=True, slots=True)
class SlipWords:
    """The printed words of one language."""

    badges: dict[Direction, str]
    hotline: str
    instruction: tuple[tuple[str, ...], tuple[str, ...]]
    """The one sentence that says what to do with the slip, in lines for wide and narrow paper."""
    valid_until: str
    valid_value: Callable[[datetime], str]
    date: Callable[[datetime], str]
    reprint: str


_MONTHS: Final = tuple("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split())  # noqa: SIM905


def _english_date(at: datetime) -> str:
    return f"{at.day} {_MONTHS[at.month - 1]} {at.year}"


SLIP_WORDS: Final = {
    "vi": SlipWords(
        badges={Direction.ARRIVAL: "ĐẾN", Direction.DEPARTURE: "ĐI"},
        hotline="Hỏi đáp",
        instruction=(
            ("Khi ra về, xin đưa", "mã này trước camera."),
            ("Khi ra về,", "xin đưa mã này", "trước camera."),
        ),
        valid_until="Có giá trị đến",
        valid_value=lambda at: f"{at:%H:%M} ngày {at:%d/%m/%Y}",
        date=lambda at: f"{at:%d/%m/%Y}",
        reprint="In lại lần {count}",
    ),
    "en": SlipWords(
        badges={Direction.ARRIVAL: "ARRIVAL", Direction.DEPARTURE: "DEPARTURE"},
        hotline="Hotline",
        instruction=(
            ("When you leave, show", "this code to the camera."),
            ("When you leave,", "show this code", "to the camera."),
        ),
        valid_until="Valid until",
        valid_value=lambda at: f"{at:%H:%M}, {_english_date(at)}",
        date=_english_date,
        reprint="Reprint {count}",
    ),
}
