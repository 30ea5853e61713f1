"""Touches of the desk that are no page's: a finger anywhere, and *Tiếp tục*."""

from __future__ import annotations

from kiosk.base.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class GoOn:
    """*Tiếp tục* was touched."""


@dataclass(frozen=True, slots=True)
class DeskFingerDown:
    """A finger touches the glass somewhere: whoever is at the desk is there."""
