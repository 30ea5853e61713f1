"""Environment faults: what may fail around the kiosk, as typed exceptions.

A refusal is a value (`kiosk.domain.visits.decision`); an exception here means that a device, the
storage, the network or the configuration failed, and that the kiosk can name how. Faults carry an
enum, never text for people: `ui.messages` has the words for every kind in every language.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum

from kiosk.base.dataclass import dataclass


class DeviceFaultKind(StrEnum):
    """How a camera, scanner or printer failed."""

    MISSING = "missing"
    BUSY = "busy"
    LOST = "lost"
    TIMEOUT = "timeout"
    PAPER_OUT = "paper_out"
    COVER_OPEN = "cover_open"
    OVERHEATED = "overheated"
    CUTTER_JAM = "cutter_jam"
    UNRECOVERABLE = "unrecoverable"
    """An error that ends only by switching the device off and on, or of which it says no more."""
    NOT_A_PRINTER = "not_a_printer"
    """Something else answers at the printer's address: a web server, most often."""


class StorageFaultKind(StrEnum):
    """How the local database failed."""

    FULL = "full"
    READ_ONLY = "read_only"
    CORRUPT = "corrupt"
    TOO_NEW = "too_new"
    WRONG_KEY = "wrong_key"


class NetworkFaultKind(StrEnum):
    """How talking to the hub failed."""

    OFFLINE = "offline"
    PORTAL = "portal"
    TIMEOUT = "timeout"
    SERVER_DOWN = "server_down"
    SLOW_DOWN = "slow_down"
    CLOCK = "clock"
    """The server's certificate is not valid yet or not any more, by this machine's clock."""
    CERTIFICATE = "certificate"
    """Nobody this machine trusts has issued the server's certificate: a portal's, most often."""
    WRONG_NAME = "wrong_name"
    """The server's certificate is another address's."""
    UNSIGNED = "unsigned"
    """What answered does not sign with the hub's key: nothing of it is believed."""


class HubRefusalKind(StrEnum):
    """Why the hub, itself and reachable, said no."""

    REVOKED = "revoked"
    """This station is no longer the hub's; told by a signed answer."""
    BAD_REQUEST = "bad_request"
    """The request is not one it takes; `HubRefusal.code` says which part."""


FaultKind = DeviceFaultKind | StorageFaultKind | NetworkFaultKind | HubRefusalKind


class KioskFault(Exception):
    """A recoverable failure of the environment.

    `device` names what failed ("camera", "printer", "store"); `detail` is for the log and must
    never hold personal data.
    """

    kind: FaultKind

    def __init__(self, kind: FaultKind, device: str, detail: str = "") -> None:
        super().__init__(f"{device}: {kind.value}" + (f" ({detail})" if detail else ""))
        self.kind = kind
        self.device = device
        self.detail = detail


class DeviceFault(KioskFault):
    """A camera, scanner or printer cannot be used now."""

    kind: DeviceFaultKind

    def __init__(self, kind: DeviceFaultKind, device: str, detail: str = "") -> None:
        super().__init__(kind, device, detail)


class StorageFault(KioskFault):
    """The database cannot be read or written now."""

    kind: StorageFaultKind

    def __init__(self, kind: StorageFaultKind, detail: str = "") -> None:
        super().__init__(kind, "store", detail)


class NetworkFault(KioskFault):
    """The hub cannot be reached now; `retry_after_s` is its own wish, where it gave one."""

    kind: NetworkFaultKind

    def __init__(
        self, kind: NetworkFaultKind, detail: str = "", retry_after_s: float | None = None
    ) -> None:
        super().__init__(kind, "hub", detail)
        self.retry_after_s = retry_after_s


class HubRefusal(KioskFault):
    """The hub answered and refused; sending the same again would be refused again."""

    kind: HubRefusalKind

    def __init__(
        self, kind: HubRefusalKind, status: int, code: str, text: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(kind, "hub", f"{status} {code}".strip())
        self.status = status
        """The HTTP status."""
        self.code = code
        """The hub's word, for programs; empty where its answer had none."""
        self.text = dict(text or {})
        """The hub's words for people, by language."""


@dataclass(frozen=True, slots=True)
class ConfigProblem:
    """One bad key: its dotted name and what is wrong with it, in one sentence."""

    key: str
    problem: str
    place: str = ""
    """`FILE:LINE`, where it stands in a file."""

    def __str__(self) -> str:
        return ": ".join(filter(None, (self.place, self.key, self.problem)))


class InstallFault(Exception):
    """A part the kiosk ships with is missing or damaged; the text says which, in one line."""


class ConfigFault(Exception):
    """The configuration cannot be used; lists every bad key at once."""

    def __init__(self, problems: Sequence[ConfigProblem]) -> None:
        super().__init__("; ".join(str(problem) for problem in problems))
        self.problems = tuple(problems)
