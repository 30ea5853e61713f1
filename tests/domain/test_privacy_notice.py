"""The privacy notice says what the venue's settings say, and nothing else."""

from __future__ import annotations

import hashlib

import pytest

from kiosk.domain.declaration.notice import TEXT_ID, VERSION, notices
from kiosk.domain.language import Language
from kiosk.domain.venue import Policy, Venue
from sync.protocol.declaration_bodies import LegalBasis

VENUE = Venue(
    name="Trung tâm Y tế Mẫu",
    health_authority="Sở Y tế Mẫu",
    archive="Sở Y tế Mẫu",
    archive_days=90,
    data_phone="0259 000 0000",
)
POLICY = Policy()


def _text(language: Language, venue: Venue = VENUE, keeps_days: int | None = 7) -> str:
    return notices(venue, POLICY, keeps_days)[language].text


def test_the_whole_notice_in_vietnamese() -> None:
    assert _text(Language.VI) == (
        "Thông tin sức khỏe là dữ liệu cá nhân nhạy cảm. Trung tâm Y tế Mẫu dùng để phòng, chống"
        " dịch; có thể chuyển cho Sở Y tế Mẫu khi cần truy vết. Lưu trên máy này 7 ngày, tại Sở Y"
        " tế Mẫu 90 ngày, rồi xóa. Muốn xem, sửa, xóa, rút đồng ý: mời đến bàn hỗ trợ hoặc gọi"
        " 0259 000 0000."
    )


def test_the_whole_notice_in_english() -> None:
    assert _text(Language.EN, keeps_days=1) == (
        "Health information is sensitive personal data. Trung tâm Y tế Mẫu uses it to prevent and"
        " control disease, and may pass it to Sở Y tế Mẫu when contacts have to be traced. It is"
        " kept on this machine for 1 day and at Sở Y tế Mẫu for 90 days, then erased. To see,"
        " correct or erase it, or to withdraw consent: please come to the help desk or call"
        " 0259 000 0000."
    )


def test_what_is_not_set_is_not_promised() -> None:
    bare = Venue(name="Trạm Mẫu")
    assert "chuyển cho cơ quan y tế khi" in _text(Language.VI, bare)
    assert "Lưu trên máy này 7 ngày rồi xóa, và lưu tại máy chủ của Trạm Mẫu." in _text(
        Language.VI, bare
    )
    assert _text(Language.VI, bare).endswith("mời đến bàn hỗ trợ.")
    assert "pass it to the health authorities" in _text(Language.EN, bare)
    assert "after 7 days, and kept at the server of Trạm Mẫu." in _text(Language.EN, bare)
    assert _text(Language.EN, bare).endswith("come to the help desk.")


def test_without_a_hub_nothing_is_removed_by_itself() -> None:
    assert "Lưu trên máy này cho đến khi Trung tâm Y tế Mẫu xóa." in _text(
        Language.VI, keeps_days=None
    )
    english = _text(Language.EN, keeps_days=None)
    assert "It is kept on this machine until Trung tâm Y tế Mẫu erases it." in english
    assert "90" not in english


@pytest.mark.parametrize(
    ("basis", "vietnamese", "english"),
    [
        (LegalBasis.PUBLIC_TASK, "nhiệm vụ của cơ quan nhà nước", "a task of a state body"),
        (LegalBasis.EMERGENCY, "tình huống y tế khẩn cấp", "a health emergency"),
    ],
)
def test_without_consent_there_is_none_to_withdraw(
    basis: LegalBasis, vietnamese: str, english: str
) -> None:
    told = notices(VENUE, Policy(legal_basis=basis), 7)
    assert {each.needs_consent for each in told.values()} == {False}
    assert vietnamese in told[Language.VI].text
    assert "rút đồng ý" not in told[Language.VI].text
    assert english in told[Language.EN].text
    assert "withdraw" not in told[Language.EN].text


def test_the_text_that_was_shown_can_be_proved() -> None:
    for each in notices(VENUE, POLICY, 7).values():
        assert each.needs_consent
        assert (each.kind, each.text_id, each.version) == (LegalBasis.CONSENT, TEXT_ID, VERSION)
        assert each.sha256 == hashlib.sha256(each.text.encode()).hexdigest()
