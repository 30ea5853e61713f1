"""What somebody comes for; it says when their presence ends by itself."""

from __future__ import annotations

from enum import StrEnum


class VisitorKind(StrEnum):
    """What somebody comes for (docs/spec/at-the-gate.md §2)."""

    VISITOR = "visitor"
    STAFF = "staff"
    SUPPLIER = "supplier"
    INPATIENT = "inpatient"
    CARER = "carer"
    """Whoever stays with an inpatient."""

    @property
    def stays_until_discharged(self) -> bool:
        """Whether nothing but a departure ends the presence."""
        return self in (VisitorKind.INPATIENT, VisitorKind.CARER)

    @property
    def comes_and_goes(self) -> bool:
        """Whether short visits are their trade: their scans alternate, and they are not asked."""
        return self in (VisitorKind.STAFF, VisitorKind.SUPPLIER)
