"""The rules by which a camera is judged."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.credential import parse_credential
from kiosk.domain.credential.model import CredentialKind
from kiosk.domain.scanning.camera_check import (
    FAIL_AFTER_S,
    SAMPLE_TEXT,
    SAMPLE_TEXTS,
    CameraCheck,
    CameraVerdict,
    CodeView,
    Light,
    Look,
    advice_for,
    hint_for,
    is_readable,
    light_of,
    needed_px,
)
from kiosk.domain.scanning.hint import Hint

GOOD = CodeView(
    px_per_module=4.0, edge_px=3.0, bright=220.0, dark=30.0, glare=0.0, height_share=0.4
)
SEEN = Look(level=120.0, view=GOOD, is_sample=True)
READ = replace(SEEN, is_read=True)
EMPTY = Look(level=120.0)


def test_two_px_are_enough_where_it_is_sharp_and_three_where_it_is_soft() -> None:
    assert needed_px(1.9) == 2.0
    assert needed_px(3.8) == pytest.approx(3.0, abs=0.1)


@pytest.mark.parametrize(
    ("change", "readable", "hint"),
    [
        ({}, True, None),
        ({"px_per_module": 2.0, "edge_px": 2.4}, True, Hint.CLOSER),
        ({"px_per_module": 1.9, "edge_px": 2.4}, False, Hint.CLOSER),
        ({"px_per_module": 2.7, "edge_px": 3.8}, False, Hint.HOLD_STILL),
        ({"px_per_module": 9.0, "edge_px": 14.0}, False, Hint.FARTHER),
        ({"height_share": 0.9}, True, Hint.FARTHER),
        ({"bright": 40.0}, False, Hint.TOO_DARK),
        ({"glare": 0.2}, False, Hint.GLARE),
        ({"dark": 150.0}, False, Hint.GLARE),
    ],
)
def test_a_view_is_judged_and_advised(
    change: dict[str, float], readable: bool, hint: Hint | None
) -> None:
    view = replace(GOOD, **change)
    assert is_readable(view) is readable
    assert hint_for(view) is hint
    assert advice_for(replace(SEEN, view=view)) is (hint or Hint.NONE)


@pytest.mark.parametrize(
    ("look", "light"),
    [
        (SEEN, Light.GOOD),
        (replace(SEEN, view=replace(GOOD, bright=30.0)), Light.DARK),
        (replace(SEEN, view=replace(GOOD, glare=0.1)), Light.GLARE),
        (replace(SEEN, view=replace(GOOD, dark=140.0)), Light.BRIGHT),
        (EMPTY, Light.GOOD),
        (Look(level=20.0), Light.DARK),
        (Look(level=240.0), Light.BRIGHT),
    ],
)
def test_the_light_is_judged_with_and_without_a_code(look: Look, light: Light) -> None:
    assert light_of(look) is light


def test_what_is_read_or_absent_needs_no_advice() -> None:
    assert advice_for(EMPTY) is Hint.NONE
    assert advice_for(replace(READ, view=replace(GOOD, bright=30.0))) is Hint.NONE


def watch(check: CameraCheck, look: Look, seconds: float, start: float) -> float:
    """Give the same look five times a second; gives the time after."""
    at = start
    while at < start + seconds:
        check.take(look, at)
        at += 0.2
    return at


def test_a_camera_passes_when_it_reads_the_sample_most_of_the_time() -> None:
    check = CameraCheck()
    assert check.verdict is CameraVerdict.WAITING
    at = watch(check, EMPTY, 3.0, 0.0)
    assert check.verdict is CameraVerdict.WAITING
    for number in range(10):
        check.take(READ if number % 3 == 0 else SEEN, at)
        at += 0.2
    assert check.verdict is CameraVerdict.MEASURING
    watch(check, READ, 1.6, at)
    assert check.verdict is CameraVerdict.PASSED


def test_one_lucky_read_is_no_pass_and_a_code_of_a_person_is_none() -> None:
    check = CameraCheck()
    for number in range(4):
        check.take(READ, 0.2 * number)
    assert check.verdict is CameraVerdict.MEASURING
    other = CameraCheck()
    watch(other, replace(READ, is_sample=False), 30.0, 0.0)
    assert other.verdict is CameraVerdict.WAITING


def test_it_fails_after_enough_time_with_the_sample_and_may_pass_later() -> None:
    check = CameraCheck()
    at = watch(check, SEEN, FAIL_AFTER_S - 1, 0.0)
    # Time without the sample, or without any look, does not count.
    at = watch(check, EMPTY, 20.0, at) + 60.0
    assert check.verdict is CameraVerdict.MEASURING
    at = watch(check, SEEN, 2.0, at)
    assert check.verdict is CameraVerdict.FAILED
    watch(check, READ, 2.4, at)
    assert check.verdict is CameraVerdict.PASSED


def test_the_sample_is_an_old_insurance_card_of_nobody() -> None:
    credential = parse_credential(SAMPLE_TEXT)
    assert credential.kind is CredentialKind.INSURANCE_CARD
    assert credential.fields["full_name"] == "Mẫu kiểm tra camera"
    assert SAMPLE_TEXT in SAMPLE_TEXTS
