"""The privacy notice, written out of the venue's own settings (docs/spec/at-the-gate.md §6).

It speaks in the venue's name and promises nothing that the settings do not keep.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from types import MappingProxyType

from kiosk.base.dataclass import dataclass
from kiosk.domain.language import Language
from kiosk.domain.venue import Policy, Venue
from sync.protocol.declaration_bodies import LegalBasis

TEXT_ID = "privacy-notice"
VERSION = "1"
"""Of the sentences below; what the settings put into them shows in the hash."""


@dataclass(frozen=True, slots=True)
class BasisText:
    """The notice in force, in one language: what is agreed to, or told where no consent is
    needed."""

    kind: LegalBasis
    text_id: str
    version: str
    sha256: str
    """Of `text`'s UTF-8 bytes, in hex."""
    text: str

    @property
    def needs_consent(self) -> bool:
        """Whether nothing is sent before *Đồng ý*."""
        return self.kind is LegalBasis.CONSENT


def notices(venue: Venue, policy: Policy, keeps_days: int | None) -> Mapping[Language, BasisText]:
    """The notice in every language.

    `keeps_days` is after how many days what a hub has is removed from this machine; None without a
    hub, when nothing is removed by itself.
    """
    basis = policy.legal_basis
    texts = {language: write(venue, basis, keeps_days) for language, write in _WRITERS.items()}
    return MappingProxyType(
        {
            language: BasisText(
                basis, TEXT_ID, VERSION, hashlib.sha256(text.encode()).hexdigest(), text
            )
            for language, text in texts.items()
        }
    )


def _vietnamese(venue: Venue, basis: LegalBasis, keeps_days: int | None) -> str:
    authority = venue.health_authority or "cơ quan y tế"
    parts = [
        "Thông tin sức khỏe là dữ liệu cá nhân nhạy cảm.",
        f"{venue.name} dùng để phòng, chống dịch; có thể chuyển cho {authority} khi cần truy vết.",
    ]
    match basis:
        case LegalBasis.PUBLIC_TASK:
            parts.append("Thu thập theo nhiệm vụ của cơ quan nhà nước, không cần sự đồng ý riêng.")
        case LegalBasis.EMERGENCY:
            parts.append("Thu thập trong tình huống y tế khẩn cấp, không cần sự đồng ý riêng.")
    archive = venue.archive or f"máy chủ của {venue.name}"
    if keeps_days is None:
        kept = f"Lưu trên máy này cho đến khi {venue.name} xóa."
    elif venue.archive_days:
        kept = (
            f"Lưu trên máy này {keeps_days} ngày, tại {archive} {venue.archive_days} ngày, rồi xóa."
        )
    else:
        kept = f"Lưu trên máy này {keeps_days} ngày rồi xóa, và lưu tại {archive}."
    rights = "xem, sửa, xóa" + (", rút đồng ý" if basis is LegalBasis.CONSENT else "")
    call = f" hoặc gọi {venue.data_phone}" if venue.data_phone else ""
    return " ".join((*parts, kept, f"Muốn {rights}: mời đến bàn hỗ trợ{call}."))


def _english(venue: Venue, basis: LegalBasis, keeps_days: int | None) -> str:
    authority = venue.health_authority or "the health authorities"
    parts = [
        "Health information is sensitive personal data.",
        f"{venue.name} uses it to prevent and control disease, and may pass it to {authority}"
        " when contacts have to be traced.",
    ]
    match basis:
        case LegalBasis.PUBLIC_TASK:
            parts.append("It is collected for a task of a state body; no consent is needed.")
        case LegalBasis.EMERGENCY:
            parts.append("It is collected in a health emergency; no consent is needed.")
    archive = venue.archive or f"the server of {venue.name}"
    if keeps_days is None:
        kept = f"It is kept on this machine until {venue.name} erases it."
    elif venue.archive_days:
        kept = (
            f"It is kept on this machine for {_days(keeps_days)} and at {archive} for"
            f" {_days(venue.archive_days)}, then erased."
        )
    else:
        kept = f"It is erased from this machine after {_days(keeps_days)}, and kept at {archive}."
    rights = "see, correct or erase it" + (
        ", or to withdraw consent" if basis is LegalBasis.CONSENT else ""
    )
    call = f" or call {venue.data_phone}" if venue.data_phone else ""
    return " ".join((*parts, kept, f"To {rights}: please come to the help desk{call}."))


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


_WRITERS: Mapping[Language, Callable[[Venue, LegalBasis, int | None], str]] = {
    Language.VI: _vietnamese,
    Language.EN: _english,
}
