"""What one check of `doctor` found."""

from __future__ import annotations

from kiosk.base.dataclass import dataclass
from kiosk.base.phrases import Phrase


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the doctor: what was looked at, whether it is fine, and what to do if not."""

    check: str
    ok: bool
    text: Phrase
    blocks: bool = True
    """Whether the kiosk could not work with this; ignored when it is fine."""
