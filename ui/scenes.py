"""Every page and every variant of one, as scenes that a showcase is set to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

from kiosk.base.errors import StorageFaultKind
from kiosk.domain.credential.card_number import CardDocument
from kiosk.domain.events import (
    CameraLooked,
    CaseOpened,
    CodeSeen,
    CodeUnread,
    EnrolmentEnded,
    HintGiven,
    InvitationRead,
    NoticesChanged,
    PrintFinished,
    ScanTaken,
)
from kiosk.domain.notice import Notice
from kiosk.domain.people.person import PersonDetails
from kiosk.domain.reason import Reason
from kiosk.domain.scanning.camera_check import CodeView, Look
from kiosk.domain.scanning.hint import Hint
from kiosk.domain.station.desk import DeskTouch, PageWanted, StaffSignedIn
from kiosk.domain.station.effects import TimerName
from kiosk.domain.station.enrolment import EnrolmentEnd, EnrolmentProblem
from kiosk.domain.station.gate import StaffCalled
from kiosk.domain.station.health import Health
from kiosk.domain.station.pages.card_number import (
    CardDraft,
    DocumentChosen,
    KeyTyped,
    PadTurned,
)
from kiosk.domain.station.staff_check import Corner
from kiosk.domain.station.touches import (
    CameraSetupOpened,
    CornerHeld,
    DeskScreenChanged,
    EnrolmentConfirmed,
)
from kiosk.domain.visits.decision import (
    Admit,
    AlreadyRecorded,
    AskLeaving,
    AwaitsRoom,
    Decision,
    Direction,
    LaneName,
    NeedsDeclaration,
    NotRecorded,
    PrintState,
    Refuse,
    Support,
    WrongCode,
)
from sync.protocol.enrolment import Invitation
from ui.messages.model import ScreenTone
from ui.messages.reasons import REASONS
from ui.scenes_accounts import ACCOUNT_SCENES
from ui.scenes_declare_for import DECLARE_FOR
from ui.scenes_declaring import DECLARING_SCENES
from ui.scenes_of_health import HEALTH_SCENES
from ui.scenes_of_lists import LIST_SCENES
from ui.scenes_of_support import SUPPORT_SCENES
from ui.scenes_people import SCENES as PEOPLE
from ui.scenes_policy import POLICY_SCENES
from ui.scenes_printer import PRINTER_SCENES
from ui.scenes_public import PUBLIC_SCENES
from ui.scenes_reports import SCENES as REPORTS
from ui.scenes_requests import REQUEST_SCENES
from ui.scenes_sign_in import SCENES as SIGN_IN
from ui.scenes_venue import VENUE_SCENES
from ui.showcase import AT, CASE_NUMBER, JOB, OFFLINE, Showcase, demo_session, spin

_CITIZEN = DocumentChosen(CardDocument.CITIZEN)
_SLIP = DocumentChosen(CardDocument.SLIP)


def _busy(showcase: Showcase) -> None:
    showcase.take(ScanTaken(LaneName.GATE))
    # What the timer would do after 300 ms.
    showcase.fire(TimerName.LATE)


def _enrolment(
    showcase: Showcase, is_confirmed: bool = False, end: EnrolmentEnd | None = None
) -> None:
    """A hub's code was held before the camera."""
    url = "https://diem-kiem-dich.example/hub"
    showcase.take(InvitationRead(Invitation(url, "K7P2MQ4T9X", "0" * 32)))
    if is_confirmed:
        showcase.take(EnrolmentConfirmed())
    if end is not None:
        showcase.take(EnrolmentEnded(end))


def _announce(showcase: Showcase, *texts: tuple[str, str]) -> None:
    """The hub announces these, in Vietnamese and English."""
    hour = timedelta(hours=1)
    notices = (
        Notice(str(number), vi, en, AT - hour, AT + hour) for number, (vi, en) in enumerate(texts)
    )
    showcase.take(NoticesChanged(tuple(notices)))


_SHORT_NEWS = ("Hôm nay đóng cửa lúc 15:00.", "Closing at 15:00 today.")
_NEWS = (
    "Từ 13:00 đến 15:00 hôm nay, xin mời đi lối cổng B: lối vào chính đang sửa chữa.",
    "From 13:00 to 15:00 today please use gate B: the main entrance is being repaired.",
)
_LONGEST_NEWS = (_NEWS[0] + 3 * (" " + _NEWS[0]), _NEWS[1] + 3 * (" " + _NEWS[1]))


