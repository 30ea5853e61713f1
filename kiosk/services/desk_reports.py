"""What leaves the station as a file or on paper, in the trail before it leaves."""

from __future__ import annotations

from kiosk.domain.desk.reports import LeavingNoted, NoteEvacuation, NoteExport
from kiosk.domain.staff.trail import StaffDeed
from kiosk.services.desk_step import DeskStep


def note_export(step: DeskStep, act: NoteExport) -> LeavingNoted:
    """Which days go into which kind of file."""
    words = (act.report.kind.value, act.report.days, act.form.value)
    step.note(StaffDeed.REPORT_EXPORTED, note=" ".join(words))
    return LeavingNoted()


def note_evacuation(step: DeskStep, act: NoteEvacuation) -> LeavingNoted:
    """That a list of who is inside is printed."""
    del act
    step.note(StaffDeed.EVACUATION_PRINTED)
    return LeavingNoted()
