"""The words for every kind of fault."""

from __future__ import annotations

from kiosk.base.errors import DeviceFaultKind, NetworkFaultKind, StorageFaultKind
from kiosk.domain.station.effects import Tone
from ui.i18n import QT_TRANSLATE_NOOP
from ui.messages.model import Message, ScreenTone

_CLOSED_TITLE = QT_TRANSLATE_NOOP("Messages", "Máy tạm ngừng ghi nhận")


_CLOSED_TEXT = QT_TRANSLATE_NOOP("Messages", "Xin mời sang bàn hỗ trợ, nhân viên sẽ ghi nhận giúp.")


_ON_PAPER = QT_TRANSLATE_NOOP("Messages", "Tạm ghi người đến, đi vào sổ giấy.")


def _storage(code: str, staff_hint: str, step: str) -> Message:
    return Message(
        _CLOSED_TITLE,
        _CLOSED_TEXT,
        staff_hint,
        ScreenTone.PAPER,
        Tone.ATTENTION,
        code,
        (_ON_PAPER, step),
    )


STORAGE: dict[StorageFaultKind, Message] = {
    StorageFaultKind.FULL: _storage(
        "STORE-FULL",
        QT_TRANSLATE_NOOP("Messages", "Ổ đĩa đã đầy."),
        QT_TRANSLATE_NOOP("Messages", "Xóa bớt tệp lạ trên ổ đĩa, giữ nguyên thư mục dữ liệu."),
    ),
    StorageFaultKind.READ_ONLY: _storage(
        "STORE-READONLY",
        QT_TRANSLATE_NOOP("Messages", "Ổ đĩa không cho ghi."),
        QT_TRANSLATE_NOOP("Messages", "Tắt máy, chờ 10 giây rồi bật lại."),
    ),
    StorageFaultKind.CORRUPT: _storage(
        "STORE-CORRUPT",
        QT_TRANSLATE_NOOP("Messages", "Tệp dữ liệu bị hỏng."),
        QT_TRANSLATE_NOOP("Messages", "Không xóa, không chép đè tệp nào trên máy."),
    ),
    StorageFaultKind.TOO_NEW: _storage(
        "STORE-TOO-NEW",
        QT_TRANSLATE_NOOP("Messages", "Dữ liệu do bản phần mềm mới hơn tạo ra."),
        QT_TRANSLATE_NOOP("Messages", "Cài lại bản phần mềm mới nhất."),
    ),
    StorageFaultKind.WRONG_KEY: _storage(
        "STORE-KEY",
        QT_TRANSLATE_NOOP("Messages", "Khóa không mở được dữ liệu."),
        QT_TRANSLATE_NOOP("Messages", "Chép lại tệp khóa store.key từ bản lưu."),
    ),
}
"""What each storage fault says; the only causes of OUT_OF_ORDER."""


_CAMERA_TITLE = QT_TRANSLATE_NOOP("Messages", "Camera tạm thời không dùng được")


_CAMERA_TEXT = QT_TRANSLATE_NOOP("Messages", "Xin dùng số điện thoại hoặc gọi nhân viên.")


_CAMERA_CABLE = QT_TRANSLATE_NOOP("Messages", "Kiểm tra dây USB của camera.")


_CAMERA_REPLUG = QT_TRANSLATE_NOOP("Messages", "Cắm lại: máy tự nhận sau 5 giây.")


_CAMERA_LOST = QT_TRANSLATE_NOOP("Messages", "Mất tín hiệu camera.")


def _camera(code: str, staff_hint: str, first: str, second: str = _CAMERA_REPLUG) -> Message:
    return Message(
        _CAMERA_TITLE,
        _CAMERA_TEXT,
        staff_hint,
        ScreenTone.PAPER,
        None,
        code,
        (first, second),
    )


_CAMERA_GONE = _camera("CAM-LOST", _CAMERA_LOST, _CAMERA_CABLE)


