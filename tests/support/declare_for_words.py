"""What is touched and read where staff declare for people, in both languages."""

from __future__ import annotations

from typing import NamedTuple

from kiosk.domain.language import Language


class Words(NamedTuple):
    """What is touched and read, in one language."""

    new: str
    next_field: str
    female: str
    male: str
    none: str
    go_on: str
    travel: str
    signs: str
    contact: str
    fever: str
    staff: str
    consent: str
    send: str
    sent: str
    held: str
    companion: str
    done: str
    unnamed: str
    representative: str
    parent: str
    drafts: str
    space: str
    nobody: str
    inside: str


WORDS = {
    Language.VI: Words(
        new="Khai hộ người mới",
        next_field="Ô tiếp theo",
        female="Nữ",
        male="Nam",
        none="Không có",
        go_on="Tiếp tục",
        travel="Không đi đâu",
        signs="Không có dấu hiệu nào",
        contact="Không tiếp xúc với ai",
        fever="Sốt",
        staff="Nhân viên",
        consent="Bà ",
        send="Gửi thông tin và check in",
        sent="Đã gửi tờ khai",
        held="Mời sang bàn hỗ trợ",
        companion="Thêm người cùng đi",
        done="Xong",
        unnamed="Chưa đặt tên",
        representative="Người đại diện",
        parent="Cha, mẹ",
        drafts="1 tờ khai dở",
        space="dấu cách",
        nobody="Thêm người dùng số này",
        inside="Đang có mặt từ",
    ),
    Language.EN: Words(
        new="Declare for somebody new",
        next_field="Next field",
        female="Female",
        male="Male",
        none="None",
        go_on="Continue",
        travel="Nowhere else",
        signs="No signs",
        contact="No contact with any",
        fever="Fever",
        staff="Staff",
        consent="Ms ",
        send="Send and check in",
        sent="Declaration sent",
        held="To the help desk",
        companion="Add a companion",
        done="Done",
        unnamed="No name yet",
        representative="The representative",
        parent="Parent",
        drafts="1 unfinished form",
        space="space",
        nobody="Add a person to this number",
        inside="Inside since",
    ),
}
