"""What somebody comes for."""

from __future__ import annotations

from enum import StrEnum


class VisitorKind(StrEnum):
    """What somebody comes for; it says when their presence ends by itself."""

    VISITOR = "visitor"
    STAFF = "staff"
    SUPPLIER = "supplier"
    INPATIENT = "inpatient"
    CARER = "carer"
