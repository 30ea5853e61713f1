"""The page of the venue's rules: what a touch changes, and what is asked for."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.policy_work import (
    HUBS_OWN,
    Rule,
    RulesShown,
    SaveRules,
    ShowRules,
    Value,
)
from kiosk.domain.desk.session import Session
from kiosk.domain.desk.settings_work import SettingsNotSaved, SettingsProblem
from kiosk.domain.language import Language
from kiosk.domain.staff.roles import Role
from kiosk.domain.station.page import Back, DeskAnswered, DeskFailed, Moment, PageShown, Push
from kiosk.domain.station.pages import shift_check
from kiosk.domain.station.pages.policy import (
    MOST_SIDE_BY_SIDE,
    VALUES,
    NoticeTurned,
    PartTurned,
    PolicyPage,
    PolicyTouch,
    RuleChosen,
    RulesKept,
    RulesLeft,
    RulesSaved,
    RuleStepped,
    advance,
)
from kiosk.domain.venue import Policy, Venue
from sync.protocol.policy import DeclarationRule

AT = datetime(2026, 11, 29, tzinfo=UTC)
MOMENT = Moment(7, Session("admin-1", "Võ Thanh Hà", Role.ADMINISTRATOR, AT))
SHOWN = RulesShown(
    {rule: values[0] for rule, values in VALUES.items()} | {Rule.CAPACITY: 210, Rule.PRESENCE: 16},
    Venue(),
    Policy(),
)


def _page(known: RulesShown = SHOWN) -> PolicyPage:
    return advance(PolicyPage(), DeskAnswered(7, ShowRules(), known), MOMENT).state


def _after(page: PolicyPage, *touches: PolicyTouch) -> PolicyPage:
    for touch in touches:
        page = advance(page, touch, MOMENT).state
    return page


def test_an_administrator_reads_the_rules_and_nobody_else() -> None:
    assert advance(PolicyPage(), PageShown(), MOMENT).asks == (ShowRules(),)
    for session in (None, Session("staff-1", "Lê Thị Mai", Role.STAFF, AT)):
        turn = advance(PolicyPage(), PageShown(), Moment(7, session))
        assert (turn.go, turn.asks) == (Back(), ())
    opened = shift_check.advance(shift_check.ShiftCheck(), shift_check.RulesOpened(), MOMENT)
    assert opened.go == Push(PolicyPage())


def test_every_rule_has_its_values() -> None:
    assert VALUES.keys() == set(Rule)
    assert all(len(values) > 1 for values in VALUES.values())


def test_a_touch_changes_a_rule_and_another_takes_it_back() -> None:
    page = _after(_page(), RuleChosen(Rule.DECLARATION, 1))
    assert page.changes == {Rule.DECLARATION: DeclarationRule.OFF}
    assert page.value(Rule.DECLARATION) is DeclarationRule.OFF
    assert _after(page, RuleChosen(Rule.DECLARATION, 0)).changes == {}


@pytest.mark.parametrize(
    ("rule", "stands", "by", "comes"),
    [
        # From a value that is not offered to the next one that is.
        (Rule.CAPACITY, 210, 1, 250),
        (Rule.CAPACITY, 210, -1, 200),
        (Rule.CAPACITY, 0, -1, 0),
        (Rule.CAPACITY, 5000, 1, 5000),
        (Rule.CLOSING, None, 1, time(5, 0)),
        (Rule.CLOSING, None, -1, None),
        (Rule.CLOSING, time(17, 15), 1, time(17, 30)),
        (Rule.CLOSING, time(5, 0), -1, None),
        (Rule.CLOSING, time(23, 30), 1, time(23, 30)),
    ],
)
def test_values_are_gone_through(rule: Rule, stands: Value, by: int, comes: Value) -> None:
    page = _page(replace(SHOWN, values={**SHOWN.values, rule: stands}))
    assert _after(page, RuleStepped(rule, by)).value(rule) == comes


def test_all_that_is_gone_through_has_an_order() -> None:
    for rule, values in VALUES.items():
        if len(values) > MOST_SIDE_BY_SIDE:
            page = _page(replace(SHOWN, values={**SHOWN.values, rule: values[0]}))
            seen = [page.value(rule)]
            while page.place_after(rule, 1) is not None:
                page = _after(page, RuleStepped(rule, 1))
                seen.append(page.value(rule))
            assert tuple(seen) == values, rule


def test_changes_are_saved_once() -> None:
    page = _after(_page(), RuleChosen(Rule.DECLARATION, 1))
    turn = advance(page, RulesSaved(), MOMENT)
    assert turn.asks == (SaveRules({Rule.DECLARATION: DeclarationRule.OFF}),)
    assert turn.state.is_saving
    # A second touch, and what is touched meanwhile, changes nothing.
    assert advance(turn.state, RulesSaved(), MOMENT).asks == ()
    assert _after(turn.state, RuleChosen(Rule.OTP, 1)) == turn.state
    now = replace(SHOWN, values={**SHOWN.values, Rule.DECLARATION: DeclarationRule.OFF})
    done = advance(turn.state, DeskAnswered(7, turn.asks[0], now), MOMENT).state
    assert (done.known, done.changes, done.is_saved, done.is_saving) == (now, {}, True, False)
    assert advance(done, RulesSaved(), MOMENT).asks == ()
    assert not _after(done, RuleChosen(Rule.OTP, 1)).is_saved


def test_what_was_not_saved_stays_to_be_saved() -> None:
    saving = _after(_page(), RuleChosen(Rule.DECLARATION, 1), RulesSaved())
    answer = DeskAnswered(7, SaveRules({}), SettingsNotSaved(SettingsProblem.NOT_WRITABLE))
    refused = advance(saving, answer, MOMENT).state
    assert (refused.problem, refused.is_saving) == (SettingsProblem.NOT_WRITABLE, False)
    assert refused.changes == saving.changes
    assert _after(refused, RuleChosen(Rule.OTP, 1)).problem is None
    failed = advance(saving, DeskFailed(7, SaveRules({}), DeskProblem.STORAGE), MOMENT).state
    assert (failed.problem, failed.is_saving) == (DeskProblem.STORAGE, False)


def test_what_a_hub_sets_is_changed_there() -> None:
    page = _page(replace(SHOWN, has_hub=True))
    for rule in Rule:
        assert page.can_change(rule) is (rule not in HUBS_OWN)
    assert _after(page, RuleChosen(Rule.DECLARATION, 1), RuleStepped(Rule.CAPACITY, 1)) == page
    assert _after(page, RuleChosen(Rule.NAMES, 1)).changes


def test_before_the_rules_are_read_nothing_is_changed() -> None:
    assert _after(PolicyPage(), RuleChosen(Rule.OTP, 1), RulesSaved()) == PolicyPage()


def test_notice_and_part_are_turned() -> None:
    page = _after(_page(), NoticeTurned(Language.EN), PartTurned(1))
    assert (page.notice, page.part) == (Language.EN, 1)
    assert advance(page, object(), MOMENT).state == page


def test_it_is_asked_before_changes_are_given_up() -> None:
    assert advance(_page(), RulesLeft(), MOMENT).go == Back()
    changed = _after(_page(), RuleChosen(Rule.OTP, 1))
    asked = advance(changed, RulesLeft(), MOMENT)
    assert (asked.go, asked.state.is_leaving) == (None, True)
    assert _after(asked.state, RulesKept()) == changed
    assert advance(asked.state, RulesLeft(), MOMENT).go == Back()
