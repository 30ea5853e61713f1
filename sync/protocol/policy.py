"""Every setting that a hub may set at its stations, declared once.

A station without a hub has them from its own file. What comes by the config feed stands over that
(docs/spec/sync-protocol.md §5): one item a section with members named as in the file, and the
hotlines as an item of their own. A member that is absent stays as it is at the station.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.base.dataclass import dataclass
from sync.protocol.declaration_bodies import LegalBasis
from sync.protocol.kinds import ClockTime, Flag, Text, TextList, TimeZone, WebAddress, Whole, Words
from sync.protocol.settings import Setting, Tables, setting, settings_of


class GateMode(StrEnum):
    """Which directions a gate records."""

    AUTO = "auto"
    IN_ONLY = "in_only"
    OUT_ONLY = "out_only"


class PrintWhen(StrEnum):
    """When a slip is printed (docs/spec/at-the-gate.md §7); never on departure."""

    NEVER = "never"
    ON_REQUEST = "on_request"
    NO_REUSABLE_CODE = "no_reusable_code"
    ALWAYS = "always"


class DeclarationRule(StrEnum):
    """Whether an arrival needs a health declaration."""

    OFF = "off"
    REQUIRED = "required"


class OtpRule(StrEnum):
    """Whether a phone that somebody declares is proven by a code."""

    REQUIRED = "required"
    PREFERRED = "preferred"
    """Where a code can be sent; else it stays *chưa xác minh*."""
    OFF = "off"


class DeskSide(StrEnum):
    """Where the support desk stands, as a person before the screen sees it."""

    LEFT = "left"
    RIGHT = "right"
    NONE = "none"


class VenueKind(StrEnum):
    """What a venue is: where the sick come, nobody who is sick is turned away."""

    HEALTH_FACILITY = "health_facility"
    SCHOOL = "school"
    OFFICE = "office"
    MARKET = "market"
    """A market, supermarket or shop."""
    BUS_STATION = "bus_station"
    """A station or port of any transport."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Hotline:
    """A number for citizens, dialled differently from landlines and mobiles."""

    label: str = setting(Text(), "Hỏi đáp", "What the line is for, in the venue's words.")
    landline: str = setting(Text(), "1022", "What to dial from a landline.")
    mobile: str = setting(
        Text(),
        "0259.1022",
        "What to dial from a mobile; this one stands on the screen and the slip.",
    )


@dataclass(frozen=True, slots=True)
class VenueSettings:
    """The place a station stands at."""

    name: str = setting(
        Text(is_required=True),
        "Trung tâm Y tế Mẫu",
        "The checkpoint's name, as the screen and the slip show it.",
    )
    gate: str = setting(Text(), "Cổng A", "The entrance this kiosk stands at.", option="")
    time_zone: ZoneInfo = setting(
        TimeZone(),
        ZoneInfo("Asia/Ho_Chi_Minh"),
        'The venue\'s IANA time zone: "today", closing time and every time shown.',
    )
    support_phone: str = setting(
        Text(),
        "",
        "Whom staff call when the kiosk does not recover; not a number for citizens.",
    )
    desk_side: DeskSide = setting(
        Words(DeskSide),
        DeskSide.RIGHT,
        "Where the support desk stands, seen by a person before the screen.",
    )
    hotlines: tuple[Hotline, ...] = setting(
        Tables(Hotline),
        (),
        "Citizens' hotlines, shown on every screen and slip.",
        feed=("hotlines", "lines"),
        option="--hotline",
    )
    commune: str = setting(
        Text(),
        "",
        "Code of the venue's commune since 2025-07-01, the first one found for an address.",
    )
    health_authority: str = setting(
        Text(),
        "",
        "Whom health data may be passed to, in the privacy notice; empty: the health authorities.",
    )
    archive: str = setting(
        Text(),
        "",
        "Where the hub keeps data, in the privacy notice; empty: the venue's server.",
    )
    archive_days: int = setting(
        Whole(0, 3650, "d"),
        0,
        "For how long the hub keeps data, in the privacy notice; 0 where nothing is promised.",
    )
    data_phone: str = setting(
        Text(),
        "",
        "Number to call about one's own data, in the privacy notice; empty: the desk alone.",
    )
    kind: VenueKind = setting(
        Words(VenueKind),
        VenueKind.HEALTH_FACILITY,
        "What the venue is; at a health_facility no patient is refused at the desk.",
    )
    phone: str = setting(
        Text(most=40), "", "The venue's own phone number, for the health authorities."
    )
    street: str = setting(
        Text(most=120), "", "House number and street of the venue; its commune is `commune`."
    )
    gates: tuple[str, ...] = setting(
        TextList(),
        (),
        "The venue's entrances, of which `gate` is one; a hub has them of its stations.",
        option="",
    )
    opening_time: time | None = setting(
        ClockTime(),
        None,
        "When the venue opens; it closes at policy.closing_time. Empty where it is always open.",
    )
    link: str = setting(
        WebAddress(),
        "",
        "The address in the code of the venue's poster, such as its tokhaiyte one; empty: no code.",
    )


