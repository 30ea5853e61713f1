"""The rules a venue starts with."""

from __future__ import annotations

from kiosk.domain.venue import NameDisplay, Policy
from sync.protocol.policy import DeclarationRule, GateMode, PrintSettings, PrintWhen


def test_the_defaults_are_those_of_the_design() -> None:
    """Window 60 s, 16 h, slips for who has no code, short names.

    See docs/spec/at-the-gate.md §2, §7, §8.
    """
    assert Policy() == Policy(
        gate_mode=GateMode.AUTO,
        repeat_window_s=60,
        presence_max_h=16,
        closing_time=None,
        declaration=DeclarationRule.OFF,
        name_display=NameDisplay.SHORT,
        print=PrintSettings(when=PrintWhen.NO_REUSABLE_CODE, valid_h=72),
    )
