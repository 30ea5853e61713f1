"""The sentences of *Cho người đối diện xem*, each in both languages at once."""

from __future__ import annotations

from typing import NamedTuple

from kiosk.domain.station.pages.sentences import Sentence


class Said(NamedTuple):
    """A sentence that somebody points at, with its picture."""

    icon: str
    vi: str
    en: str


SENTENCES: dict[Sentence, Said] = {
    Sentence.CANNOT_HEAR: Said(
        "no-hearing",
        "Tôi không nghe được. Xin viết ra\u00a0giấy.",
        "I cannot hear. Please write it down.",
    ),
    Sentence.NO_VIETNAMESE: Said(
        "globe", "Tôi không nói được tiếng\u00a0Việt.", "I do not speak Vietnamese."
    ),
    Sentence.EMERGENCY: Said("ambulance", "Tôi cần cấp cứu ngay.", "I need emergency care now."),
    Sentence.SEE_A_DOCTOR: Said("stethoscope", "Tôi đến khám bệnh.", "I am here to see a doctor."),
    Sentence.VISIT_A_PATIENT: Said(
        "people", "Tôi đến thăm người bệnh.", "I am here to visit a patient."
    ),
    Sentence.NO_CARD: Said(
        "any-card", "Tôi không mang theo giấy\u00a0tờ.", "I have no card or papers with me."
    ),
    Sentence.NO_PHONE: Said("no-mobile", "Tôi không có điện thoại.", "I have no mobile phone."),
    Sentence.SHOW_THE_WAY: Said("pin", "Xin chỉ đường giúp tôi.", "Please show me the way."),
}
"""What each `Sentence` says."""