CAMERA: dict[DeviceFaultKind, Message] = {
    DeviceFaultKind.MISSING: _camera(
        "CAM-MISSING",
        QT_TRANSLATE_NOOP("Messages", "Không tìm thấy camera."),
        _CAMERA_CABLE,
    ),
    DeviceFaultKind.BUSY: _camera(
        "CAM-BUSY",
        QT_TRANSLATE_NOOP("Messages", "Chương trình khác đang giữ camera."),
        QT_TRANSLATE_NOOP("Messages", "Đóng chương trình khác đang dùng camera."),
    ),
    DeviceFaultKind.LOST: _CAMERA_GONE,
    DeviceFaultKind.TIMEOUT: _camera(
        "CAM-TIMEOUT",
        QT_TRANSLATE_NOOP("Messages", "Camera không trả lời."),
        _CAMERA_CABLE,
    ),
    # A camera has neither paper nor a cover; whatever says so is a camera that went away.
    DeviceFaultKind.PAPER_OUT: _CAMERA_GONE,
    DeviceFaultKind.COVER_OPEN: _CAMERA_GONE,
    DeviceFaultKind.CUTTER_JAM: _CAMERA_GONE,
    DeviceFaultKind.UNRECOVERABLE: _CAMERA_GONE,
    DeviceFaultKind.NOT_A_PRINTER: _CAMERA_GONE,
    DeviceFaultKind.OVERHEATED: _camera(
        "CAM-HOT",
        QT_TRANSLATE_NOOP("Messages", "Camera quá nóng."),
        QT_TRANSLATE_NOOP("Messages", "Rút camera, để nguội 10 phút."),
    ),
}
"""What each fault of the camera says."""


_NO_SLIP = QT_TRANSLATE_NOOP("Messages", "Chưa in được phiếu")


_SLIP_AT_DESK = QT_TRANSLATE_NOOP(
    "Messages", "Đã ghi nhận. Chưa in được phiếu, mời nhận tại bàn hỗ trợ."
)


_PRINTER_REPLUG = QT_TRANSLATE_NOOP("Messages", "Tắt máy in, chờ 5 giây rồi bật lại.")


def _printer(code: str, staff_hint: str, first: str, second: str = _PRINTER_REPLUG) -> Message:
    return Message(
        _NO_SLIP, _SLIP_AT_DESK, staff_hint, ScreenTone.WAIT, None, code, (first, second)
    )


_PRINTER_CABLE = QT_TRANSLATE_NOOP("Messages", "Kiểm tra nguồn điện và dây của máy in.")


_FEED = QT_TRANSLATE_NOOP("Messages", "Đậy nắp, bấm nút đẩy giấy một lần.")


PRINTER: dict[DeviceFaultKind, Message] = {
    DeviceFaultKind.MISSING: _printer(
        "PRN-MISSING", QT_TRANSLATE_NOOP("Messages", "Không thấy máy in"), _PRINTER_CABLE
    ),
    DeviceFaultKind.BUSY: _printer(
        "PRN-BUSY",
        QT_TRANSLATE_NOOP("Messages", "Máy in đang bận"),
        QT_TRANSLATE_NOOP("Messages", "Đóng chương trình khác đang dùng máy in."),
    ),
    DeviceFaultKind.LOST: _printer(
        "PRN-LOST", QT_TRANSLATE_NOOP("Messages", "Mất kết nối máy in"), _PRINTER_CABLE
    ),
    DeviceFaultKind.TIMEOUT: _printer(
        "PRN-TIMEOUT", QT_TRANSLATE_NOOP("Messages", "Máy in không trả lời"), _PRINTER_CABLE
    ),
    DeviceFaultKind.PAPER_OUT: _printer(
        "PRN-PAPER",
        QT_TRANSLATE_NOOP("Messages", "Hết giấy in"),
        QT_TRANSLATE_NOOP("Messages", "Mở nắp máy in, thay cuộn giấy mới."),
        _FEED,
    ),
    DeviceFaultKind.COVER_OPEN: _printer(
        "PRN-COVER",
        QT_TRANSLATE_NOOP("Messages", "Nắp máy in đang mở"),
        QT_TRANSLATE_NOOP("Messages", "Kiểm tra cuộn giấy nằm đúng chiều."),
        _FEED,
    ),
    DeviceFaultKind.OVERHEATED: _printer(
        "PRN-HOT",
        QT_TRANSLATE_NOOP("Messages", "Máy in quá nóng"),
        QT_TRANSLATE_NOOP("Messages", "Ngừng in, để máy in nguội 10 phút."),
    ),
    DeviceFaultKind.CUTTER_JAM: _printer(
        "PRN-CUTTER",
        QT_TRANSLATE_NOOP("Messages", "Dao cắt giấy bị kẹt"),
        QT_TRANSLATE_NOOP("Messages", "Mở nắp máy in, gỡ giấy kẹt ở dao cắt, đậy nắp."),
    ),
    DeviceFaultKind.UNRECOVERABLE: _printer(
        "PRN-ERROR",
        QT_TRANSLATE_NOOP("Messages", "Máy in báo lỗi"),
        _PRINTER_REPLUG,
        QT_TRANSLATE_NOOP("Messages", "Nếu vẫn báo lỗi, gọi kỹ thuật."),
    ),
    DeviceFaultKind.NOT_A_PRINTER: _printer(
        "PRN-OTHER",
        QT_TRANSLATE_NOOP("Messages", "Địa chỉ máy in là của thiết bị khác"),
        QT_TRANSLATE_NOOP("Messages", "In phiếu tự kiểm trên máy in để xem địa chỉ IP."),
        QT_TRANSLATE_NOOP("Messages", "Báo kỹ thuật sửa printer.address, cổng thường là 9100."),
    ),
}
"""What each fault of the printer says; `staff_hint` is also the strip's word."""