@dataclass(frozen=True, slots=True)
class PolicySettings:
    """The rules of a gate."""

    gate_mode: GateMode = setting(
        Words(GateMode),
        GateMode.AUTO,
        "What the gate records: auto decides by who is inside, the others record one direction.",
    )
    declaration: DeclarationRule = setting(
        Words(DeclarationRule),
        DeclarationRule.OFF,
        "Whether an arrival needs a health declaration.",
    )
    declaration_form: str = setting(
        Text(is_required=True),
        "domestic",
        "Which form is asked: its id, as `kiosk form check` shows it.",
    )
    declaration_days: int = setting(
        Whole(1, 14, "d"),
        1,
        "For how many days at the venue a declaration holds; 1 is to the end of its day.",
    )
    accept_personal_qr: bool = setting(
        Flag(),
        True,
        "Whether a personal QR code of the national apps stands for a declaration.",
    )
    otp: OtpRule = setting(
        Words(OtpRule),
        OtpRule.PREFERRED,
        "Whether a phone that somebody declares at the gate is proven by a code.",
    )
    legal_basis: LegalBasis = setting(
        Words(LegalBasis),
        LegalBasis.CONSENT,
        "On what basis health data are processed; by consent nothing is sent without it.",
    )
    repeat_window_s: int = setting(
        Whole(0, 3600, "s"), 60, "A second scan of one person within it records nothing new."
    )
    early_return_min: int = setting(
        Whole(0, 240, "min"),
        10,
        "A second scan so soon after an arrival is a departure only if a touch says so.",
    )
    presence_max_h: int = setting(
        Whole(1, 168, "h"), 16, "A presence without departure ends by itself after it."
    )
    capacity: int = setting(
        Whole(0, 100_000),
        0,
        "How many may be inside before others are asked to wait; 0 for any number, and always at a"
        " health_facility.",
    )
    closing_time: time | None = setting(
        ClockTime(),
        None,
        "When presences end, in the venue's time zone; empty where it never closes.",
    )


@dataclass(frozen=True, slots=True)
class PrintSettings:
    """When slips are printed and how long they hold."""

    when: PrintWhen = setting(
        Words(PrintWhen),
        PrintWhen.NO_REUSABLE_CODE,
        "Who gets a slip on arrival; no_reusable_code: who has no card or code of their own.",
        option="--slips",
    )
    valid_h: int = setting(
        Whole(1, 14 * 24, "h"),
        72,
        "How long a slip holds, from the arrival on.",
        option="--slip-valid-h",
    )
    card_days: int = setting(
        Whole(1, 730, "d"),
        365,
        "How long a wallet card of staff or of a regular holds.",
        option="--card-days",
    )
    line: str = setting(
        Text(most=80),
        "",
        "A line of the venue's own on its slips; empty: none.",
        option="--slip-line",
    )
    full_names: bool = setting(
        Flag(),
        False,
        "Whole names on slips, for whoever finds one to read; false: initials alone.",
        option="--slip-full-names",
    )


SECTIONS: Mapping[str, type] = {
    "venue": VenueSettings,
    "policy": PolicySettings,
    "print": PrintSettings,
}
"""The sections of `kiosk.toml` that a hub may set."""


def hub_settings() -> dict[str, tuple[Setting[Any], ...]]:
    """What the hub may set, by the item of the config feed that has it; one section an item."""
    found: dict[str, tuple[Setting[Any], ...]] = {}
    for section, cls in SECTIONS.items():
        for each in settings_of(cls, section):
            found[each.feed_item] = (*found.get(each.feed_item, ()), each)
    return found
