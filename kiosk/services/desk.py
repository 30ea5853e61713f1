"""The acts of staff, each in one transaction with its line in the trail."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from kiosk.base.clock import Clock
from kiosk.base.dataclass import dataclass
from kiosk.domain.desk import (
    acts_on_cards,
    acts_on_cases,
    acts_on_declarations,
    acts_on_people,
    acts_on_requests,
    acts_on_visits,
    reports,
    settings_work,
    stays,
)
from kiosk.domain.desk.acts import ActProblem, NotDone
from kiosk.domain.desk.asked import StaffAct
from kiosk.domain.desk.rules import needs_staff
from kiosk.domain.visits.decision import Outcome
from kiosk.ports.store import Store
from kiosk.services import (
    declaring,
    desk_cards,
    desk_cases,
    desk_people,
    desk_reports,
    desk_requests,
    desk_slips,
    desk_visits,
)
from kiosk.services.checkin import CheckInService
from kiosk.services.desk_step import DeskStep, Refused
from kiosk.services.verification import settle_by_lookup
from sync.protocol.asking import LookupAnswer

A = TypeVar("A")

DRAFTS_KEPT = timedelta(hours=24)
"""A declaration that was begun is gone on with on the same day, or by nobody."""

_ACTS: Mapping[type[StaffAct[Any]], Callable[[DeskStep, Any], Any]] = MappingProxyType(
    {
        acts_on_visits.CheckPersons: desk_visits.check_persons,
        acts_on_visits.TakeBack: desk_visits.take_back,
        acts_on_visits.CorrectEntry: desk_visits.correct_entry,
        acts_on_visits.EnterPaper: desk_visits.enter_paper,
        acts_on_visits.SettleByCall: desk_visits.settle_by_call,
        acts_on_visits.ReprintSlips: desk_slips.reprint_slips,
        acts_on_visits.ReplaceSlip: desk_slips.replace_slip,
        acts_on_visits.FindHolder: desk_slips.find_holder,
        acts_on_cards.IssueCard: desk_cards.issue_card,
        acts_on_cards.RevokeCard: desk_cards.revoke,
        acts_on_cards.IssueBadge: desk_cards.issue_badge,
        acts_on_cards.RevokeBadge: desk_cards.revoke_badge,
        acts_on_people.EditPerson: desk_people.edit_person,
        acts_on_people.AddToPhone: desk_people.add_to_phone,
        acts_on_people.LinkPersons: desk_people.link_persons,
        acts_on_people.PartPersons: desk_people.part_persons,
        acts_on_people.JoinAgain: desk_people.join_again,
        acts_on_people.SetKind: desk_people.set_kind,
        acts_on_people.Discharge: desk_people.discharge,
        stays.ReviewStays: desk_people.review_stays,
        acts_on_people.TakeDischargeBack: desk_people.take_discharge_back,
        acts_on_people.NoteLook: desk_people.note_look,
        acts_on_people.UntiePhone: desk_people.untie_phone,
        acts_on_people.AskAboutData: desk_people.ask_about_data,
        acts_on_requests.CarryOutRequest: desk_requests.carry_out_request,
        acts_on_requests.RefuseRequest: desk_requests.refuse_request,
        acts_on_cases.AcknowledgeCase: desk_cases.acknowledge_case,
        acts_on_cases.CloseCase: desk_cases.close_case,
        acts_on_cases.ReopenCase: desk_cases.reopen_case,
        acts_on_cases.OpenPhoneCase: desk_cases.open_phone_case,
        acts_on_cases.RecordEmergency: desk_cases.record_emergency,
        acts_on_cases.DescribeEmergency: desk_cases.describe_emergency,
        acts_on_cases.CompleteEmergency: desk_cases.complete_emergency,
        acts_on_cases.LeaveUnidentified: desk_cases.leave_unidentified,
        acts_on_declarations.SubmitDeclaration: declaring.submit_declaration,
        acts_on_declarations.SaveDraft: declaring.save_draft,
        acts_on_declarations.DropDraft: declaring.drop_draft,
        acts_on_declarations.WaitToDeclare: declaring.wait_to_declare,
        settings_work.NoteSettings: desk_reports.note_settings,
        reports.NoteExport: desk_reports.note_export,
        reports.NoteEvacuation: desk_reports.note_evacuation,
        reports.NoteShift: desk_reports.note_shift,
    }
)

_TOLD_NOBODY = (
    acts_on_declarations.SaveDraft,
    acts_on_declarations.DropDraft,
    acts_on_visits.FindHolder,
)
"""Acts by which nothing changes that anybody else is shown."""


@dataclass(frozen=True, slots=True)
class CarriedOut(Generic[A]):
    """What came of an act, and what is to be told and printed now that it is committed."""

    answer: A
    is_done: bool = True
    """False where nothing was written that anybody else is shown: a draft is its page's own."""
    outcomes: tuple[Outcome, ...] = ()
    reprints: tuple[str, ...] = ()


class DeskService:
    """Carries out what staff do; core thread only. Venue and rules are those of the gate."""

    def __init__(self, store: Store, checkin: CheckInService, clock: Clock) -> None:
        self._store = store
        self._checkin = checkin
        self._clock = clock

    def carry_out(self, act: StaffAct[A], staff: str | None) -> CarriedOut[A]:
        """Do what a member of staff, by their account, asks for. Raises StorageFault.

        What cannot be done leaves nothing behind, and its answer says why. What is done without a
        member of staff is told by `needs_staff`.
        """
        if staff is None and needs_staff(act):
            refused: Any = NotDone(ActProblem.NOT_SIGNED_IN)
            return CarriedOut(refused, is_done=False)
        try:
            with self._store.transaction() as tx:
                step = DeskStep(tx, staff, self._clock.now(), self._checkin.rules())
                answer = _ACTS[type(act)](step, act)
        except Refused as refusal:
            told: Any = refusal.answer
            return CarriedOut(told, is_done=False)
        is_done = not isinstance(act, _TOLD_NOBODY)
        return CarriedOut(answer, is_done, tuple(step.outcomes), tuple(step.reprints))

    def unverified_phones(self, limit: int) -> list[str]:
        """Phones of arrivals that wait for verification, whoever waits longest first.

        Raises StorageFault.
        """
        with self._store.transaction() as tx:
            return tx.verifications.phones(limit)

    def drop_old_drafts(self) -> None:
        """Drop what was begun and not sent for longer than `DRAFTS_KEPT`. Raises StorageFault."""
        with self._store.transaction() as tx:
            tx.declarations.drop_drafts(self._clock.now() - DRAFTS_KEPT)

    def settle_by_lookup(self, phone: str, answer: LookupAnswer) -> tuple[str, ...]:
        """Settle what the hub's answer for a phone confirms; gives the entries.

        Raises StorageFault.
        """
        with self._store.transaction() as tx:
            return settle_by_lookup(tx, phone, answer, self._clock.now())