def _camera_setup(showcase: Showcase, *looks: Look) -> None:
    """The camera page after twenty seconds of these looks, each in turn."""
    showcase.take(CameraSetupOpened(), CornerHeld(Corner.LEFT), CornerHeld(Corner.RIGHT))
    for look in looks:
        for _ in range(100):
            showcase.clock.advance(0.2)
            showcase.take(CameraLooked(LaneName.GATE, look))


_SHARP = CodeView(
    px_per_module=2.6, edge_px=2.3, bright=205.0, dark=40.0, glare=0.0, height_share=0.3
)
_SAMPLE_READ = Look(level=130.0, view=_SHARP, is_sample=True, is_read=True)
_SAMPLE_FAR = Look(level=130.0, view=replace(_SHARP, px_per_module=1.4), is_sample=True)
_SAMPLE_SOFT = Look(
    level=60.0, view=replace(_SHARP, px_per_module=3.4, edge_px=6.5, bright=50.0), is_sample=True
)


def _printed(showcase: Showcase, state: PrintState) -> None:
    showcase.decide(Admit(Direction.ARRIVAL), prints=True)
    showcase.take(PrintFinished(JOB, state))


def _typing(showcase: Showcase, keys: str, *events: DeskTouch) -> None:
    """The number pad after these events and then these keys, a digit or capital letter each."""
    for event in (PageWanted(CardDraft()), *events, *(KeyTyped(key) for key in keys)):
        showcase.take(event)


def _typing_asks(showcase: Showcase) -> None:
    _typing(showcase, "79999")
    showcase.fire(TimerName.DESK)


def _typing_band(showcase: Showcase) -> None:
    _typing(showcase, "79999")
    showcase.decide(Admit(Direction.ARRIVAL))


def _band(showcase: Showcase) -> None:
    showcase.take(StaffSignedIn(demo_session()))
    showcase.decide(Admit(Direction.ARRIVAL))


def _band_asks(showcase: Showcase) -> None:
    showcase.take(StaffSignedIn(demo_session()))
    showcase.decide(AskLeaving(AT))


def _still_held(showcase: Showcase, result: Decision) -> None:
    """READY after a result whose code has not left the picture."""
    showcase.take(CodeSeen(LaneName.GATE, True))
    showcase.decide(result)
    showcase.fire(TimerName.GATE)


def _support_numbered(showcase: Showcase) -> None:
    showcase.take(StaffCalled(Reason.NO_CODE), CaseOpened(LaneName.GATE, CASE_NUMBER))


def _support_staffed(showcase: Showcase) -> None:
    """Staff sit at a screen of their own, so the gate's has a page and no band."""
    showcase.take(DeskScreenChanged(True), StaffSignedIn(demo_session()))
    _support_numbered(showcase)


def _band_support(showcase: Showcase) -> None:
    showcase.take(StaffSignedIn(demo_session()))
    showcase.decide(Support(Reason.UNKNOWN_NUMBER))


def _support_band(showcase: Showcase) -> None:
    _typing(showcase, "79999")
    showcase.decide(Support(Reason.UNKNOWN_NUMBER))


def _hint_scenes() -> dict[str, Callable[[Showcase], None]]:
    """One scene for each hint."""

    def scene(hint: Hint) -> Callable[[Showcase], None]:
        return lambda showcase: showcase.take(HintGiven(LaneName.GATE, hint))

    return {
        f"hint-{hint.value.replace('_', '-')}": scene(hint)
        for hint in Hint
        if hint is not Hint.NONE
    }


def _wrong_scenes() -> dict[str, Callable[[Showcase], None]]:
    """One scene for each reason that has a page of its own."""

    def scene(reason: Reason) -> Callable[[Showcase], None]:
        return lambda showcase: showcase.decide(WrongCode(reason))

    return {
        f"wrong-{reason.value.replace('_', '-')}": scene(reason)
        for reason, message in REASONS.items()
        if message.tone is ScreenTone.ATTENTION
    }


