"""Requests about somebody's own data, as the page says them; and its touches."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.domain.desk.acts_on_people import DataRight, IdentityProof
from kiosk.domain.desk.acts_on_requests import Corrected, OpenRequest, RequestRefusal
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.reports import ExportProblem, Target
from kiosk.domain.staff.roles import Role
from kiosk.domain.station.pages.data_requests import (
    CopyPlaceChosen,
    CorrectionChosen,
    DataRequests,
    IdentityChosen,
    RefusalChosen,
    RequestCarriedOut,
    RequestChosen,
    RequestPanelClosed,
    RequestRefused,
    RequestStep,
)
from kiosk.domain.station.touches import WindowEvent
from tests.support.views import at_desk
from ui.i18n import Words
from ui.showcase import NoActions
from ui.viewmodels.desk.data_requests import (
    DataRequestsProps,
    DataRequestsViewModel,
    derive_data_requests,
)
from ui.viewmodels.desk.shown import NOTHING
from ui.viewmodels.view import View


def due(view: View, days: int) -> datetime:
    """The end of a day, so many days from now."""
    zone = view.setup.venue.time_zone
    day = view.now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)
    return day + timedelta(days=days + 1)


def request(view: View, right: DataRight, days: int) -> OpenRequest:
    return OpenRequest(
        f"r-{right.value}",
        "p-1",
        "K. B. · •••678",
        right,
        view.now,
        due(view, days),
        "Lê Mai",
        ("p-1",),
    )


def shown(words: Words, role: Role = Role.ADMINISTRATOR, **state: object) -> View:
    view = at_desk(DataRequests(), words)
    requests = tuple(request(view, right, days) for days, right in enumerate(DataRight, start=-1))
    page = replace(DataRequests(requests=requests), **state)  # type: ignore[arg-type]
    made = at_desk(page, words)
    desk = made.window.desk
    assert desk.session is not None
    session = replace(desk.session, role=role)
    return replace(made, window=replace(made.window, desk=replace(desk, session=session)))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("vi", ["Quá hạn", "Hạn hôm nay", "Còn 1 ngày", "Còn 2 ngày"]),
        ("en", ["Overdue", "Due today", "1 day left", "2 days left"]),
    ],
)
def test_a_line_says_what_whose_since_when_and_the_days_left(
    vi: Words, en: Words, language: str, said: list[str]
) -> None:
    rows = derive_data_requests(shown(vi if language == "vi" else en, chosen="r-see")).rows
    assert [row.due for row in rows] == said
    assert [row.is_late for row in rows] == [True, True, False, False]
    assert [row.is_chosen for row in rows] == [True, False, False, False]
    assert rows[0].who == "K. B. · •••678"
    assert rows[0].title == ("Xem dữ liệu" if language == "vi" else "See the data")


def test_the_panel_offers_answers_to_an_administrator_alone(vi: Words) -> None:
    panel = derive_data_requests(shown(vi, chosen="r-erase")).panel
    assert [one.key for one in panel.choices] == ["carry_out", "refuse"]
    assert panel.text == "Lê Mai đã nhận yêu cầu."
    alone = derive_data_requests(shown(vi, Role.STAFF, chosen="r-erase")).panel
    assert (alone.choices, alone.text) == (
        (),
        "Lê Mai đã nhận yêu cầu. Quản trị viên thực hiện.",
    )
    failed = derive_data_requests(shown(vi, chosen="r-see", file_problem=ExportProblem.FULL))
    assert failed.panel.text == "Chưa ghi được tệp. Xem lại USB rồi làm lại."
    erasing = derive_data_requests(shown(vi, chosen="r-erase", step=RequestStep.IDENTITY)).panel
    assert "Không lấy lại được." in erasing.text
    assert derive_data_requests(shown(vi, chosen="r-erase", step=RequestStep.BUSY)).is_asking
    nowhere = derive_data_requests(shown(vi, chosen="r-see", step=RequestStep.PLACE)).panel
    assert "Bản sao chỉ ghi vào USB." in nowhere.text
    assert [one.key for one in nowhere.choices] == ["again"]


def test_the_panel_says_whom_an_answer_is_about_and_whom_not(vi: Words) -> None:
    view = shown(vi, chosen="r-erase")
    page = view.window.desk.top(DataRequests)
    assert page is not None
    assert page.requests is not None
    scope = {
        "also": ("K. B.",),
        "linked_since": ("T. A. · •••114", "", "E."),
        "parted_since": ("C.",),
    }
    requests = tuple(replace(one, **scope) for one in page.requests)  # type: ignore[arg-type]
    panel = derive_data_requests(shown(vi, chosen="r-erase", requests=requests)).panel
    assert panel.text.replace("\u00a0", " ") == (
        "Lê Mai đã nhận yêu cầu. Gồm cả hồ sơ K. B.."
        f" Không gồm hồ sơ gộp sau khi yêu cầu: T. A. · •••114, {NOTHING} +1."
        " Không gồm hồ sơ đã tách: C.."
    )


def test_an_empty_list_and_one_that_cannot_be_read_say_so(vi: Words) -> None:
    assert derive_data_requests(at_desk(None, vi)) == DataRequestsProps()
    empty = derive_data_requests(at_desk(DataRequests(requests=()), vi))
    assert (empty.sentence, empty.is_problem) == ("Không có yêu cầu nào đang chờ.", False)
    lost = derive_data_requests(at_desk(DataRequests(problem=DeskProblem.STORAGE), vi))
    assert lost.is_problem


def test_each_touch_becomes_an_event(app: QGuiApplication, vi: Words) -> None:
    told: list[WindowEvent] = []
    page = DataRequestsViewModel(told.append, NoActions())
    page.pick("r-see")
    stick = Target("/media/K", "K", is_stick=True)
    for step, key in (
        (RequestStep.ACTIONS, "carry_out"),
        (RequestStep.ACTIONS, "refuse"),
        (RequestStep.IDENTITY, "guardian"),
        (RequestStep.CORRECTION, "edit"),
        (RequestStep.CORRECTION, "birth"),
        (RequestStep.PLACE, "again"),
        (RequestStep.PLACE, "0"),
        (RequestStep.REASON, "not_held"),
    ):
        page.fold(shown(vi, chosen="r-see", step=step, places=(stick,)))
        page.choose(key)
    page.closePanel()
    assert told == [
        RequestChosen("r-see"),
        RequestCarriedOut(),
        RequestRefused(),
        IdentityChosen(IdentityProof.GUARDIAN),
        CorrectionChosen(None),
        CorrectionChosen(Corrected.BIRTH),
        CopyPlaceChosen(None),
        CopyPlaceChosen(0),
        RefusalChosen(RequestRefusal.NOT_HELD),
        RequestPanelClosed(),
    ]
    assert page.isAsking
    assert page.panel["title"] == "Vì sao từ chối?"
