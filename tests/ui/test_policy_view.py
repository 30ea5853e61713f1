"""What the page of the venue's rules shows, and what a finger tells its machine."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.policy_work import Rule, Value
from kiosk.domain.desk.settings_work import SettingsProblem
from kiosk.domain.language import Language
from kiosk.domain.station.pages.policy import (
    VALUES,
    NoticeTurned,
    PartTurned,
    PolicyPage,
    RuleChosen,
    RulesKept,
    RulesLeft,
    RulesSaved,
    RuleStepped,
)
from kiosk.domain.station.touches import WindowEvent
from sync.protocol.declaration_bodies import LegalBasis
from sync.protocol.policy import OtpRule, VenueKind
from tests.support.views import at_desk, plain
from ui.i18n import Words
from ui.scenes_policy import SHOWN
from ui.showcase import NoActions
from ui.viewmodels.desk.policy import PolicyProps, PolicyRow, PolicyViewModel, derive_policy


def _props(words: Words, **state: Any) -> PolicyProps:
    return derive_policy(at_desk(PolicyPage(**{"known": SHOWN, **state}), words))


def _row(words: Words, rule: Rule, value: Value) -> PolicyRow:
    shown = replace(SHOWN, values={**SHOWN.values, rule: value})
    return next(row for row in _props(words, known=shown).rows if row.key == rule)


def test_every_rule_has_its_row(vi: Words) -> None:
    rows = _props(vi).rows
    assert [row.key for row in rows] == [rule.value for rule in VALUES]
    assert [row.title for row in rows][:3] == [
        "Khai báo y tế",
        "Tờ khai có hiệu lực",
        "Xác minh OTP",
    ]
    assert [choice["text"] for choice in rows[2].choices] == ["Bắt buộc", "Ưu tiên", "Tắt"]
    assert [choice["isOn"] for choice in rows[2].choices] == [False, True, False]


@pytest.mark.parametrize(
    ("rule", "value", "said"),
    [
        (Rule.CAPACITY, 0, "Không giới hạn"),
        (Rule.CAPACITY, 200, "200"),
        (Rule.RETENTION, 30, "30 ngày"),
        (Rule.EARLY_RETURN, 0, "Không hỏi"),
        (Rule.EARLY_RETURN, 10, "10 phút"),
        (Rule.PRESENCE, 16, "16 giờ"),
        (Rule.CLOSING, None, "Không đóng"),
        (Rule.CLOSING, time(17, 30), "17:30"),
    ],
)
def test_values_are_said_in_words(vi: Words, rule: Rule, value: Value, said: str) -> None:
    assert plain(_row(vi, rule, value).text) == said


def test_what_stands_side_by_side_is_said_too(vi: Words) -> None:
    said = {
        row.key: [plain(choice["text"]) for choice in row.choices]
        for row in _props(vi).rows
        if row.choices
    }
    assert said[Rule.VALIDITY] == ["Hết ngày", "3 ngày", "7 ngày", "14 ngày"]
    assert said[Rule.SLIPS] == ["Luôn in", "Khi cần", "Khi hỏi", "Tắt"]
    assert said[Rule.NAMES] == ["N. T. H. Nhung", "Đủ tên", "Tắt"]
    assert said[Rule.PERSONAL_QR] == ["Được", "Không được"]
    assert said[Rule.BASIS] == ["Đồng ý", "Nhiệm vụ", "Khẩn cấp"]


def test_the_ends_of_the_values_are_seen(vi: Words) -> None:
    first, last = _row(vi, Rule.CAPACITY, 0), _row(vi, Rule.CAPACITY, 5000)
    assert (first.can_less, first.can_more) == (False, True)
    assert (last.can_less, last.can_more) == (True, False)


def test_a_limit_does_not_hold_at_a_health_facility(vi: Words) -> None:
    assert _row(vi, Rule.CAPACITY, 9).hint == "Không áp dụng ở cơ sở y tế"
    other = replace(SHOWN, venue=replace(SHOWN.venue, kind=VenueKind.OTHER))
    (row,) = (row for row in _props(vi, known=other).rows if row.key == Rule.CAPACITY)
    assert row.hint == "Đủ thì mời chờ, không từ chối ai"


def test_the_notice_follows_what_is_touched(vi: Words) -> None:
    assert "Sở Y tế Khánh Hòa" in _props(vi).notice
    assert "rút đồng ý" in _props(vi).notice
    touched = _props(vi, changes={Rule.BASIS: LegalBasis.EMERGENCY})
    assert "rút đồng ý" not in touched.notice
    assert touched.can_save
    hub = _props(vi, known=replace(SHOWN, has_hub=True), changes={Rule.RETENTION: 14})
    assert "Lưu trên máy này 14 ngày" in hub.notice
    english = _props(vi, notice=Language.EN)
    assert english.is_english
    assert english.notice.startswith("Health information")


def test_what_the_hub_sets_says_so(vi: Words) -> None:
    assert _row(vi, Rule.RETENTION, 7).hint == "Không có máy chủ: không tự xóa"
    rows = {row.key: row for row in _props(vi, known=replace(SHOWN, has_hub=True)).rows}
    assert rows[Rule.RETENTION].hint == "Áp dụng từ lần khởi động sau"
    assert (rows[Rule.OTP].hint, rows[Rule.OTP].can_change) == ("Do trung tâm đặt", False)
    assert not rows[Rule.CAPACITY].can_more
    assert rows[Rule.NAMES].can_change


@pytest.mark.parametrize(
    ("state", "text", "is_problem"),
    [
        ({}, "Đổi lần cuối: 20/11/2026, Võ Thanh Hà", False),
        ({"known": replace(SHOWN, changed_at=None)}, "", False),
        ({"known": replace(SHOWN, changed_by="")}, "Đổi lần cuối: 20/11/2026, –", False),
        ({"is_saving": True}, "Đang lưu…", False),
        ({"is_saved": True}, "Đã lưu. Áp dụng từ lượt quét sau.", False),
        ({"problem": SettingsProblem.NOT_WRITABLE}, "Chưa ghi được tệp thiết lập.", True),
        ({"problem": DeskProblem.STORAGE}, "Máy chưa đọc, ghi được. Xin thử lại.", True),
        ({"known": None}, "", False),
    ],
)
def test_the_state_of_the_page_is_said(
    vi: Words, state: dict[str, Any], text: str, is_problem: bool
) -> None:
    props = _props(vi, **state)
    assert (plain(props.state_text), props.is_problem) == (text, is_problem)


def test_nothing_is_shown_while_the_page_is_not_open(vi: Words) -> None:
    assert derive_policy(at_desk(None, vi)) == PolicyProps()


def test_every_touch_tells_the_machine(app: QGuiApplication) -> None:
    told: list[WindowEvent] = []
    page = PolicyViewModel(told.append, NoActions())
    page.choose("policy.otp", 2)
    page.step("policy.capacity", -1)
    page.turnNotice(True)
    page.turnNotice(False)
    page.turnPart(1)
    page.save()
    page.leave()
    page.stay()
    assert told == [
        RuleChosen(Rule.OTP, 2),
        RuleStepped(Rule.CAPACITY, -1),
        NoticeTurned(Language.EN),
        NoticeTurned(Language.VI),
        PartTurned(1),
        RulesSaved(),
        RulesLeft(),
        RulesKept(),
    ]


def test_before_changes_are_given_up_it_says_how_many(vi: Words, en: Words) -> None:
    changes = {Rule.OTP: OtpRule.OFF, Rule.CAPACITY: 300}
    for words, said in ((vi, "Bỏ 2 thay đổi chưa lưu?"), (en, "Discard 2 unsaved changes?")):
        assert _props(words, changes=changes, is_leaving=True).leave_text == said
    assert _props(vi, changes=changes).leave_text == ""
