"""The printed slip's content, before any rendering."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from kiosk.base.dataclass import dataclass
from kiosk.domain.people.person import PersonDetails, short_name
from kiosk.domain.visits.decision import Direction
from sync.protocol.ks1 import LOCAL_KID, SlipKind
from sync.protocol.policy import Hotline

SLIP_PREFIX = "KS0:"
"""How the code of a slip began before codes were signed; the decimal slip id follows."""


@dataclass(frozen=True, slots=True)
class Slip:
    """Everything that stands on one slip: no document number, and no full name by itself."""

    slip_id: int
    """63 random bits; what the code says, and the key of the slip's print job."""
    code: str
    """What the QR code holds: the digits of a KS1 code (`sync.protocol.ks1`), or `slip_text` of a
    slip that was issued before codes were signed."""
    human_code: str
    """Eight digits and a check digit, shown as `123 456 789`."""
    venue_name: str
    gate_name: str
    hotlines: tuple[Hotline, ...]
    direction: Direction
    at: datetime
    """UTC time of the entry."""
    time_zone: ZoneInfo
    name_hint: str
    """Initials and the last three digits of a number: `N. V. A. · •••678`; may be empty."""
    valid_until: datetime
    """UTC."""
    reprint: int = 0
    """How often this slip was printed before."""
    kind: SlipKind = SlipKind.SLIP
    kid: int = LOCAL_KID
    """Which key signed the code."""
    venue_line: str = ""
    """The venue's own line for its slips; may be empty."""
    full_name: str = field(default="", repr=False)
    """Empty unless the venue prints whole names (`print.full_names`): then it stands in the place
    of the initials."""

    @property
    def is_signed(self) -> bool:
        """Whether the code is; those of slips issued before KS1 are not."""
        return not self.code.startswith(SLIP_PREFIX)


def slip_text(slip_id: int) -> str:
    """The code of a slip that is not signed: prefix and the id as 19 decimal digits."""
    return f"{SLIP_PREFIX}{slip_id:019d}"


def code_digest(code: str) -> str:
    """What is kept of a code to know it again: its SHA-256 in hexadecimal digits."""
    return sha256(code.encode()).hexdigest()


HUMAN_CODES = 10**8
"""How many human codes there are: eight digits before the check digit."""

_DIGITS = 8
HUMAN_CODE_DIGITS = _DIGITS + 1
_HINT_DIGITS = 3

# H. M. Damm, "Total anti-symmetrische Quasigruppen" (2004): the quasigroup of order 10. Unlike
# Luhn it catches every swap of neighbours (09 for 90), and unlike Verhoeff it needs one table.
_DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)


def check_digit(digits: str) -> str:
    """The Damm check digit of decimal digits."""
    state = "0"
    for digit in digits:
        state = _DAMM[int(state)][int(digit)]
    return state


def human_code(number: int) -> str:
    """Eight digits and a check digit for a number below `HUMAN_CODES`."""
    digits = f"{number:0{_DIGITS}d}"
    return digits + check_digit(digits)


def is_human_code(text: str) -> bool:
    """Whether the text (spaces allowed) is a human code without a typing mistake.

    Every single wrong digit and every swap of two neighbours is caught.
    """
    digits = "".join(text.split())
    if len(digits) != HUMAN_CODE_DIGITS or not (digits.isascii() and digits.isdigit()):
        return False
    return check_digit(digits[:-1]) == digits[-1]


def spaced_human_code(code: str) -> str:
    """The code as people read it out: `123 456 789`."""
    return f"{code[:3]} {code[3:6]} {code[6:]}"


def name_hint(details: PersonDetails) -> str:
    """Initials and the last three digits of a number, `N. V. A. · •••678`.

    Enough to tell two slips on a table apart, too little to know the person by. The phone comes
    last: relatives share one.
    """
    words = short_name(details.full_name).replace(".", "").split()
    initials = " ".join(f"{word[0].upper()}." for word in words)
    numbers = (details.id_number, details.insurance_number, details.phone)
    digits = next((number[-_HINT_DIGITS:] for number in numbers if number), "")
    return " · ".join(part for part in (initials, f"•••{digits}" if digits else "") if part)
