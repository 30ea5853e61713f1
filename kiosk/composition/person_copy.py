"""What is held of one person, put together for the exporting process."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.composition.export_job import ExportJob
from kiosk.domain.declaration.declaration import FormVersion
from kiosk.domain.declaration.read_back import read_back
from kiosk.domain.declaration.response import answers_of
from kiosk.domain.language import Language
from kiosk.domain.reports.person_record import DeclaredOnce, PersonRecord, person_record
from kiosk.services.forms_in_force import find_version
from kiosk.store.driver import Connection
from kiosk.store.queries.declared import DeclaredBody, declared_of
from kiosk.store.queries.forms import fed_forms
from kiosk.store.queries.persons import read_held, read_visits
from kiosk.store.queries.reading import Reading


def read_copy(connection: Connection, job: ExportJob, persons: Sequence[str]) -> PersonRecord:
    """The record of a person, held under these ids and no others, whoever is linked to them.

    Raises KeyError for an id that is not stored.
    """
    venue = job.venue
    reading = Reading(connection, venue.time_zone, job.now, job.policy)
    held = [read_held(reading, one) for one in persons]
    visits = read_visits(reading, persons)
    declared = [_told(connection, one) for one in declared_of(reading, persons)]
    return person_record(held, visits, declared, venue.name, venue.time_zone, job.now)


def _told(connection: Connection, one: DeclaredBody) -> DeclaredOnce:
    """A declaration with its questions; of a form that is gone the answers as they were stored."""
    form = find_version(FormVersion(one.form_id, one.version), fed_forms(connection, one.form_id))
    if form is None:
        raw = (("Câu trả lời (biểu mẫu không còn)", one.raw_answers),)
        return DeclaredOnce(one.at, f"{one.form_id} {one.version}", raw)
    back = read_back(form, answers_of(form, one.answers), Language.VI)
    title = form.title.said(Language.VI)
    return DeclaredOnce(one.at, title, tuple((line.label, line.answer) for line in back))
