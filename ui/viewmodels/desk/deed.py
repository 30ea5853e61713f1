"""What staff just did, as the bar of *Hoàn tác* says it."""

from __future__ import annotations

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.acts import ActProblem
from kiosk.domain.desk.acts_on_cards import CardIssued, CardRevoked
from kiosk.domain.desk.acts_on_cases import CaseClosed
from kiosk.domain.desk.acts_on_people import (
    Added,
    DataAsked,
    Discharged,
    Edited,
    KindSet,
    Linked,
    Parted,
)
from kiosk.domain.desk.acts_on_requests import RequestClosed
from kiosk.domain.desk.acts_on_visits import Checked, Corrected, Replaced, Reprinted, Settled
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.reports import ReceiptPrinted
from kiosk.domain.reason import Reason
from kiosk.domain.station.deed import Deed, DeedStep, Told
from kiosk.domain.visits.decision import Direction, PrintState
from ui.i18n import QT_TRANSLATE_NOOP, Words
from ui.messages.acts import ACT_PROBLEMS, DESK_PROBLEMS, OUTCOMES
from ui.messages.evacuation import unprinted_text
from ui.messages.model import ScreenTone, say
from ui.messages.people import KINDS
from ui.messages.reasons import REASONS
from ui.viewmodels.desk.shown import clock_of
from ui.viewmodels.view import View


@dataclass(frozen=True, slots=True)
class DeedProps:
    """Everything the bar shows."""

    is_shown: bool = False
    tone: str = ScreenTone.ARRIVAL.value
    icon: str = "check"
    text: str = ""
    more: str = ""
    """Smaller, behind it."""
    can_undo: bool = False
    seconds: float = 0.0
    token: int = 0


def derive_deed(view: View) -> DeedProps:
    """The bar at this moment."""
    desk, words = view.window.desk, view.words
    deed = desk.deed
    if deed is None:
        return DeedProps()
    text, more = _said(deed, view)
    is_failed = deed.step is DeedStep.FAILED or _is_paper_missing(deed)
    tone = ScreenTone.ATTENTION if is_failed else _tone(deed)
    return DeedProps(
        is_shown=True,
        tone=tone.value,
        icon="warning" if is_failed else "check",
        text=text or words.translate("Screens", "Đã ghi nhận"),
        more=more,
        can_undo=deed.can_undo,
        seconds=deed.seconds,
        token=desk.deed_token,
    )


def _is_paper_missing(deed: Deed) -> bool:
    """Whether staff have to see to a slip of it."""
    is_done = deed.step is DeedStep.DONE
    return is_done and deed.print_state in (PrintState.FAILED, PrintState.UNKNOWN)


def _tone(deed: Deed) -> ScreenTone:
    is_out = isinstance(deed.answer, Checked) and any(
        one.direction is Direction.DEPARTURE for one in deed.answer.persons
    )
    is_taken = deed.step is DeedStep.TAKEN_BACK
    return ScreenTone.DEPARTURE if is_out and not is_taken else ScreenTone.ARRIVAL


def _said(deed: Deed, view: View) -> tuple[str, str]:
    words = view.words
    match deed.step:
        case DeedStep.FAILED:
            return words.translate("Screens", "Chưa làm được"), problem_said(deed.problem, words)
        case DeedStep.TAKING_BACK:
            return words.translate("Screens", "Đang hoàn tác"), ""
        case DeedStep.TAKEN_BACK:
            return words.translate("Screens", "Đã hoàn tác"), ""
    return _done(deed, deed.answer, view) if deed.answer is not None else ("", "")


def problem_said(problem: ActProblem | DeskProblem | Reason | None, words: Words) -> str:
    """Why something came to nothing; empty where nothing did."""
    match problem:
        case ActProblem():
            return say(words, ACT_PROBLEMS[problem])
        case DeskProblem():
            return say(words, DESK_PROBLEMS[problem])
        case Reason():
            return say(words, REASONS[problem].staff_hint)
    return ""


