"""Synthetic persons and the codes they show, seeded; payload shapes after docs/spec/credentials.md.

Nobody here exists: names are combined at random and numbers lie in ranges made up for the purpose.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from enum import StrEnum
from urllib.parse import quote

from kiosk.base.dataclass import dataclass


class Prop(StrEnum):
    """What a code is shown on."""

    CARD = "card"
    PHONE = "phone"
    PAPER = "paper"


@dataclass(frozen=True, slots=True)
class ShownCode:
    """One code held before the camera."""

    label: str
    """What it is, for manifests and reports; never part of the picture."""
    payload: str
    prop: Prop
    hold_s: float = 1.6
    """Seconds it is held before it leaves."""


_FAMILY = ("Nguyễn", "Trần", "Lê", "Phạm", "Huỳnh", "Võ", "Đặng", "Bùi", "Đỗ", "Ngô", "Chamaléa")
_MIDDLE_MALE = ("Văn", "Hữu", "Đức", "Quốc", "Minh")
_MIDDLE_FEMALE = ("Thị", "Thị Hồng", "Ngọc", "Thị Kim", "Thu")
_GIVEN_MALE = ("Bình", "Dũng", "Khải", "Lộc", "Nghĩa", "Phước", "Thắng", "Tường", "Vượng")
_GIVEN_FEMALE = ("Ánh", "Diễm", "Hương", "Lệ", "Nhung", "Phượng", "Thủy", "Tuyết", "Yến")
_MINORITY = (
    ("Katơr Thị Nhíp", False),
    ("Pi Năng Thạnh", True),
    ("K'Brếp", True),
    ("H'Hen Mlô", False),
    ("Chamaléa Thị Hường", False),
    ("Đàng Thị Mỹ Lệ", False),
)
_PLACES = (
    "Thôn Mẫu, Phước Trung, Bác Ái, Ninh Thuận",
    "Khu phố 3, Phước Mỹ, Phan Rang-Tháp Chàm, Ninh Thuận",
    "Số 12 Phố Mẫu, Phúc Xá, Ba Đình, Hà Nội",
    "Ấp Mẫu, Vĩnh Hội, An Phú, An Giang",
    "Tổ 5, Mẫu Sơn, Lộc Bình, Lạng Sơn",
)
_PROVINCES = ("001", "058", "079", "089", "020", "048")
_OLDEST = date(1942, 1, 1)
_BIRTH_DAYS = 23_000


@dataclass(frozen=True, slots=True)
class _Somebody:
    name: str
    is_male: bool
    birth: date
    address: str
    number: int
    """Unique within one list; the variable part of every document number."""
    province: str

    @property
    def citizen_id(self) -> str:
        gender = (0 if self.birth.year < 2000 else 2) + (0 if self.is_male else 1)
        return f"{self.province}{gender}{self.birth:%y}{self.number:06d}"

    @property
    def insurance_number(self) -> str:
        return f"79{self.number:08d}"


def _somebody(rng: random.Random, number: int) -> _Somebody:
    if rng.random() < 0.3:
        name, is_male = rng.choice(_MINORITY)
    else:
        is_male = rng.random() < 0.5
        middle = rng.choice(_MIDDLE_MALE if is_male else _MIDDLE_FEMALE)
        given = rng.choice(_GIVEN_MALE if is_male else _GIVEN_FEMALE)
        name = f"{rng.choice(_FAMILY)} {middle} {given}"
    birth = _OLDEST + timedelta(days=rng.randrange(_BIRTH_DAYS))
    return _Somebody(
        name, is_male, birth, rng.choice(_PLACES), 990_000 + number, rng.choice(_PROVINCES)
    )


def _hex(text: str) -> str:
    return text.encode().hex()


def _citizen_card(who: _Somebody, rng: random.Random, first_issue: date = date(2021, 6, 1)) -> str:
    old_id = f"99{rng.randrange(10**7):07d}" if rng.random() < 0.5 else ""
    sex = "Nam" if who.is_male else "Nữ"
    issued = first_issue + timedelta(days=rng.randrange(400))
    return "|".join(
        (
            who.citizen_id,
            old_id,
            who.name,
            f"{who.birth:%d%m%Y}",
            sex,
            who.address,
            f"{issued:%d%m%Y}",
        )
    )


def _new_citizen_card(who: _Somebody, rng: random.Random) -> str:
    return _citizen_card(who, rng, date(2024, 7, 1)) + "||||"


def _personal_qr(who: _Somebody, rng: random.Random) -> str:
    qid = f"1629{rng.randrange(10**14):014d}"
    gender = 1 if who.is_male else 2
    phone = f"09{rng.randrange(10**8):08d}"
    bare = unicodedata.normalize("NFD", who.name.replace("Đ", "D").replace("đ", "d"))
    capitals = "".join(ch for ch in bare if not unicodedata.combining(ch)).upper()
    return f"{who.citizen_id}|{capitals}|{who.birth:%Y-%m-%d}|0|{qid}|<{gender}<00<{phone}"


def _old_insurance_card(who: _Somebody, rng: random.Random) -> str:
    since = date(2021, 1, 1) + timedelta(days=rng.randrange(90))
    check = f"{rng.getrandbits(64):016x}-{rng.randrange(10**4):04d}"
    return "|".join(
        (
            f"GD479{who.insurance_number}",
            _hex(who.name),
            f"{who.birth:%d/%m/%Y}",
            "1" if who.is_male else "2",
            _hex(who.address),
            "79 - 034",
            f"{since:%d/%m/%Y}",
            "-",
            f"{since - timedelta(days=14):%d/%m/%Y}",
            f"7901{who.insurance_number}",
            "-",
            "4",
            "01/01/2024",
            check,
            "$",
        )
    )


def _new_insurance_card(who: _Somebody, rng: random.Random) -> str:
    since = date(2021, 5, 1) + timedelta(days=rng.randrange(90))
    check = f"{rng.getrandbits(64):016x}-{rng.randrange(10**4):04d}"
    return "|".join(
        (
            who.insurance_number,
            _hex(who.name),
            f"{who.birth:%d/%m/%Y}",
            "1" if who.is_male else "2",
            "-",
            "79 - 034",
            f"{since:%d/%m/%Y}",
            "-",
            f"{since + timedelta(days=14):%d/%m/%Y}",
            f"7901{who.insurance_number}",
            "-",
            "4",
            " 01/01/2024",
            check,
            "4",
            _hex("Quận 1, Thành phố Hồ Chí Minh"),
            "$",
        )
    )


_DOCUMENTS: tuple[tuple[str, Prop, Callable[[_Somebody, random.Random], str]], ...] = (
    ("personal QR", Prop.PHONE, _personal_qr),
    ("citizen card", Prop.CARD, _citizen_card),
    ("old insurance card", Prop.CARD, _old_insurance_card),
    ("Căn cước", Prop.CARD, _new_citizen_card),
    ("new insurance card", Prop.CARD, _new_insurance_card),
)


def demo_persons(seed: int, count: int = 7) -> tuple[ShownCode, ...]:
    """Different synthetic persons, their documents in turn: every kind within the first five."""
    rng = random.Random(f"persons {seed}")
    shown = []
    for index in range(count):
        label, prop, compose = _DOCUMENTS[index % len(_DOCUMENTS)]
        who = _somebody(rng, rng.randrange(1000) * 8 + index % 8)
        payload = compose(who, rng)
        shown.append(
            ShownCode(f"{index + 1} {label}", payload, prop, hold_s=1.5 + 0.4 * rng.random())
        )
    return tuple(shown)


def wrong_codes(seed: int) -> tuple[ShownCode, ...]:
    """Codes that stand for no person: posters of both systems, a payment, two kinds of link."""
    rng = random.Random(f"wrong codes {seed}")
    group = f"{rng.getrandbits(96):024x}"
    place = quote("Trung tâm Y tế Mẫu")
    venue = f"{rng.getrandbits(32):08x}-0000-4000-8000-{rng.getrandbits(48):012x}"
    account = f"{rng.randrange(10**10):010d}"
    consumer = f"0010A000000727012400069704360110{account}0208QRIBFTTA"
    payment = f"00020101021138{len(consumer):02d}{consumer}5303704540550000" + "5802VN6304"
    result = f"{rng.getrandbits(32):08x}-0000-4000-8000-{rng.getrandbits(48):012x}"
    return (
        ShownCode(
            "venue poster (tokhaiyte)",
            f"https://tokhaiyte.vn/?page=Group.checkin&groupId={group}",
            Prop.PAPER,
        ),
        ShownCode(
            "venue poster (Ho Chi Minh City)",
            f"https://kbyt.khambenh.gov.vn/#tokhai_yte/model?dd_id={venue}&n={place}",
            Prop.PAPER,
        ),
        ShownCode("payment", f"{payment}{_crc16(payment):04X}", Prop.PHONE),
        ShownCode("web link", "https://example.com/khuyen-mai?ma=MAU", Prop.PAPER),
        ShownCode(
            "declaration result (Ho Chi Minh City)",
            f"https://kbyt.khambenh.gov.vn/#tokhai_yte/ketqua?id={result}",
            Prop.PHONE,
        ),
    )


def _crc16(text: str) -> int:
    """The check of EMVCo payment codes: CRC-16 with polynomial 0x1021, start 0xFFFF."""
    crc = 0xFFFF
    for byte in text.encode("ascii"):
        crc ^= byte << 8
        for _ in range(8):
            crc = ((crc << 1) ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return crc
