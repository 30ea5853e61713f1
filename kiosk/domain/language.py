"""The languages of the public screens, slips and messages."""

from __future__ import annotations

from enum import StrEnum


class Language(StrEnum):
    """Languages of the public screens."""

    VI = "vi"
    EN = "en"
