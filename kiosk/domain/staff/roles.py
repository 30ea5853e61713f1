"""What an account of the desk may do."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """The two kinds of accounts."""

    STAFF = "staff"
    """Receives people at the desk."""
    ADMINISTRATOR = "administrator"
    """Beside that: makes, frees and disables accounts, and carries out requests about data."""
