"""What an arrival at the desk may rest on: a code by SMS, or a reason of staff."""

from __future__ import annotations

from kiosk.base.phones import normalise_phone
from kiosk.domain.desk.acts_on_visits import ConfirmReason
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.station.health import NetworkState
from ui.i18n import Words
from ui.messages.model import say
from ui.messages.people import CONFIRM_REASONS
from ui.viewmodels.desk.choices import Choice, Choices
from ui.viewmodels.desk.shown import masked_phone
from ui.viewmodels.view import View

CODE = "code"
"""The choice to have a code sent; all others are reasons."""
_OF_A_PHONE = frozenset(
    {
        ConfirmReason.NO_CODE_CAME,
        ConfirmReason.NO_NETWORK,
        ConfirmReason.PHONE_NOT_HERE,
        ConfirmReason.PHONE_OF_RELATIVE,
    }
)
"""Reasons that speak of a phone there is."""


def proof_choices(phone: str, view: View, problem: DeskProblem | None = None) -> Choices:
    """The choices for somebody with this phone (E.164 or empty); `problem` is why the last code
    was not sent."""
    words = view.words
    wanted = {one for one in ConfirmReason if (one in _OF_A_PHONE) == bool(phone)} | {
        ConfirmReason.DOCUMENT_SEEN,
        ConfirmReason.KNOWN_TO_STAFF,
    }
    reasons = tuple(
        Choice(reason.value, say(words, text))
        for reason, text in CONFIRM_REASONS.items()
        if reason in wanted
    )
    can_be_sent = normalise_phone(phone) is not None and _has_hub(view)
    # What was not sent a moment ago is not offered anew at once.
    code = (_code(phone, view),) if can_be_sent and problem is None else ()
    return Choices(
        title=words.translate("Screens", "Xác nhận người đến"),
        text=not_sent(problem, words) if problem is not None else "",
        choices=code + reasons,
        hint=words.translate("Screens", "Nhân viên xác nhận, chờ xác minh:"),
    )


def _has_hub(view: View) -> bool:
    return view.window.health.network is not NetworkState.NOT_ENROLLED


def _code(phone: str, view: View) -> Choice:
    words = view.words
    if view.window.health.network is not NetworkState.ONLINE:
        text = words.translate("Screens", "Mất mạng, chưa gửi được mã")
        return Choice(CODE, text, "wifi-off", is_wide=True, can_choose=False)
    text = words.translate("Screens", "Gửi mã OTP đến {phone}").format(phone=masked_phone(phone))
    return Choice(CODE, text, "mobile", is_wide=True, is_primary=True)


def not_sent(problem: DeskProblem, words: Words) -> str:
    """Why a code was not sent, or not checked."""
    match problem:
        case DeskProblem.SLOW_DOWN:
            return words.translate("Screens", "Đã gửi nhiều mã, hoặc chưa có nơi gửi.")
        case DeskProblem.REFUSED:
            return words.translate("Screens", "Không gửi được mã đến số này.")
    return words.translate("Screens", "Chưa liên lạc được với máy chủ.")