_STILL_RECORDING = QT_TRANSLATE_NOOP("Messages", "vẫn ghi nhận bình thường")


_CAMERA_STILL_READS = QT_TRANSLATE_NOOP("Messages", "camera vẫn đọc được mã")


_SCANNER_CABLE = QT_TRANSLATE_NOOP("Messages", "Kiểm tra dây USB và đèn của máy quét.")


_SCANNER_REPLUG = QT_TRANSLATE_NOOP("Messages", "Rút ra, cắm lại: máy tự nhận sau vài giây.")


def _scanner(
    code: str,
    title: str,
    staff_hint: str = "",
    first: str = _SCANNER_CABLE,
    second: str = _SCANNER_REPLUG,
) -> Message:
    return Message(
        title,
        _CAMERA_STILL_READS,
        staff_hint or title,
        ScreenTone.PAPER,
        None,
        code,
        (first, second),
    )


_SCANNER_GONE = _scanner("SCAN-LOST", QT_TRANSLATE_NOOP("Messages", "Mất máy quét"))


SCANNER: dict[DeviceFaultKind, Message] = {
    # Whatever else is said of a scanner, it is one that went away.
    **dict.fromkeys(DeviceFaultKind, _SCANNER_GONE),
    DeviceFaultKind.MISSING: _scanner(
        "SCAN-MISSING", QT_TRANSLATE_NOOP("Messages", "Không thấy máy quét")
    ),
    DeviceFaultKind.BUSY: _scanner(
        "SCAN-BUSY",
        QT_TRANSLATE_NOOP("Messages", "Máy quét đang bận"),
        QT_TRANSLATE_NOOP("Messages", "Chương trình khác đang giữ máy quét."),
        QT_TRANSLATE_NOOP("Messages", "Đóng chương trình khác."),
        QT_TRANSLATE_NOOP("Messages", "Chạm vào màn hình này một lần, rồi quét lại."),
    ),
}
"""What each fault of a hand-held scanner says; `title` is also the strip's word."""


SCANNER_ALONE: dict[bool, Message] = {
    True: Message(
        QT_TRANSLATE_NOOP("Messages", "Mời quét mã QR hoặc thẻ bằng máy quét"),
        QT_TRANSLATE_NOOP("Messages", "Hoặc dùng số điện thoại, hoặc gọi nhân viên."),
        _SCANNER_GONE.staff_hint,
    ),
    False: Message(
        QT_TRANSLATE_NOOP("Messages", "Máy quét tạm thời không dùng được"),
        _CAMERA_TEXT,
        _SCANNER_GONE.staff_hint,
    ),
}
"""What stands in READY's place where a hand-held scanner reads alone, by whether it works."""


