"""What pages of staff read about declarations: drafts, who may be the same, who has declared."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from kiosk.base.names import bare_name
from kiosk.domain.declaration.declaration import Declarant, DeclaredPhone, FormVersion
from kiosk.domain.declaration.validity import needs_declaration
from kiosk.domain.desk.declaration_queries import (
    Alike,
    CheckDeclarations,
    DeclarationState,
    DraftRow,
    Drafts,
    FindAlike,
    ListDrafts,
    ShowDraft,
    StoredDraft,
)
from kiosk.domain.people.identity import may_be_same, numbers_in
from kiosk.domain.people.person import Person
from kiosk.store.queries.presence import read_people
from kiosk.store.queries.reading import LINKED, Reading
from kiosk.store.repositories.declarations import find_draft, told_until
from kiosk.store.repositories.people import People
from kiosk.store.stamp import from_ms
from sync.protocol.asking import DeclarationStatus
from sync.protocol.declaration_bodies import PhoneProof, Relation


def list_drafts(reading: Reading, query: ListDrafts) -> Drafts:
    """See `ListDrafts`."""
    rows = reading.rows(
        "SELECT id, title, saved_at, saved_by, case_id FROM declaration_drafts"
        " ORDER BY saved_at DESC, id DESC"
    )
    return Drafts(
        tuple(
            DraftRow(draft_id, title, from_ms(saved_at), saved_by, case_id)
            for draft_id, title, saved_at, saved_by, case_id in rows
        )
    )


def show_draft(reading: Reading, query: ShowDraft) -> StoredDraft | None:
    """See `ShowDraft`."""
    draft = find_draft(reading.connection, query.draft_id)
    if draft is None:
        return None
    row = DraftRow(draft.id, draft.title, draft.saved_at, draft.saved_by, draft.case_id)
    return StoredDraft(row, draft.content)


def find_alike(reading: Reading, query: FindAlike) -> Alike:
    """See `FindAlike`: by a number of the form, else by name and about the same year of birth."""
    people, details = People(reading.connection), query.details
    found = [person for number in numbers_in(details) for person in people.find(number)]
    name = bare_name(details.full_name)
    namesakes = people.find_namesakes(name) if name else []
    found += [person for person in namesakes if may_be_same(details, person.details)]
    roots = list(dict.fromkeys(person.id for person in sorted(found, key=_years_from(query))))
    rows = read_people(reading, roots)
    return Alike(tuple(rows[root] for root in roots))


def _years_from(query: FindAlike) -> Any:
    born = query.details.birth

    def distance(person: Person) -> int:
        other = person.details.birth
        return 0 if born is None or other is None else abs(born.year - other.year)

    return distance


def check_declarations(reading: Reading, query: CheckDeclarations) -> tuple[DeclarationState, ...]:
    """See `CheckDeclarations`."""
    return tuple(_state_of(reading, person_id) for person_id in query.person_ids)


def _state_of(reading: Reading, person_id: str) -> DeclarationState:
    people = People(reading.connection)
    root = people.find_root(person_id)
    kind = None if root is None else people.kind(root)
    is_asked = needs_declaration(reading.policy, kind)
    rows = reading.rows(
        "SELECT d.until, CAST(coalesce(b.body, s.body) AS TEXT) FROM declarations d"
        " LEFT JOIN bodies b USING (pos) LEFT JOIN shortened_bodies s USING (pos)"
        f" WHERE d.person IN {LINKED.format('?1')} ORDER BY d.pos DESC LIMIT 1",
        (root,),
    )
    told = None if root is None else told_until(reading.connection, root)
    if not rows and told is None:
        return DeclarationState(person_id, DeclarationStatus.NONE, is_asked)
    until = max(at for at in (told, from_ms(rows[0][0]) if rows else None) if at is not None)
    holds = until > reading.now
    status = DeclarationStatus.VALID if holds else DeclarationStatus.EXPIRED
    body = json.loads(rows[0][1]) if rows and rows[0][1] else None
    if body is None:
        return DeclarationState(person_id, status, is_asked and not holds, until)
    return DeclarationState(
        person_id,
        status,
        is_asked and not holds,
        until,
        FormVersion(body["form"]["id"], body["form"]["version"]),
        _declarant_of(body["declarant"]),
        _phone_of(body.get("phone")),
    )


def _declarant_of(told: Mapping[str, str]) -> Declarant:
    return Declarant(Relation(told["relation"]), told.get("full_name", ""), told.get("phone", ""))


def _phone_of(told: Mapping[str, str] | None) -> DeclaredPhone | None:
    if told is None:
        return None
    # What proved it then proves nothing now.
    return DeclaredPhone(Relation(told["owner"]), PhoneProof.NONE)
