"""From one scan to one outcome, in one transaction."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from kiosk.base.clock import Clock
from kiosk.base.dataclass import dataclass
from kiosk.base.errors import StorageFault
from kiosk.domain.credential import PERSONAL_KINDS, Credential, parse_credential
from kiosk.domain.people.contact import read_contact
from kiosk.domain.people.display import shown_name
from kiosk.domain.people.person import Identifier, IdentifierKind, Person, PersonDetails
from kiosk.domain.reason import Reason
from kiosk.domain.slips.trust import SlipFault
from kiosk.domain.venue import Policy, Venue
from kiosk.domain.visits.decision import (
    Admit,
    AlreadyRecorded,
    AskLeaving,
    AwaitsRoom,
    Decision,
    Direction,
    DirectionBy,
    LaneName,
    NeedsDeclaration,
    NotRecorded,
    Outcome,
    Refuse,
    Support,
    WrongCode,
)
from kiosk.domain.visits.entry import proof_of
from kiosk.domain.visits.presence import venue_day
from kiosk.domain.visits.rules import (
    History,
    PastEntry,
    can_turn,
    decide,
    is_repeat,
    wants_slip,
)
from kiosk.ports.cases import SupportCase
from kiosk.ports.scans import Scan, ScanSource
from kiosk.ports.store import Store, Transaction
from kiosk.ports.visits import StoredEntry
from kiosk.services.cases import call_staff, find_case_of, open_case
from kiosk.services.clock_watch import ClockWatch
from kiosk.services.code_tries import CodeTries
from kiosk.services.corrections import correction_body, other_direction
from kiosk.services.declared import declared_for
from kiosk.services.desk_step import DeskRules, MetByScan
from kiosk.services.person_resolution import PersonResolver, ResolvedPerson
from kiosk.services.presented_slip import HUMAN_CODE
from kiosk.services.room import end_wait, is_full
from kiosk.services.slips import SlipIssuer, SlipTerms
from kiosk.services.undeclared_scans import UndeclaredScans
from kiosk.services.verification import settle
from sync.protocol.bodies import Proof, RecordType, VerifiedBy, entry_body
from sync.protocol.case_bodies import refusal_body, support_body


@dataclass(frozen=True, slots=True)
class _Step:
    """One scan on its way through its transaction."""

    tx: Transaction
    scan: Scan
    credential: Credential
    now: datetime
    is_clock_suspect: bool
    is_by_staff: bool = False
    """Staff declared for whoever showed this."""


class CheckInService:
    """Turns scans into committed records; core thread only.

    `venue`, `policy` and `slip_language` may be replaced between two scans.
    """

    def __init__(
        self,
        store: Store,
        venue: Venue,
        policy: Policy,
        clock: Clock,
        clock_watch: ClockWatch,
        slips: SlipIssuer | None = None,
    ) -> None:
        self.policy = policy
        self.slip_language = "vi"
        self._store = store
        self.venue = venue
        self._clock = clock
        self._clock_watch = clock_watch
        self._slips = slips or SlipIssuer(venue)
        self._left_on_another: dict[str, PastEntry] = {}
        self._asked: dict[LaneName, tuple[str, Scan]] = {}
        self._undeclared = UndeclaredScans()
        self._code_tries = CodeTries(clock)

    def configure(self, venue: Venue, policy: Policy) -> None:
        """From the next scan on another venue and other rules are in force."""
        self.policy = policy
        self.venue = venue
        self._slips.venue = venue

    def handle(self, scan: Scan) -> Outcome:
        """Decide one scan and commit what follows; nothing is written when the storage fails."""
        self._asked.pop(scan.lane, None)
        now = self._clock.now()
        try:
            with self._store.transaction() as tx:
                return self._settle(self._begin(tx, scan))
        except StorageFault as fault:
            return Outcome(scan.lane, NotRecorded(fault.kind), now, frame_at=scan.frame_at)

    def _begin(self, tx: Transaction, scan: Scan) -> _Step:
        now = self._clock.now()
        is_suspect = self._clock_watch.is_suspect()
        # Without a trusted date no card is called expired.
        today = None if is_suspect else venue_day(now, self.venue.time_zone)
        credential = parse_credential(
            scan.text, today=today, is_typed=scan.source is ScanSource.TYPED
        )
        return _Step(tx, scan, credential, now, is_suspect)

    def _meet_scanned(self, tx: Transaction, scan_id: str) -> MetByScan | None:
        scan = self._undeclared.find(scan_id, self._clock.now())
        if scan is None:
            return None
        step = self._begin(tx, scan)
        person = self._store_person(step, self._resolve_person(step))
        return MetByScan(person, scan, step.credential.kind.value)

    def _settle_scanned(self, tx: Transaction, scan_id: str, by_staff: bool) -> Outcome:
        scan = self._undeclared.find(scan_id, self._clock.now())
        assert scan is not None, "not met"
        return self._settle(replace(self._begin(tx, scan), is_by_staff=by_staff))

    def leave(self, lane: LaneName, arrival: str) -> Outcome | None:
        """Decide the scan whose person was asked at this lane, and touched that they leave.

        `arrival` is the entry they were asked about. None where they are asked no more: a touch
        counts once, and never for whoever came after.
        """
        asked_about, scan = self._asked.get(lane, ("", None))
        if scan is None or asked_about != arrival:
            return None
        return self.handle(replace(scan, is_leaving=True))

    def turn_entry(self, entry_id: str, lane: LaneName) -> Outcome | None:
        """Correct an entry to the other direction, as somebody at this lane touched.

        The correcting entry stands for the moment of the first one. None where it can be turned no
        more: it is older than `rules.TURN_WITHIN`, corrected already, or not this station's.
        """
        now = self._clock.now()
        try:
            with self._store.transaction() as tx:
                entry = tx.visits.find_entry(entry_id)
                if entry is None or entry.is_corrected or not can_turn(entry.at, now):
                    return None
                return self._turn(tx, entry_id, entry, lane, now)
        except StorageFault as fault:
            return Outcome(lane, NotRecorded(fault.kind), now)

    def _turn(
        self, tx: Transaction, entry_id: str, entry: StoredEntry, lane: LaneName, now: datetime
    ) -> Outcome:
        direction = other_direction(entry.direction)
        body = correction_body(
            entry,
            entry_id,
            lane,
            DirectionBy.PERSON,
            is_clock_suspect=self._clock_watch.is_suspect(),
        )
        person = entry.body.get("person")
        turned = tx.append(
            direction.value, body, now, person_id=None if person is None else str(person)
        )
        self._left_on_another.clear()
        decision = Admit(direction, DirectionBy.PERSON)
        return Outcome(lane, decision, entry.at, entry_id=turned.id)

    def call_staff(self, reason: Reason, lane: LaneName, phone: str = "") -> int:
        """Commit a case for someone who pressed a button; gives its number. Raises StorageFault.

        Further taps within two minutes, with the same phone where one was given, are the same case.
        """
        body = support_body(
            reason=reason.value,
            lane=lane.value,
            gate=self.venue.gate,
            phone=read_contact(phone),
            is_clock_suspect=self._clock_watch.is_suspect(),
        )
        with self._store.transaction() as tx:
            return call_staff(tx, reason, body, self._clock.now())

    def rules(self) -> DeskRules:
        """What is in force now, for what staff do beside the gate."""
        return DeskRules(
            self.venue,
            self.policy,
            self.is_clock_suspect(),
            self._slips,
            self.slip_language,
            self._meet_scanned,
            self._settle_scanned,
        )

    def waiting(self) -> list[SupportCase]:
        """The cases that wait for staff, oldest first. Raises StorageFault."""
        return self._store.open_support()

    def is_clock_suspect(self) -> bool:
        """Whether the clock is not to be believed now."""
        return self._clock_watch.is_suspect()

    def confirm_clock(self) -> None:
        """Staff say that the clock is right now."""
        self._clock_watch.confirm()

    def note_alive(self) -> None:
        """Remember the present as the time of the last run, if it can be believed.

        Raises StorageFault.
        """
        if not self._clock_watch.is_suspect():
            self._store.note_seen_at(self._clock.now())

    def _settle(self, step: _Step) -> Outcome:
        found = self._resolve_person(step)
        decision = decide(
            step.credential,
            None if found.person is None else found.person.details,
            found.history,
            self.policy,
            step.now,
            charset_guessed=step.scan.charset_guessed,
            mangling=step.scan.mangling,
            is_leaving=step.scan.is_leaving,
        )
        if self._has_to_wait(step, found, decision):
            decision = AwaitsRoom()
        outcome = Outcome(step.scan.lane, decision, step.now, frame_at=step.scan.frame_at)
        match decision:
            case Admit():
                return self._admit(step, found, decision, outcome)
            case AlreadyRecorded():
                step.tx.count("already_recorded")
                return replace(outcome, entry_id=_last_entry_id(found))
            case AskLeaving():
                step.tx.count("asked_leaving")
                arrival = _last_entry_id(found)
                self._asked[step.scan.lane] = (arrival, step.scan)
                return replace(outcome, entry_id=arrival)
            case NeedsDeclaration():
                step.tx.count("needs_declaration")
                if step.scan.source is ScanSource.TYPED and step.scan.lane is LaneName.GATE:
                    # Whoever knows a number may type it: nobody is told whose it is.
                    outcome = replace(outcome, result=NeedsDeclaration(PersonDetails()))
                return replace(outcome, scan_id=self._undeclared.note(step.scan, step.now))
            case AwaitsRoom():
                person = self._store_person(step, found)
                return replace(outcome, case_number=self._wait_for_room(step, person))
            case Support(reason):
                number = self._find_case(step, reason, found.person)
                if number is None:
                    number = self._open_case(step, reason, found.person)
                return replace(outcome, case_number=number)
            case WrongCode(reason) | Refuse(reason):
                body = refusal_body(
                    reason=reason.value,
                    credential=step.credential.kind.value,
                    lane=step.scan.lane.value,
                    gate=self.venue.gate,
                    method=step.scan.source.value,
                    is_clock_suspect=step.is_clock_suspect,
                )
                step.tx.append(RecordType.REFUSAL, body, step.now)
        return outcome

    def _has_to_wait(self, step: _Step, found: ResolvedPerson, decision: Decision) -> bool:
        """Whether the place is full for who would come in; staff let in whom they please."""
        is_arrival = isinstance(decision, Admit) and decision.direction is Direction.ARRIVAL
        if not is_arrival or step.is_by_staff:
            return False
        return is_full(step.tx, self.policy, self.venue, found.history)

    def _wait_for_room(self, step: _Step, person: Person) -> int:
        case = find_case_of(step.tx, Reason.AWAITS_ROOM, person.id)
        if case is not None and case.number is not None:
            return case.number
        return self._open_case(step, Reason.AWAITS_ROOM, person)

    def _resolve_person(self, step: _Step) -> ResolvedPerson:
        credential = step.credential
        is_certain = not (step.scan.charset_guessed or credential.is_partial)
        if credential.kind not in PERSONAL_KINDS or not is_certain:
            return ResolvedPerson()
        if HUMAN_CODE in credential.fields and self._code_tries.is_over():
            return ResolvedPerson(history=History(slip_fault=SlipFault.TRIES_OVER))
        resolver = PersonResolver(
            step.tx,
            self.policy,
            self.venue,
            step.now,
            is_clock_trusted=not step.is_clock_suspect,
        )
        found = resolver.resolve(credential)
        self._code_tries.note(found.slip)
        if found.person is None or found.stand_in is not None:
            return found
        left = self._left_on_another.get(found.person.id)
        if left is None or not is_repeat(left, self.policy, step.now):
            return found
        return replace(found, history=replace(found.history, last=left))

    def _admit(
        self, step: _Step, found: ResolvedPerson, decision: Admit, outcome: Outcome
    ) -> Outcome:
        tx, now, kind = step.tx, step.now, step.credential.kind
        person = self._store_person(step, found)
        subject = found.stand_in or person
        # Whoever knows a number may type it: it proves nothing, and neither the screen nor a slip
        # tells whose it is (docs/adr/0009).
        is_typed = step.scan.source is ScanSource.TYPED
        is_printing = not (step.is_clock_suspect or is_typed) and wants_slip(
            self.policy, decision.direction, kind
        )
        numbers = self._slips.draw(tx, now) if is_printing else None
        basis = tx.visits.basis(now)
        declared = declared_for(tx, person, decision.direction, now)
        body = entry_body(
            credential=kind.value,
            lane=step.scan.lane.value,
            gate=self.venue.gate,
            method=step.scan.source.value,
            proof=Proof.NONE if is_typed else proof_of(kind),
            direction_by=decision.direction_by.value,
            slip=_slip_id(found) if numbers is None else numbers.slip_id,
            basis=None if basis is None else (basis.cursor, basis.age_s),
            declaration=None if declared is None else declared.record_id,
            is_clock_suspect=step.is_clock_suspect,
        )
        entry = tx.append(decision.direction.value, body, now, person_id=subject.id)
        if decision.direction is Direction.ARRIVAL:
            end_wait(tx, self.policy, subject.id, now)
        if found.stand_in is not None:
            self._propose_link(step, person, entry.id)
        elif body["proof"] in (Proof.CARD, Proof.SLIP):
            settle(tx, person.id, VerifiedBy.VISIT, now)
        job = ""
        if numbers is not None:
            if found.slip is not None and found.slip.met_until is not None:
                # The entry names the slip it gives: that of another station is told apart.
                shown = Identifier(IdentifierKind.SLIP, str(found.slip.slip_id))
                tx.people.tie(person.id, shown, kind.value, now)
            terms = SlipTerms(self.policy, self.slip_language)
            job = self._slips.issue(tx, numbers, entry.id, person, terms, now)
        name = "" if is_typed else shown_name(person.details, self.policy.name_display)
        return replace(outcome, entry_id=entry.id, display_name=name, print_job=job)

    def _store_person(self, step: _Step, found: ResolvedPerson) -> Person:
        """Store the person, fuller details, and every identifier the code carries."""
        tx, now, credential = step.tx, step.now, step.credential
        details = found.details or PersonDetails()
        if found.person is None:
            person = tx.people.add(details, now)
        elif found.person.details != details:
            person = replace(found.person, details=details)
            tx.people.update(person, now)
        else:
            person = found.person
        slip = found.slip
        if slip is not None and slip.visitor is not None and person.visitor is None:
            person = replace(person, visitor=slip.visitor)
            tx.people.update(person, now)
        if slip is None:
            for identifier in credential.identifiers:
                tx.people.tie(person.id, identifier, credential.kind.value, now)
        elif slip.slip_id is not None and slip.met_until is not None:
            tx.slip_keys.meet(slip.slip_id, person.id, slip.code, slip.met_until)
        return person

    def _propose_link(self, step: _Step, person: Person, departure_id: str) -> None:
        """Leave it to staff whether a card and the presence it ended are one person's.

        Only the direction was taken from the equal name and birth date (docs/spec/at-the-gate.md
        §5): the two people stay apart until a human links them, so that a mistake is undone by
        closing the case. One open case for a person is enough.
        """
        left = PastEntry(Direction.DEPARTURE, step.now)
        self._left_on_another = {
            person_id: past
            for person_id, past in self._left_on_another.items()
            if is_repeat(past, self.policy, step.now)
        } | {person.id: left}
        is_open = any(
            case.person_id == person.id and case.reason == Reason.DOUBTFUL_PERSON
            for case in self._store.open_support()
        )
        if not is_open:
            self._open_case(step, Reason.DOUBTFUL_PERSON, person, ref=departure_id)

    def _find_case(self, step: _Step, reason: Reason, person: Person | None) -> int | None:
        """The open case of whoever is called back for what they declared before."""
        if reason is not Reason.HEALTH_ANSWERS or person is None:
            return None
        case = find_case_of(step.tx, reason, person.id)
        return None if case is None else case.number

    def _open_case(
        self, step: _Step, reason: Reason, person: Person | None, ref: str | None = None
    ) -> int:
        body = support_body(
            reason=reason.value,
            lane=step.scan.lane.value,
            gate=self.venue.gate,
            credential=step.credential.kind.value,
            method=step.scan.source.value,
            ref=ref,
            is_clock_suspect=step.is_clock_suspect,
        )
        person_id = None if person is None else person.id
        return open_case(step.tx, body, step.now, person_id=person_id)


def _last_entry_id(found: ResolvedPerson) -> str:
    last = found.history.last
    return "" if last is None else last.entry_id


def _slip_id(found: ResolvedPerson) -> int | None:
    return None if found.slip is None else found.slip.slip_id