CLOCK_SUSPECT = Message(
    QT_TRANSLATE_NOOP("Messages", "Xem lại ngày giờ"),
    _STILL_RECORDING,
    QT_TRANSLATE_NOOP("Messages", "Ngày giờ của máy có thể sai: chưa in phiếu, chưa xóa gì."),
    ScreenTone.PAPER,
    None,
    "CLOCK",
    (
        QT_TRANSLATE_NOOP(
            "Messages", "So ngày giờ ở trên với điện thoại. Nếu đúng: chạm nút dưới."
        ),
        QT_TRANSLATE_NOOP(
            "Messages", "Nếu sai: đặt lại giờ trong phần cài đặt của máy, máy tự tiếp tục."
        ),
    ),
)
"""What is said while the clock is not to be believed; today's date stands beside it."""


PAPER_LOW = Message(
    QT_TRANSLATE_NOOP("Messages", "Sắp hết giấy in"),
    _STILL_RECORDING,
    QT_TRANSLATE_NOOP("Messages", "Sắp hết giấy in: chuẩn bị cuộn giấy mới."),
    ScreenTone.PAPER,
    None,
    "PRN-LOW",
    (
        QT_TRANSLATE_NOOP("Messages", "Mở nắp máy in, thay cuộn giấy mới."),
        QT_TRANSLATE_NOOP("Messages", "Rồi chạm Đã thay cuộn ở Kiểm tra đầu ca."),
    ),
)
"""Slips are printed still."""
NO_SOUND = Message(
    QT_TRANSLATE_NOOP("Messages", "Không có âm báo"),
    _STILL_RECORDING,
    QT_TRANSLATE_NOOP("Messages", "Máy không phát được âm báo: người đến phải nhìn màn hình."),
    ScreenTone.PAPER,
    None,
    "SOUND",
    (
        QT_TRANSLATE_NOOP("Messages", "Cứ tiếp tục: máy vẫn ghi nhận như thường."),
        QT_TRANSLATE_NOOP(
            "Messages", "Kỹ thuật cài pipewire-bin, pulseaudio-utils hoặc alsa-utils."
        ),
    ),
)
"""What a kiosk without a player for its tones says."""


_ROUTER = QT_TRANSLATE_NOOP("Messages", "Kiểm tra dây mạng hoặc bộ phát Wi-Fi.")


_WAIT_NETWORK = QT_TRANSLATE_NOOP("Messages", "Cứ tiếp tục: lượt chờ gửi sẽ tự gửi khi có mạng.")


_WAIT_SERVER = QT_TRANSLATE_NOOP(
    "Messages", "Cứ tiếp tục: lượt chờ gửi sẽ tự gửi khi máy chủ hoạt động lại."
)


_WAIT_MENDED = QT_TRANSLATE_NOOP(
    "Messages", "Cứ tiếp tục: máy vẫn ghi nhận đủ, nhưng chưa gửi được cho đến khi sửa xong."
)


def _network(code: str, title: str, first: str = _ROUTER, second: str = _WAIT_NETWORK) -> Message:
    return Message(title, _STILL_RECORDING, title, ScreenTone.PAPER, None, code, (first, second))


COPIED = Message(
    QT_TRANSLATE_NOOP("Messages", "Hai máy trùng danh tính"),
    _STILL_RECORDING,
    QT_TRANSLATE_NOOP(
        "Messages", "Một máy khác dùng cùng danh tính với trạm này, có thể do chép ổ đĩa."
    ),
    ScreenTone.PAPER,
    None,
    "ID-COPIED",
    (
        QT_TRANSLATE_NOOP("Messages", "Cứ tiếp tục: cả hai máy vẫn ghi nhận và gửi đủ."),
        QT_TRANSLATE_NOOP(
            "Messages", "Báo quản trị viên: đăng ký lại một trong hai máy bằng mã mới."
        ),
    ),
)
"""What is said while another machine goes on with this one's identity."""


REVOKED = Message(
    QT_TRANSLATE_NOOP("Messages", "Trạm đã bị thu hồi"),
    _STILL_RECORDING,
    QT_TRANSLATE_NOOP("Messages", "Máy chủ không nhận dữ liệu của trạm này nữa."),
    ScreenTone.PAPER,
    None,
    "HUB-REVOKED",
    (
        QT_TRANSLATE_NOOP("Messages", "Cứ tiếp tục: mọi lượt vẫn được lưu trên máy này."),
        QT_TRANSLATE_NOOP(
            "Messages", "Hỏi quản trị viên. Nếu trạm còn dùng: đăng ký lại bằng mã mới."
        ),
    ),
)
"""What is said once the hub has taken the station out of service."""


