"""Synthetic slips for the printer's tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.documents.slip import slip_bitmap
from kiosk.domain.slips.slip import Slip, slip_text
from kiosk.domain.visits.decision import Direction
from kiosk.ports.printer import PrintResult, SlipPrinter
from sync.protocol.ks1 import LOCAL_KID, SlipClaims, SlipKind, SlipResult, minute_of, sign_claims
from sync.protocol.policy import Hotline

AT = datetime(2026, 11, 23, 1, 31, tzinfo=UTC)

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


def code_of(slip_id: int, kind: SlipKind = SlipKind.SLIP) -> str:
    """A signed code that holds for 72 h."""
    issued, expires = minute_of(AT), minute_of(AT + timedelta(hours=72))
    claims = SlipClaims(kind, slip_id, SlipResult.RECORDED, issued, expires, 0)
    return sign_claims(claims, LOCAL_KID, KEY)


ORDINARY = Slip(
    slip_id=4_611_686_018_427_400_249,
    code=code_of(4_611_686_018_427_400_249),
    human_code="704219834",
    venue_name="Trung tâm Y tế Mẫu",
    gate_name="Cổng A",
    hotlines=(Hotline("Hỏi đáp", "1022", "0259.1022"),),
    direction=Direction.ARRIVAL,
    at=AT,
    time_zone=ZoneInfo("Asia/Ho_Chi_Minh"),
    name_hint="N. V. A. · •••678",
    valid_until=AT + timedelta(hours=72),
)

LONGEST = replace(
    ORDINARY,
    slip_id=2**63 - 1,
    code=code_of(2**63 - 1),
    human_code="888888888",
    venue_name=(
        "BỆNH VIỆN ĐA KHOA KHU VỰC HUYỆN MIỄN NGHIỆP VÀ TRUNG TÂM KIỂM SOÁT BỆNH TẬT TỈNH MẪU, "
        "CƠ SỞ HAI"
    ),
    gate_name="Cổng số 2 – Khu khám bệnh theo yêu cầu, nhà C",
    hotlines=(
        Hotline("Đường dây nóng Sở Y tế", "1022", "0259.1022"),
        Hotline("Trực cấp cứu", "02593.000.000", "0900.000.000"),
    ),
    name_hint="C. T. H. N. Q. · •••888",
    reprint=2,
)

UNSIGNED = replace(ORDINARY, code=slip_text(ORDINARY.slip_id))
"""Of a station before codes were signed, printed again."""

WIDTHS = (384, 576)
LANGUAGES = ("vi", "en")


def print_slip(printer: SlipPrinter, slip: Slip, language: str) -> PrintResult:
    """Render a slip for this printer and print it."""
    bitmap = slip_bitmap(slip, printer.width_px, language)
    return printer.print_bitmap(bitmap, slip.code)
