"""People and their numbers as the desk's pages show them: masked until a touch, whole after it."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from kiosk.base.phones import spoken_phone
from kiosk.domain.credential.model import CredentialKind
from kiosk.domain.desk.declaration_queries import DeclarationState
from kiosk.domain.people.person import Birth, Sex, short_name
from kiosk.domain.visits.presence import venue_day
from sync.protocol.asking import DeclarationStatus
from ui.i18n import QT_TRANSLATE_NOOP, Words
from ui.viewmodels.view import View

DOTS = "•"
NOTHING = "–"
"""What stands where nothing is known."""

_SHOWN_BEFORE = 3
_SHOWN_AFTER = 3
_CARD_SHOWN = 4

CREDENTIALS = {
    CredentialKind.INSURANCE_CARD.value: QT_TRANSLATE_NOOP("Screens", "Thẻ BHYT"),
    CredentialKind.CITIZEN_CARD.value: QT_TRANSLATE_NOOP("Screens", "Căn cước"),
    CredentialKind.PERSONAL_QR.value: QT_TRANSLATE_NOOP("Screens", "Mã cá nhân"),
    CredentialKind.SLIP.value: QT_TRANSLATE_NOOP("Screens", "Phiếu QR"),
    CredentialKind.PHONE_NUMBER.value: QT_TRANSLATE_NOOP("Screens", "Điện thoại"),
}
"""What an entry was made with, in a word; what has none here was seen to by staff."""

SEXES = {
    Sex.MALE: QT_TRANSLATE_NOOP("Screens", "Nam"),
    Sex.FEMALE: QT_TRANSLATE_NOOP("Screens", "Nữ"),
    Sex.OTHER: QT_TRANSLATE_NOOP("Screens", "Khác"),
}


def masked_name(full_name: str) -> str:
    """`N. T. H. Nhung`."""
    return short_name(full_name)


def whole_phone(phone: str) -> str:
    """A number as it is spoken, `0912 345 678`; a foreign one as it is stored."""
    return spoken_phone(phone) or phone


def masked_phone(phone: str) -> str:
    """`091•••678`: enough to tell two apart, too little to dial."""
    digits = whole_phone(phone).replace(" ", "")
    if len(digits) < _SHOWN_BEFORE + _SHOWN_AFTER + 1:
        return DOTS * len(digits)
    return digits[:_SHOWN_BEFORE] + DOTS * 3 + digits[-_SHOWN_AFTER:]


def masked_card(number: str) -> str:
    """`•••••• 9901`: what stands at the end of a card's number."""
    if len(number) <= _CARD_SHOWN:
        return DOTS * len(number)
    return f"{DOTS * (len(number) - _CARD_SHOWN)} {number[-_CARD_SHOWN:]}"


def year_of(birth: Birth | None) -> str:
    """The year of birth; empty where none is known."""
    return "" if birth is None else f"{birth.year:04d}"


def sex_of(sex: Sex, words: Words) -> str:
    """Nam, Nữ, Khác; empty where none is known."""
    return words.translate("Screens", SEXES[sex]) if sex in SEXES else ""


def credential_of(credential: str, words: Words) -> str:
    """What an entry was made with."""
    source = CREDENTIALS.get(credential)
    if source is None:
        return words.translate("Screens", "Bàn hỗ trợ")
    return words.translate("Screens", source)


def clock_of(at: datetime, view: View) -> str:
    """Hours and minutes at the venue."""
    return at.astimezone(view.setup.venue.time_zone).strftime("%H:%M")


def declared_said(state: DeclarationState | None, view: View) -> str:
    """How somebody's declaration stands; empty where none is asked for, or nothing is known."""
    words = view.words
    if state is None:
        return ""
    if state.is_needed:
        return words.translate("Screens", "Chưa khai hôm nay")
    if state.valid_until is None or state.status is not DeclarationStatus.VALID:
        return ""
    # The moment from which it holds no longer begins the day after the last one.
    last = state.valid_until - timedelta(minutes=1)
    day = venue_day(last, view.setup.venue.time_zone)
    until = clock_of(last, view) if day == today_of(view) else words.date(day)
    return words.translate("Screens", "Tờ khai còn hiệu lực đến {until}").format(until=until)


def today_of(view: View) -> date:
    """The present day at the venue."""
    return venue_day(view.now, view.setup.venue.time_zone)


def day_of(day: date, view: View) -> str:
    """*Hôm nay*, or the day in figures."""
    if day == today_of(view):
        return view.words.translate("Screens", "Hôm nay")
    return view.words.date(day)
