"""*Khai hộ*: what is read back, who declares, what is agreed to, and what came of it."""

from __future__ import annotations

from typing import Any

from kiosk.base.dataclass import dataclass
from kiosk.domain.declaration.draft import Draft, PhoneOf, is_minor
from kiosk.domain.declaration.read_back import read_back
from kiosk.domain.people.person import Sex
from kiosk.domain.station.pages.declare_state import Declare
from kiosk.domain.station.pages.declare_touches import DeclareStep
from sync.protocol.declaration_bodies import Relation
from ui.i18n import Words
from ui.messages.declaring import GUARDIANS, PROXIES, RELATIONS
from ui.messages.model import say
from ui.viewmodels.desk.declare_person import birth_said, relation_of
from ui.viewmodels.desk.read_blocks import blocks_of
from ui.viewmodels.desk.shown import NOTHING, clock_of, sex_of, whole_phone
from ui.viewmodels.view import View


@dataclass(frozen=True, slots=True)
class ReadBackLines:
    """Some lines that are read back together."""

    key: str
    step: str
    """The page that *Sửa* leads to."""
    rows: tuple[dict[str, str], ...]
    """Label and text of each."""


def name_of(draft: Draft, words: Words) -> str:
    """The name, or that a baby has none yet."""
    if draft.is_unnamed:
        return words.translate("Screens", "Chưa đặt tên")
    return draft.details.full_name


def about(draft: Draft, words: Words) -> str:
    """`1956 · Nữ`."""
    parts = (birth_said(draft.born, words), sex_of(draft.sex, words))
    return " · ".join(filter(None, parts))


def phone_said(draft: Draft, words: Words) -> str:
    """The number and whose it is, or that there is none."""
    if draft.phone_of is PhoneOf.NONE:
        return words.translate("Screens", "Không có điện thoại")
    number = whole_phone(draft.reached_by)
    relation = relation_of(draft, words)
    return f"{number} ({relation})" if relation else number


def derive_confirm(state: Declare, view: View) -> dict[str, Any]:
    """The last page before it is sent."""
    words, draft, setup = view.words, state.draft, state.setup
    if setup is None:
        return {"proxies": [], "needsConsent": False, "notice": "", "consent": ""}
    notice = setup.notices[words.language]
    is_child = is_minor(draft, setup.today)
    proxies = GUARDIANS if is_child else PROXIES
    return {
        "isSelf": draft.relation is Relation.SELF,
        "isProxy": draft.relation not in (None, Relation.SELF),
        "selfText": say(words, RELATIONS[Relation.SELF]),
        "proxies": [
            {
                "key": relation.value,
                "text": say(words, RELATIONS[relation]),
                "isChosen": draft.relation is relation,
            }
            for relation in proxies
        ],
        "staff": _staff(view),
        "needsConsent": notice.needs_consent,
        "hasConsent": draft.has_consent,
        "consent": _consent(draft, words, is_child=is_child),
        "notice": notice.text,
    }


def derive_done(state: Declare, view: View) -> dict[str, Any]:
    """What came of it: the arrival and its slip, or the number of the case."""
    words, sent = view.words, state.sent
    if sent is None:
        return {"isHeld": False, "title": "", "text": "", "more": ""}
    name = name_of(state.draft, words)
    if sent.case_number is not None:
        title = words.translate("Screens", "Mời sang bàn hỗ trợ · Số {number}")
        text = words.translate("Screens", "{name} chưa được ghi nhận đến: xem mục Cần hỗ trợ.")
        return {
            "isHeld": True,
            "title": title.format(number=sent.case_number),
            "text": text.format(name=name),
            "more": "",
        }
    checked = sent.checked
    more = ""
    if checked is None:
        text = words.translate("Screens", "{name} đã có mặt bên trong.")
    elif checked.is_repeat:
        text = words.translate("Screens", "{name} đã ghi nhận đến lúc {clock}")
    else:
        text = words.translate("Screens", "{name} · ĐẾN {clock}")
        if checked.print_job:
            more = words.translate("Screens", "Đang in phiếu QR")
    clock = "" if checked is None else clock_of(checked.at, view)
    return {
        "isHeld": False,
        "title": words.translate("Screens", "Đã gửi tờ khai"),
        "text": text.format(name=name, clock=clock),
        "more": more,
    }


def derive_read_back(state: Declare, words: Words) -> tuple[ReadBackLines, ...]:
    """Person, address and answers, each with the page that its *Sửa* leads to; of a long form
    several blocks of answers, so that those on show alone are made."""
    draft, setup = state.draft, state.setup
    if setup is None:
        return ()
    tr = words.translate
    person = [
        (tr("Screens", "Họ và tên"), name_of(draft, words)),
        (tr("Screens", "Năm sinh"), about(draft, words)),
        (tr("Screens", "Điện thoại"), phone_said(draft, words)),
    ]
    address = [(tr("Screens", "Nơi ở"), str(draft.address) or NOTHING)]
    health = read_back(setup.form, draft.answers, words.language)
    rows = {
        DeclareStep.PERSON: person,
        DeclareStep.ADDRESS: address,
        DeclareStep.HEALTH: [(line.label, line.answer) for line in health],
    }
    return tuple(
        ReadBackLines(
            f"{step.value}-{place}",
            step.value,
            tuple({"label": label, "text": text} for label, text in block),
        )
        for step, lines in rows.items()
        for place, block in enumerate(blocks_of(lines))
    )


def _staff(view: View) -> str:
    """`Lê Thị Mai · 23/11/2026 08:31`: who writes it down, and when."""
    staff = view.window.desk.staff
    day = view.words.date(view.now.astimezone(view.setup.venue.time_zone).date())
    name = "" if staff is None else staff.name
    return " · ".join(filter(None, (name, f"{day} {clock_of(view.now, view)}")))


def _consent(draft: Draft, words: Words, *, is_child: bool) -> str:
    """What whoever agrees has heard; of a child its legal representative does."""
    name = name_of(draft, words)
    if is_child:
        source = words.translate("Screens", "Người đại diện của {name} đã nghe đọc lại và đồng ý")
    elif draft.sex is Sex.FEMALE:
        source = words.translate("Screens", "Bà {name} đã nghe đọc lại và đồng ý")
    elif draft.sex is Sex.MALE:
        source = words.translate("Screens", "Ông {name} đã nghe đọc lại và đồng ý")
    else:
        source = words.translate("Screens", "{name} đã nghe đọc lại và đồng ý")
    return source.format(name=name)