NETWORK: dict[NetworkFaultKind, Message] = {
    NetworkFaultKind.OFFLINE: _network("NET-OFFLINE", QT_TRANSLATE_NOOP("Messages", "Mất mạng")),
    NetworkFaultKind.PORTAL: _network(
        "NET-PORTAL",
        QT_TRANSLATE_NOOP("Messages", "Wi-Fi yêu cầu đăng nhập"),
        QT_TRANSLATE_NOOP("Messages", "Đăng nhập Wi-Fi trên máy này, hoặc dùng mạng khác."),
    ),
    NetworkFaultKind.TIMEOUT: _network(
        "NET-TIMEOUT", QT_TRANSLATE_NOOP("Messages", "Mạng chậm, máy chủ không trả lời")
    ),
    NetworkFaultKind.SERVER_DOWN: _network(
        "NET-SERVER",
        QT_TRANSLATE_NOOP("Messages", "Máy chủ tạm ngừng"),
        QT_TRANSLATE_NOOP("Messages", "Báo nơi quản lý máy chủ nếu quá 1 giờ."),
        _WAIT_SERVER,
    ),
    NetworkFaultKind.SLOW_DOWN: _network(
        "NET-SLOW",
        QT_TRANSLATE_NOOP("Messages", "Máy chủ đang bận, sẽ gửi sau"),
        QT_TRANSLATE_NOOP("Messages", "Không cần làm gì: máy tự gửi lại sau."),
        _WAIT_SERVER,
    ),
    NetworkFaultKind.CLOCK: _network(
        "NET-CLOCK",
        QT_TRANSLATE_NOOP("Messages", "Ngày giờ của máy sai?"),
        QT_TRANSLATE_NOOP(
            "Messages", "Xem ngày giờ của máy này. Nếu đúng: chứng chỉ của máy chủ đã hết hạn."
        ),
        _WAIT_MENDED,
    ),
    NetworkFaultKind.CERTIFICATE: _network(
        "NET-CERT",
        QT_TRANSLATE_NOOP("Messages", "Chứng chỉ máy chủ không tin được"),
        QT_TRANSLATE_NOOP(
            "Messages", "Đăng nhập Wi-Fi nếu mạng đòi. Nếu không: báo nơi quản lý máy chủ."
        ),
        _WAIT_MENDED,
    ),
    NetworkFaultKind.WRONG_NAME: _network(
        "NET-NAME",
        QT_TRANSLATE_NOOP("Messages", "Địa chỉ máy chủ không khớp"),
        QT_TRANSLATE_NOOP("Messages", "Báo nơi quản lý máy chủ: chứng chỉ ghi địa chỉ khác."),
        _WAIT_MENDED,
    ),
    NetworkFaultKind.UNSIGNED: _network(
        "NET-UNSIGNED",
        QT_TRANSLATE_NOOP("Messages", "Trả lời không phải của máy chủ"),
        QT_TRANSLATE_NOOP(
            "Messages", "Dùng mạng khác, hoặc báo nơi quản lý máy chủ: có thể cần cập nhật."
        ),
        _WAIT_MENDED,
    ),
}
"""What each fault on the way to the hub says: title and text stand in the health strip."""


NOT_SET_UP = Message(
    QT_TRANSLATE_NOOP("Messages", "Máy chưa được cài đặt"),
    _STILL_RECORDING,
    QT_TRANSLATE_NOOP("Messages", "Chưa có tệp cấu hình: tên điểm và tên cổng còn là tên mẫu."),
    ScreenTone.PAPER,
    None,
    "SET-UP",
    (
        QT_TRANSLATE_NOOP("Messages", "Cứ tiếp tục: máy vẫn ghi nhận như thường."),
        QT_TRANSLATE_NOOP(
            "Messages",
            "Kỹ thuật đặt tên và thiết bị bằng lệnh checkpoint-kiosk settings.",
        ),
    ),
)
"""What a kiosk without a configuration says: its title stands in the health strip."""
