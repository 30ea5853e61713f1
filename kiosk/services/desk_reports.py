"""What leaves the station as a file or on paper, and what settings change: in the trail before it
happens."""

from __future__ import annotations

from kiosk.domain.desk.acts import ActProblem
from kiosk.domain.desk.reports import LeavingNoted, NoteEvacuation, NoteExport, NoteShift
from kiosk.domain.desk.settings_work import ChangeNoted, NoteSettings
from kiosk.domain.reports.document import Document, DocumentKind
from kiosk.domain.reports.report import ReportKind
from kiosk.domain.staff.roles import Role
from kiosk.domain.staff.trail import StaffDeed
from kiosk.services.desk_step import DeskStep
from kiosk.services.sign_in import find_active


def note_export(step: DeskStep, act: NoteExport) -> LeavingNoted:
    """Which days go into which kind of file; what staff did, and what is held of one person, goes
    into an administrator's alone."""
    if act.report.kind in (ReportKind.TRAIL, DocumentKind.PERSON):
        refuse_staff(step)
    whose = act.report.person_id if isinstance(act.report, Document) else ""
    words = (act.report.kind.value, act.report.days, act.form.value)
    step.note(StaffDeed.REPORT_EXPORTED, whose or None, note=" ".join(words))
    return LeavingNoted()


def note_settings(step: DeskStep, act: NoteSettings) -> ChangeNoted:
    """Which settings an administrator changes; their file is written after it."""
    refuse_staff(step)
    step.note(act.deed, note=" ".join(act.keys))
    return ChangeNoted()


def note_evacuation(step: DeskStep, act: NoteEvacuation) -> LeavingNoted:
    """That a list of who is inside is printed."""
    del act
    step.note(StaffDeed.EVACUATION_PRINTED)
    return LeavingNoted()


def note_shift(step: DeskStep, act: NoteShift) -> LeavingNoted:
    """That the paper of a shift is printed."""
    del act
    step.note(StaffDeed.SHIFT_PRINTED)
    return LeavingNoted()


def refuse_staff(step: DeskStep) -> None:
    """Whoever is no administrator does not do this."""
    account = None if step.staff is None else find_active(step.tx.staff.accounts(), step.staff)
    if account is None or account.role is not Role.ADMINISTRATOR:
        step.refuse(ActProblem.UNKNOWN)
