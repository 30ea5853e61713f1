"""What stands on *Đăng ký điểm kiểm dịch*: what is registered, what was changed, what is typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from datetime import datetime, time
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.settings_work import SettingsProblem
from kiosk.domain.desk.venue_work import LogoProblem, VenueField, VenueShown, VenueValue
from kiosk.domain.station.page import DeskPage
from kiosk.domain.text_input.field_text import FieldKind, FieldText
from kiosk.domain.units.unit import UnitsFound, UnitSnapshot
from sync.protocol.kinds import Refusal, WebAddress
from sync.protocol.policy import Hotline, VenueKind

MOST_GATES = 6
MOST_HOTLINES = 4
_HOUR_DIGITS = 4


class VenueInput(StrEnum):
    """What is typed."""

    NAME = "name"
    PHONE = "phone"
    STREET = "street"
    COMMUNE = "commune"
    """What the commune is looked for by."""
    GATE = "gate"
    """The name of an entrance to be added."""
    OPENS = "opens"
    CLOSES = "closes"
    LABEL = "label"
    """What a hotline is for."""
    MOBILE = "mobile"
    LANDLINE = "landline"
    SUPPORT_PHONE = "support_phone"
    LINK = "link"
    LINE = "line"


KINDS: Mapping[VenueInput, tuple[FieldKind, int]] = MappingProxyType(
    {
        VenueInput.NAME: (FieldKind.TEXT, 80),
        VenueInput.PHONE: (FieldKind.PHONE, 20),
        VenueInput.STREET: (FieldKind.TEXT, 120),
        VenueInput.COMMUNE: (FieldKind.SEARCH, 60),
        VenueInput.GATE: (FieldKind.TEXT, 30),
        VenueInput.OPENS: (FieldKind.DIGITS, 4),
        VenueInput.CLOSES: (FieldKind.DIGITS, 4),
        VenueInput.LABEL: (FieldKind.TEXT, 30),
        VenueInput.MOBILE: (FieldKind.PHONE, 20),
        VenueInput.LANDLINE: (FieldKind.PHONE, 20),
        VenueInput.SUPPORT_PHONE: (FieldKind.PHONE, 20),
        VenueInput.LINK: (FieldKind.LINK, 300),
        VenueInput.LINE: (FieldKind.TEXT, 80),
    }
)
"""What each takes, and how many letters of it."""
PLAIN: Mapping[VenueInput, VenueField] = MappingProxyType(
    {
        VenueInput.NAME: VenueField.NAME,
        VenueInput.PHONE: VenueField.PHONE,
        VenueInput.STREET: VenueField.STREET,
        VenueInput.SUPPORT_PHONE: VenueField.SUPPORT_PHONE,
        VenueInput.LINK: VenueField.LINK,
        VenueInput.LINE: VenueField.LINE,
    }
)
"""Those that stand as they are typed."""
HOURS: Mapping[VenueInput, VenueField] = MappingProxyType(
    {VenueInput.OPENS: VenueField.OPENS, VenueInput.CLOSES: VenueField.CLOSES}
)
OF_HOTLINE = (VenueInput.LABEL, VenueInput.MOBILE, VenueInput.LANDLINE)
"""The parts of one hotline, in the order in which they are typed."""
OWNERS: Mapping[VenueInput, VenueField] = MappingProxyType(
    {
        **PLAIN,
        **HOURS,
        VenueInput.COMMUNE: VenueField.COMMUNE,
        VenueInput.GATE: VenueField.GATES,
        **dict.fromkeys(OF_HOTLINE, VenueField.HOTLINES),
    }
)
"""What each is typed for."""
REQUIRED = (
    VenueField.NAME,
    VenueField.PHONE,
    VenueField.STREET,
    VenueField.COMMUNE,
    VenueField.HOTLINES,
)
"""What a venue that is registered says of itself; whatever it is, it has a kind."""


@dataclass(frozen=True, slots=True)
class VenuePage:
    """The page."""

    page: ClassVar[DeskPage] = DeskPage.VENUE
    is_public: ClassVar[bool] = False

    known: VenueShown | None = None
    """None until it was read."""
    changes: Mapping[VenueField, VenueValue] = field(default_factory=dict)
    """What differs from what is in force."""
    commune: UnitSnapshot | None = None
    """The unit that was chosen; None while it is the one in force."""
    input: VenueInput | None = None
    typed: FieldText | None = field(default=None, repr=False)
    """The text of the field in use; None while the keyboard is away."""
    suggestions: ClassVar[tuple[str, ...]] = ()
    found: UnitsFound | None = None
    """Communes by what is typed."""
    hotline: int = 0
    """Which of the hotlines is typed."""
    shows_slip: bool = False
    """What is printed on slips, in the place of the poster."""
    is_saving: bool = False
    is_leaving: bool = False
    """It is asked whether what was not saved is given up."""
    is_saved: bool = False
    problem: DeskProblem | SettingsProblem | LogoProblem | None = None

    def value(self, registered: VenueField) -> VenueValue:
        """As it stands on the page, once it was read."""
        assert self.known is not None
        return self.changes.get(registered, self.known.value(registered))

    def text(self, registered: VenueField) -> str:
        """The same of what is a text."""
        value = self.value(registered)
        assert isinstance(value, str)
        return value

    def hour(self, registered: VenueField) -> time | None:
        """The same of a time of day."""
        value = self.value(registered)
        assert value is None or isinstance(value, time)
        return value

    @property
    def kind(self) -> VenueKind:
        """What the venue is."""
        return VenueKind(self.text(VenueField.KIND))

    @property
    def gates(self) -> tuple[str, ...]:
        """The venue's entrances, the one of this station among them."""
        own, names = self.text(VenueField.GATE), self.value(VenueField.GATES)
        assert isinstance(names, tuple)
        gates = tuple(str(name) for name in names)
        return gates if own in gates or not own else (own, *gates)

    @property
    def hotlines(self) -> tuple[Hotline, ...]:
        """The venue's hotlines."""
        lines = self.value(VenueField.HOTLINES)
        assert isinstance(lines, tuple)
        return tuple(line for line in lines if isinstance(line, Hotline))

    @property
    def prints_names(self) -> bool:
        """Whether slips have whole names."""
        return self.value(VenueField.FULL_NAMES) is True

    @property
    def unit(self) -> UnitSnapshot | None:
        """The commune as it stands on the page."""
        return self.commune or (None if self.known is None else self.known.commune)

    def can_change(self, registered: VenueField) -> bool:
        """Whether a touch changes it: what the hub has set is changed there."""
        if self.known is None or self.is_saving:
            return False
        return registered not in self.known.of_hub

    @property
    def lacks(self) -> VenueField | None:
        """The first of what must be there, or is not well, of what can be changed here."""
        if self.known is None:
            return None
        for one in REQUIRED:
            if one not in self.known.of_hub and not self.value(one):
                return one
        return None if is_link(self.text(VenueField.LINK)) else VenueField.LINK

    @property
    def can_save(self) -> bool:
        """Whether there is something to save, and nothing is missing."""
        return bool(self.changes) and not self.is_saving and self.lacks is None

    def having(self, registered: VenueField, value: VenueValue) -> VenuePage:
        """With this in its place; what is in force is no change."""
        assert self.known is not None
        changes = {**self.changes, registered: value}
        if value == self.known.value(registered):
            del changes[registered]
        return replace(self, changes=changes, is_saved=False, problem=None)


def is_link(text: str) -> bool:
    """Whether a poster can have it in its code, be it none."""
    try:
        WebAddress().read(text)
    except Refusal:
        return False
    return True


def read_hour(digits: str) -> time | None:
    """A time of day as four digits; None for anything else."""
    try:
        return datetime.strptime(digits, "%H%M").time() if len(digits) == _HOUR_DIGITS else None  # noqa: DTZ007 - of the venue
    except ValueError:
        return None
