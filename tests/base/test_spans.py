"""Durations as people say them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from kiosk.base.spans import span_phrase


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-5, "0 s"),
        (59.9, "59 s"),
        (60, "1 min"),
        (3599, "59 min"),
        (3600, "1 h 0 min"),
        (47 * 3600 + 61, "47 h 1 min"),
        (48 * 3600, "2 days"),
        (40 * 86400, "40 days"),
    ],
)
def test_span(seconds: float, said: str) -> None:
    assert span_phrase(timedelta(seconds=seconds)) == said
