"""What the first scan of a day is made of, written before somebody stands there.

A dataclass writes its constructor when it is first called (docs/adr/0036): 0.4 ms each, of which
the first person at the gate would wait for two dozen.
"""

from __future__ import annotations

from kiosk.domain.credential.model import Credential
from kiosk.domain.credential.presented import Presented
from kiosk.domain.events import CodeSeen, Decided, ScanTaken, UnsentCounted
from kiosk.domain.people.address import Address
from kiosk.domain.people.person import Birth, Identifier, Person, PersonDetails
from kiosk.domain.station.effects import PlaySound, StartTimer, StopTimer
from kiosk.domain.visits.decision import Admit, Outcome
from kiosk.domain.visits.rules import History
from kiosk.ports.codes import Symbol
from kiosk.ports.scans import Scan
from kiosk.ports.store import RecordHead
from kiosk.services.person_resolution import ResolvedPerson
from kiosk.store.projectors.fresh import FreshRecord
from kiosk.store.repositories.feeds import FeedHead
from kiosk.store.repositories.ledger import Appended

FIRST_SCAN: tuple[type, ...] = (
    Symbol,
    CodeSeen,
    Presented,
    Identifier,
    Birth,
    PersonDetails,
    Address,
    Credential,
    Scan,
    ScanTaken,
    History,
    ResolvedPerson,
    Person,
    Admit,
    Appended,
    FeedHead,
    FreshRecord,
    RecordHead,
    Outcome,
    Decided,
    UnsentCounted,
    StartTimer,
    StopTimer,
    PlaySound,
)
"""In the order in which a scan of somebody new calls them."""
