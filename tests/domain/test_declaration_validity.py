"""How long a declaration and a slip upon it hold, and who needs one."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.declaration.validity import needs_declaration, slip_until, valid_until
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.venue import Policy
from sync.protocol.policy import DeclarationRule, PrintSettings

VN, BERLIN = ZoneInfo("Asia/Ho_Chi_Minh"), ZoneInfo("Europe/Berlin")
REQUIRED = Policy(declaration=DeclarationRule.REQUIRED)


@pytest.mark.parametrize(
    ("at", "days", "tz", "until"),
    [
        (datetime(2026, 3, 2, 0, tzinfo=UTC), 1, VN, datetime(2026, 3, 2, 17, tzinfo=UTC)),
        (datetime(2026, 3, 2, 16, 59, tzinfo=UTC), 1, VN, datetime(2026, 3, 2, 17, tzinfo=UTC)),
        (datetime(2026, 3, 2, 17, tzinfo=UTC), 1, VN, datetime(2026, 3, 3, 17, tzinfo=UTC)),
        (datetime(2026, 3, 2, 0, tzinfo=UTC), 14, VN, datetime(2026, 3, 15, 17, tzinfo=UTC)),
        # A day of 23 hours.
        (datetime(2026, 3, 29, 9, tzinfo=UTC), 1, BERLIN, datetime(2026, 3, 29, 22, tzinfo=UTC)),
    ],
)
def test_a_declaration_holds_to_the_end_of_a_day(
    at: datetime, days: int, tz: ZoneInfo, until: datetime
) -> None:
    assert valid_until(at, replace(REQUIRED, declaration_days=days), tz) == until


@pytest.mark.parametrize(
    ("policy", "kind", "needed"),
    [
        (Policy(), None, False),
        (REQUIRED, None, True),
        (REQUIRED, VisitorKind.SUPPLIER, True),
        (REQUIRED, VisitorKind.STAFF, False),
    ],
)
def test_who_needs_one(policy: Policy, kind: VisitorKind | None, *, needed: bool) -> None:
    assert needs_declaration(policy, kind) is needed


def test_a_slip_holds_as_long_as_what_it_stands_for() -> None:
    at = datetime(2026, 3, 2, tzinfo=UTC)
    until = at + timedelta(hours=17)
    slips = PrintSettings(valid_h=72)
    assert slip_until(at, replace(REQUIRED, print=slips), until) == until
    assert slip_until(at, replace(REQUIRED, print=slips), None) == at + timedelta(hours=72)
    assert slip_until(at, Policy(print=slips), until) == at + timedelta(hours=72)