SCENES: dict[str, Callable[[Showcase], object]] = {
    "booting": lambda showcase: None,
    "ready": lambda showcase: None,
    "ready-code-seen": lambda showcase: showcase.take(CodeSeen(LaneName.GATE, True)),
    "ready-still-held": lambda showcase: _still_held(showcase, Admit(Direction.ARRIVAL)),
    "ready-still-held-wrong": lambda showcase: _still_held(
        showcase, WrongCode(Reason.PAYMENT_CODE)
    ),
    "ready-announcement": lambda showcase: _announce(showcase, _NEWS),
    "ready-announcement-short": lambda showcase: _announce(showcase, _SHORT_NEWS),
    "ready-announcement-longest": lambda showcase: _announce(showcase, _LONGEST_NEWS, _NEWS),
    "admitted-arrival": lambda showcase: showcase.decide(Admit(Direction.ARRIVAL), prints=True),
    "admitted-departure": lambda showcase: showcase.decide(Admit(Direction.DEPARTURE)),
    "admitted-printed": lambda showcase: _printed(showcase, PrintState.PRINTED),
    "admitted-print-failed": lambda showcase: _printed(showcase, PrintState.FAILED),
    "admitted-print-unknown": lambda showcase: _printed(showcase, PrintState.UNKNOWN),
    "already-recorded": lambda showcase: showcase.decide(AlreadyRecorded(Direction.ARRIVAL, AT)),
    "already-recorded-out": lambda showcase: showcase.decide(
        AlreadyRecorded(Direction.DEPARTURE, AT)
    ),
    "ask-leaving": lambda showcase: showcase.decide(AskLeaving(AT)),
    "support": lambda showcase: showcase.decide(Support(Reason.DOUBTFUL_PERSON)),
    "support-called": lambda showcase: showcase.take(StaffCalled(Reason.NO_CODE)),
    "support-numbered": _support_numbered,
    "support-staffed": _support_staffed,
    "support-band": _support_band,
    "refused": lambda showcase: showcase.decide(Refuse(Reason.WRONG_DIRECTION)),
    "needs-declaration": lambda showcase: showcase.decide(NeedsDeclaration(PersonDetails())),
    "awaits-room": lambda showcase: showcase.decide(AwaitsRoom()),
    "not-recorded": lambda showcase: showcase.decide(NotRecorded(StorageFaultKind.FULL)),
    "busy": _busy,
    "enrolment": _enrolment,
    "enrolment-working": lambda showcase: _enrolment(showcase, True),
    "enrolment-done": lambda showcase: _enrolment(
        showcase, True, EnrolmentEnd("Trung tâm Y tế Mẫu", "Cổng A")
    ),
    "enrolment-failed": lambda showcase: _enrolment(
        showcase, True, EnrolmentEnd(problem=EnrolmentProblem.WRONG_HUB)
    ),
    "staff-check": lambda showcase: showcase.take(CameraSetupOpened()),
    "staff-check-half": lambda showcase: showcase.take(
        CameraSetupOpened(), CornerHeld(Corner.LEFT)
    ),
    "camera-setup": _camera_setup,
    "camera-setup-far": lambda showcase: _camera_setup(showcase, _SAMPLE_FAR),
    "camera-setup-passed": lambda showcase: _camera_setup(showcase, _SAMPLE_READ),
    "camera-setup-failed": lambda showcase: _camera_setup(showcase, _SAMPLE_SOFT),
    "band": _band,
    "band-asks": _band_asks,
    "band-support": _band_support,
    **HEALTH_SCENES,
    **SUPPORT_SCENES,
    "ready-number-offered": lambda showcase: showcase.take(CodeUnread(LaneName.GATE, True)),
    "card-number": lambda showcase: _typing(showcase, ""),
    "card-number-whole": lambda showcase: _typing(showcase, "7999999901"),
    "card-number-letters": lambda showcase: _typing(showcase, "G", PadTurned()),
    "card-number-old": lambda showcase: _typing(showcase, "GD479799", PadTurned()),
    "card-number-too-long": lambda showcase: _typing(showcase, "79999999012"),
    "card-number-citizen": lambda showcase: _typing(showcase, "0010801", _CITIZEN),
    "card-number-strange": lambda showcase: _typing(showcase, "003080123456", _CITIZEN),
    "card-number-slip": lambda showcase: _typing(showcase, "123456789", _SLIP),
    "card-number-asks": _typing_asks,
    "card-number-band": _typing_band,
    **SIGN_IN,
    **PEOPLE,
    **DECLARE_FOR,
    **PUBLIC_SCENES,
    **DECLARING_SCENES,
    **REPORTS,
    **LIST_SCENES,
    **POLICY_SCENES,
    **ACCOUNT_SCENES,
    **REQUEST_SCENES,
    **PRINTER_SCENES,
    **VENUE_SCENES,
    **_hint_scenes(),
    **_wrong_scenes(),
}
"""Every page and every variant of one, by the name its picture gets."""


def set_scene(showcase: Showcase, name: str, health: Health = OFFLINE) -> None:
    """Let this scene stand, at a kiosk of this health unless the scene has one of its own."""
    showcase.go_home()
    showcase.health(health)
    SCENES[name](showcase)
    spin(5)


def each_scene(showcase: Showcase) -> Iterator[str]:
    """Set every scene in turn; gives its name while it stands."""
    for name, scene in SCENES.items():
        if name == "booting":
            scene(showcase)
            spin(5)
        else:
            set_scene(showcase, name)
        yield name
