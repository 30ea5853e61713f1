"""What staff choose from and are told on the pages of *Khai hộ*."""

from __future__ import annotations

from kiosk.domain.declaration.draft import Missing
from kiosk.domain.station.pages.declare_touches import DeclareStep
from sync.protocol.declaration_bodies import Relation
from ui.i18n import QT_TRANSLATE_NOOP

RELATIONS: dict[Relation, str] = {
    Relation.SELF: QT_TRANSLATE_NOOP("Messages", "Chính người này"),
    Relation.STAFF: QT_TRANSLATE_NOOP("Messages", "Nhân viên"),
    Relation.CHILD: QT_TRANSLATE_NOOP("Messages", "Con"),
    Relation.SPOUSE: QT_TRANSLATE_NOOP("Messages", "Vợ, chồng"),
    Relation.PARENT: QT_TRANSLATE_NOOP("Messages", "Cha, mẹ"),
    Relation.SIBLING: QT_TRANSLATE_NOOP("Messages", "Anh, chị, em"),
    Relation.GRANDPARENT: QT_TRANSLATE_NOOP("Messages", "Ông, bà"),
    Relation.RELATIVE: QT_TRANSLATE_NOOP("Messages", "Người thân"),
    Relation.GUARDIAN: QT_TRANSLATE_NOOP("Messages", "Người giám hộ"),
    Relation.CARER: QT_TRANSLATE_NOOP("Messages", "Người chăm sóc"),
    Relation.OTHER: QT_TRANSLATE_NOOP("Messages", "Khác"),
}
"""What somebody is to the person whom a declaration is about."""

PROXIES = (
    Relation.STAFF,
    Relation.CHILD,
    Relation.SPOUSE,
    Relation.PARENT,
    Relation.RELATIVE,
    Relation.OTHER,
)
"""Who declares in somebody's place, in the order of the page's buttons."""
GUARDIANS = (
    Relation.PARENT,
    Relation.GUARDIAN,
    Relation.GRANDPARENT,
    Relation.SIBLING,
    Relation.STAFF,
    Relation.OTHER,
)
"""The same of a child."""
PHONE_OWNERS = (
    Relation.CHILD,
    Relation.SPOUSE,
    Relation.PARENT,
    Relation.SIBLING,
    Relation.RELATIVE,
    Relation.OTHER,
)
"""Whose number it may be."""

STEPS: dict[DeclareStep, str] = {
    DeclareStep.PERSON: QT_TRANSLATE_NOOP("Messages", "Thông tin cá nhân"),
    DeclareStep.ADDRESS: QT_TRANSLATE_NOOP("Messages", "Địa chỉ liên lạc"),
    DeclareStep.HEALTH: QT_TRANSLATE_NOOP("Messages", "Sức khỏe"),
    DeclareStep.CONFIRM: QT_TRANSLATE_NOOP("Messages", "Xác nhận"),
    DeclareStep.DONE: QT_TRANSLATE_NOOP("Messages", "Đã gửi"),
}
"""The pages' names."""

MISSING: dict[Missing, str] = {
    Missing.NAME: QT_TRANSLATE_NOOP("Messages", "Chưa nhập họ tên"),
    Missing.BIRTH: QT_TRANSLATE_NOOP("Messages", "Chưa nhập năm sinh"),
    Missing.SEX: QT_TRANSLATE_NOOP("Messages", "Chưa chọn giới tính"),
    Missing.PHONE: QT_TRANSLATE_NOOP("Messages", "Chưa nhập số điện thoại"),
    Missing.PHONE_RELATION: QT_TRANSLATE_NOOP("Messages", "Chưa chọn số của ai"),
    Missing.UNIT: QT_TRANSLATE_NOOP("Messages", "Chưa chọn xã, phường"),
    Missing.DECLARANT: QT_TRANSLATE_NOOP("Messages", "Chưa chọn ai khai"),
    Missing.CONSENT: QT_TRANSLATE_NOOP("Messages", "Chưa có đồng ý"),
}
"""What is said of the first thing that is missing on a page."""
