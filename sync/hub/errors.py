"""Every refusal of the hub: code, HTTP status and words, in one table."""

from __future__ import annotations

from enum import StrEnum

from kiosk.base.dataclass import dataclass
from sync.protocol.wire import HubError


class RefusalCode(StrEnum):
    """The code of a refusal; both ends know these words."""

    BAD_REQUEST = "bad_request"
    BAD_SIGNATURE = "bad_signature"
    UNKNOWN_DEVICE = "unknown_device"
    REPLAYED = "replayed"
    OTHER_DEVICE = "other_device"
    DEVICE_REVOKED = "device_revoked"
    CODE_INVALID = "code_invalid"
    NOT_FOUND = "not_found"
    WRONG_METHOD = "wrong_method"
    TOO_SLOW = "too_slow"
    CURSOR_TOO_OLD = "cursor_too_old"
    CHALLENGE_ENDED = "challenge_ended"
    TOO_LARGE = "too_large"
    TOO_MANY_RECORDS = "too_many_records"
    BAD_RANGE = "bad_range"
    BAD_PHONE = "bad_phone"
    SLOW_DOWN = "slow_down"
    SMS_DOWN = "sms_down"
    BUSY = "busy"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class _Words:
    status: int
    vi: str
    en: str


_WORDS: dict[RefusalCode, _Words] = {
    RefusalCode.BAD_REQUEST: _Words(
        400, "Yêu cầu không đúng định dạng.", "The request is not well formed."
    ),
    RefusalCode.BAD_SIGNATURE: _Words(
        401,
        "Chữ ký của yêu cầu thiếu, sai hoặc quá cũ.",
        "The request's signature is missing, wrong or too old.",
    ),
    RefusalCode.UNKNOWN_DEVICE: _Words(
        401, "Trung tâm không biết thiết bị này.", "The hub does not know this device."
    ),
    RefusalCode.REPLAYED: _Words(
        401, "Yêu cầu này đã được gửi trước đó.", "This request has been sent before."
    ),
    RefusalCode.OTHER_DEVICE: _Words(
        401,
        "Gói dữ liệu ghi tên một thiết bị khác.",
        "The batch names another device than the one that signed it.",
    ),
    RefusalCode.DEVICE_REVOKED: _Words(
        403, "Thiết bị này đã bị thu hồi.", "This device has been revoked."
    ),
    RefusalCode.CODE_INVALID: _Words(
        403,
        "Mã ghi danh sai, đã dùng hoặc đã hết hạn.",
        "The enrolment code is wrong, used or expired.",
    ),
    RefusalCode.NOT_FOUND: _Words(
        404, "Không có địa chỉ này.", "There is nothing at this address."
    ),
    RefusalCode.WRONG_METHOD: _Words(
        405, "Địa chỉ này không nhận phương thức đó.", "This address does not take that method."
    ),
    RefusalCode.TOO_SLOW: _Words(408, "Yêu cầu đến quá chậm.", "The request arrived too slowly."),
    RefusalCode.CURSOR_TOO_OLD: _Words(
        410, "Con trỏ quá cũ, cần tải lại toàn bộ.", "The cursor is too old: take the snapshot."
    ),
    RefusalCode.CHALLENGE_ENDED: _Words(
        410, "Mã xác nhận đã hết hiệu lực.", "This confirmation code is no longer valid."
    ),
    RefusalCode.TOO_LARGE: _Words(413, "Yêu cầu quá lớn.", "The request is too large."),
    RefusalCode.TOO_MANY_RECORDS: _Words(
        413, "Quá nhiều bản ghi trong một gói.", "Too many records in one batch."
    ),
    RefusalCode.BAD_RANGE: _Words(
        416, "Phạm vi yêu cầu nằm ngoài tệp.", "The range lies outside the snapshot."
    ),
    RefusalCode.BAD_PHONE: _Words(
        400, "Không phải số di động Việt Nam.", "Not a Vietnamese mobile number."
    ),
    RefusalCode.SLOW_DOWN: _Words(
        429, "Quá nhiều yêu cầu, hãy chờ.", "Too many requests: wait a while."
    ),
    RefusalCode.SMS_DOWN: _Words(
        503, "Chưa gửi được tin nhắn lúc này.", "The message cannot be sent now."
    ),
    RefusalCode.BUSY: _Words(
        503, "Trung tâm đang bận, hãy thử lại.", "The hub is busy: try again."
    ),
    RefusalCode.BROKEN: _Words(500, "Trung tâm gặp lỗi.", "The hub failed."),
}


class RequestRefused(Exception):
    """A request that is answered with no; never holds anything of its content."""

    def __init__(self, code: RefusalCode, *, retry_after_s: int | None = None) -> None:
        super().__init__(code.value)
        self.code = code
        self.retry_after_s = retry_after_s
        self.must_close = code in (RefusalCode.TOO_LARGE, RefusalCode.TOO_SLOW)
        """Whether the rest of the request, or another one on its connection, is not worth being
        read."""

    @property
    def status(self) -> int:
        """The HTTP status."""
        return _WORDS[self.code].status

    def to_bytes(self) -> bytes:
        """The JSON body."""
        words = _WORDS[self.code]
        return HubError(self.code.value, {"vi": words.vi, "en": words.en}).to_bytes()
