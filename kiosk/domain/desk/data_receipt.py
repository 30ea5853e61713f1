"""The receipt of a request about one's own data, *Yêu cầu về dữ liệu*."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.acts_on_people import DataRight


def receipt_number(request_id: str) -> str:
    """What of a request's id stands on its receipt: the last group, in which no two are alike."""
    return request_id.rpartition("-")[2].upper()


@dataclass(frozen=True, slots=True)
class DataReceipt:
    """What the person takes home of a request; no full name, phone or document number of theirs."""

    number: str
    """By which the request is found again, see `receipt_number`."""
    right: DataRight
    at: datetime
    """UTC."""
    answer_by: datetime
    """UTC."""
    time_zone: ZoneInfo
    name_hint: str
    """As on a slip, see `kiosk.domain.slips.slip.name_hint`; may be empty."""
    venue_name: str
    phone: str
    """The venue's number for questions about data; may be empty."""
    taken_by: str
    """Short name of the staff member (`short_name`); may be empty."""
