"""The page of requests about somebody's own data, as scenes that a showcase is set to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from kiosk.domain.desk.acts_on_people import DataRight, IdentityProof
from kiosk.domain.desk.acts_on_requests import ListRequests, OpenRequest, OpenRequests
from kiosk.domain.desk.reports import FindTargets, Target, Targets
from kiosk.domain.staff.roles import Role
from kiosk.domain.station.desk import PageWanted, StaffSignedIn
from kiosk.domain.station.page import DeskAnswered
from kiosk.domain.station.pages.data_requests import (
    DataRequests,
    IdentityChosen,
    RequestCarriedOut,
    RequestChosen,
    RequestRefused,
)
from kiosk.domain.station.touches import WindowEvent
from ui.showcase import AT, Showcase, demo_session

VENUE_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_OVERDUE, _TODAY, _TOMORROW, _IN_TWO_DAYS = range(4)


STICK = Target("/media/kiosk/KINGSTON", "KINGSTON", is_stick=True)


def _request(number: int, right: DataRight, hint: str, hours: int, days: int) -> OpenRequest:
    """Asked so many hours ago, and due at the end of a day: a midnight at the venue."""
    midnight = AT.astimezone(VENUE_ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    at, due = AT - timedelta(hours=hours), midnight + timedelta(days=days)
    return OpenRequest(
        f"r-{number}", f"p-{number}", hint, right, at, due, "Lê Thị Mai", (f"p-{number}",)
    )


REQUESTS = (
    _request(1, DataRight.ERASE, "N. T. H. N. · •••678", 90, _OVERDUE),
    _request(2, DataRight.SEE, "T. V. B. · •••114", 26, _TODAY),
    _request(3, DataRight.CORRECT, "P. N. T. S. · •••902", 3, _TOMORROW),
    _request(4, DataRight.WITHDRAW, "K. B. · •••530", 1, _IN_TWO_DAYS),
)


def _open(
    showcase: Showcase,
    *events: WindowEvent,
    requests: tuple[OpenRequest, ...] = REQUESTS,
    role: Role = Role.ADMINISTRATOR,
) -> None:
    session = replace(demo_session(), name="Võ Thanh Hà", role=role)
    showcase.take(StaffSignedIn(session), PageWanted(DataRequests()))
    key = showcase.window.station.window.desk.stack[-1].key
    showcase.take(DeskAnswered(key, ListRequests(), OpenRequests(requests)), *events)


def _scope(showcase: Showcase) -> None:
    """Somebody else was linked to the person after they asked."""
    scope = replace(REQUESTS[0], also=("N. H. N. · •••678",), linked_since=("T. V. T. · •••114",))
    _open(showcase, RequestChosen("r-1"), requests=(scope, *REQUESTS[1:]))


def _place(showcase: Showcase, *sticks: Target) -> None:
    """The copy goes to a stick."""
    _open(showcase, RequestChosen("r-2"), RequestCarriedOut())
    showcase.take(IdentityChosen(IdentityProof.PHOTO_DOCUMENT))
    key = showcase.window.station.window.desk.stack[-1].key
    showcase.take(DeskAnswered(key, FindTargets(), Targets(AT.date(), sticks)))


REQUEST_SCENES: dict[str, Callable[[Showcase], None]] = {
    "data-requests": _open,
    "data-requests-empty": lambda showcase: _open(showcase, requests=()),
    "data-requests-chosen": lambda showcase: _open(showcase, RequestChosen("r-1")),
    "data-requests-staff": lambda showcase: _open(showcase, RequestChosen("r-1"), role=Role.STAFF),
    "data-requests-identity": lambda showcase: _open(
        showcase, RequestChosen("r-1"), RequestCarriedOut()
    ),
    "data-requests-scope": _scope,
    "data-requests-place": lambda showcase: _place(showcase, STICK),
    "data-requests-no-stick": _place,
    "data-requests-correct": lambda showcase: _open(
        showcase,
        RequestChosen("r-3"),
        RequestCarriedOut(),
        IdentityChosen(IdentityProof.PHOTO_DOCUMENT),
    ),
    "data-requests-refuse": lambda showcase: _open(
        showcase, RequestChosen("r-1"), RequestRefused()
    ),
}
"""The page and every variant of it."""
