"""A code by SMS on a page: its keys, and the seconds until another may be asked for."""

from __future__ import annotations

from kiosk.domain.desk.code_entry import CodeEntry
from kiosk.domain.desk.hub_questions import CheckCode
from kiosk.domain.station.effects import StartTimer, TimerName
from kiosk.domain.station.page import Moment
from kiosk.domain.station.pages.card_number import DraftCleared, KeyErased, KeyTyped

_SECOND_S = 1.0

CodeKey = KeyTyped | KeyErased | DraftCleared


def type_code(code: CodeEntry, key: CodeKey) -> tuple[CodeEntry, tuple[CheckCode, ...]]:
    """The code after a key, and the question whether it is right, once it is whole."""
    if isinstance(key, KeyErased):
        return code.erased(), ()
    if isinstance(key, DraftCleared):
        return code.cleared(), ()
    typed = code.typed(key.key)
    is_whole = typed.is_checking and not code.is_checking
    return typed, (CheckCode(typed.challenge, typed.digits),) if is_whole else ()


def next_second(code: CodeEntry, moment: Moment) -> tuple[StartTimer, ...]:
    """The page's timer for the next second, while there are any."""
    if not code.resend_s:
        return ()
    return (StartTimer(TimerName.DESK_PAGE, moment.key, _SECOND_S),)
