"""When typing a card's number is offered: a code long in view, and not read."""

from __future__ import annotations

import pytest

from drivers.scanner.unread import OFFER_AFTER_S, UnreadWatch

FPS = 30


def play(*spans: tuple[float, str]) -> list[tuple[float, bool]]:
    """When the offer came and went, s, through spans of `seen`, `read` and `nothing`."""
    watch = UnreadWatch()
    told = []
    frame = 0
    for seconds, what in spans:
        for _ in range(round(seconds * FPS)):
            at = frame / FPS
            if watch.take(what == "seen", at, is_read=what == "read"):
                told.append((round(at, 1), watch.is_offered))
            frame += 1
    return told


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        pytest.param([(60, "nothing")], [], id="nobody there"),
        pytest.param([(5.9, "seen"), (60, "nothing")], [], id="given up before"),
        pytest.param([(5.5, "seen"), (1, "read"), (5.5, "seen")], [], id="read in between"),
        pytest.param([(10, "seen")], [(6.0, True)], id="tried for long"),
        pytest.param(
            [(10, "seen"), (1, "read")], [(6.0, True), (10.0, False)], id="read after all"
        ),
        pytest.param(
            [(2, "seen"), (0.9, "nothing")] * 3, [(6.0, True)], id="not found in every frame"
        ),
        pytest.param([(4, "seen"), (1.1, "nothing"), (4, "seen")], [], id="another code"),
        pytest.param(
            [(10, "seen"), (40, "nothing")],
            [(6.0, True), (25.0, False)],
            id="lowered: the offer waits",
        ),
        pytest.param(
            [(8, "seen"), (5, "nothing"), (4, "seen"), (40, "nothing")],
            [(6.0, True), (32.0, False)],
            id="lowered and lifted again",
        ),
        pytest.param([(100, "seen")], [(6.0, True), (36.0, False)], id="a poster on the wall"),
    ],
)
def test_the_offer(spans: list[tuple[float, str]], expected: list[tuple[float, bool]]) -> None:
    assert OFFER_AFTER_S == 6.0
    assert play(*spans) == expected