def _done(deed: Deed, answer: Told, view: View) -> tuple[str, str]:
    words = view.words
    match answer:
        case CaseClosed(_, outcome):
            ended = words.translate("Screens", "Đã ghi: {outcome}.")
            return ended.format(outcome=say(words, OUTCOMES[outcome])), ""
        case Checked():
            return _checked(deed, answer, view)
        case Corrected(_, None):
            return words.translate("Screens", "Lượt này không còn được tính"), ""
        case Corrected(_, direction):
            word = direction_word(direction or Direction.ARRIVAL, words)
            return words.translate("Screens", "Đã đổi thành {word}").format(word=word), ""
        case Reprinted(jobs):
            text = words.tr("Đang in lại %n phiếu", "", len(jobs))
            return _with_paper(deed, text, words)
        case Replaced():
            new, more = _with_paper(deed, words.translate("Screens", "Đang in phiếu mới"), words)
            return new, more or words.translate("Screens", "Phiếu cũ không dùng được nữa.")
        case CardIssued(_, until, has_replaced):
            day = words.date(until.astimezone(view.setup.venue.time_zone))
            text = words.translate("Screens", "Đang in thẻ, dùng đến {day}").format(day=day)
            new, more = _with_paper(deed, text, words)
            old = words.translate("Screens", "Thẻ cũ không dùng được nữa.")
            return new, more or (old if has_replaced else "")
        case CardRevoked():
            return words.translate("Screens", "Thẻ không dùng được nữa"), ""
        case Settled():
            return words.translate("Screens", "Đã xác minh"), ""
        case Edited():
            return words.translate("Screens", "Đã lưu thông tin"), ""
        case Added():
            return words.translate("Screens", "Đã thêm người dùng số này"), ""
        case Linked():
            return words.translate("Screens", "Đã gộp hồ sơ"), ""
        case Parted():
            return words.translate("Screens", "Đã tách hồ sơ"), ""
        case KindSet(_, kind, _):
            return say(words, KINDS[kind]), words.translate("Screens", "đã đổi loại khách")
        case Discharged():
            return words.translate("Screens", "Đã ghi nhận xuất viện"), ""
        case DataAsked(_, answer_by):
            day = words.date(answer_by.astimezone(view.setup.venue.time_zone))
            by = words.translate("Screens", "trả lời trước {day}").format(day=day)
            return words.translate("Screens", "Đã ghi nhận yêu cầu"), by
        case RequestClosed(_, _, True):
            return words.translate("Screens", "Đã thực hiện yêu cầu"), ""
        case RequestClosed():
            return words.translate("Screens", "Đã từ chối yêu cầu"), ""
        case ReceiptPrinted():
            return words.translate("Screens", "Phiếu tiếp nhận"), unprinted_text(answer, words)


def direction_word(direction: Direction, words: Words) -> str:
    """ĐẾN or ĐI."""
    if direction is Direction.ARRIVAL:
        return words.translate("Screens", "ĐẾN")
    return words.translate("Screens", "ĐI")


_PAPER = {
    PrintState.PENDING: QT_TRANSLATE_NOOP("Screens", "đang in phiếu"),
    PrintState.PRINTED: QT_TRANSLATE_NOOP("Screens", "đã in phiếu"),
    PrintState.FAILED: QT_TRANSLATE_NOOP("Screens", "chưa in được phiếu"),
    PrintState.UNKNOWN: QT_TRANSLATE_NOOP("Screens", "phiếu có thể chưa ra hết, xem máy in"),
}


def _with_paper(deed: Deed, under_way: str, words: Words) -> tuple[str, str]:
    """What the bar says of an act that only prints, with what there is to do."""
    match deed.print_state:
        case PrintState.PRINTED:
            return words.translate("Screens", "Đã in phiếu"), ""
        case PrintState.FAILED:
            again = words.translate("Screens", "Xem máy in, rồi chạm In lại.")
            return words.translate("Screens", "Chưa in được phiếu"), again
        case PrintState.UNKNOWN:
            again = words.translate("Screens", "Nếu phiếu chưa ra hết, chạm In lại.")
            return words.translate("Screens", "Xem máy in"), again
    return under_way, ""


def _checked(deed: Deed, answer: Checked, view: View) -> tuple[str, str]:
    words, first = view.words, answer.persons[0]
    word, clock = direction_word(first.direction, words), clock_of(first.at, view)
    count = len(answer.persons)
    if not answer.entries:
        source = words.translate("Screens", "Đã ghi nhận {word} từ lúc {clock}")
        return source.format(word=word, clock=clock), ""
    if count == 1:
        source = words.translate("Screens", "Đã ghi nhận {word} lúc {clock}")
        text = source.format(word=word, clock=clock)
    else:
        source = words.tr("Đã ghi nhận {word} %n người lúc {clock}", "", count)
        text = source.format(word=word, clock=clock)
    more = []
    if any(one.is_unverified for one in answer.persons):
        more.append(words.translate("Screens", "chờ xác minh"))
    if view.window.health.has_printer and deed.print_state is not PrintState.NONE:
        more.append(words.translate("Screens", _PAPER[deed.print_state]))
    return text, " · ".join(more)
