"""What a key of the keyboard costs, from the key to the text that stands in the field."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from kiosk.base.measure import nearest_rank
from kiosk.domain.text_input.accents import accents_of
from kiosk.domain.text_input.field_text import Typed, take, text_in
from kiosk.domain.text_input.telex import Word, press

MAX_KEY_US = 50.0
"""Microseconds of one core that Telex may take for a key, on average."""

_NAMES = (
    "Nguyeenx Thij Hoongf Nhung",
    "Traanf Ddinhf Huwowng Giang",
    "Chamaleas Thij Huwowng",
    "H'Hen Niee",
    "Pi Nawng Katowrr",
    "Ddawsk Lawsk quyeenr khuyur thuowngr",
)
_ROUNDS = 500


def bench_keyboard(rounds: int = _ROUNDS) -> dict[str, Any]:
    """Microseconds of a core a key: Telex alone, and the field with its choice and its accents."""
    telex: list[float] = []
    field: list[float] = []
    for _ in range(rounds):
        for name in _NAMES:
            word, typed = Word(), text_in("")
            for key in name:
                began = time.thread_time()
                word = press(word, key) if key.isalpha() else Word()
                _ = word.text
                telex.append(time.thread_time() - began)
                began = time.thread_time()
                typed = take(typed, Typed(key))
                accents_of(typed.word)
                field.append(time.thread_time() - began)
    alone = _microseconds(telex)
    return {
        "figures": {"keys": len(telex), "telex_us": alone, "field_us": _microseconds(field)},
        "bounds": {"telex_us_mean": [alone["mean"], MAX_KEY_US]},
    }


def _microseconds(seconds: Sequence[float]) -> dict[str, float]:
    ordered = sorted(seconds)
    shares = (("p50", 0.50), ("p99", 0.99))
    ranks = {name: round(nearest_rank(ordered, share) * 1e6, 1) for name, share in shares}
    return {"mean": round(sum(seconds) / len(seconds) * 1e6, 1), **ranks}


def markdown(figures: dict[str, Any]) -> str:
    """The figures as a table."""
    found = figures["figures"]
    lines = [
        f"| Of {found['keys']:,} keys | µs of a core a key, mean | p50 | p99 |",
        "|---|---|---|---|",
    ]
    rows = (
        ("Telex alone", "telex_us"),
        ("the field, its choice and its row of accents", "field_us"),
    )
    for name, key in rows:
        lines.append(f"| {name} | " + " | ".join(map(str, found[key].values())) + " |")
    return "\n".join(lines)
