"""What leaves the pages of *Khai hộ*: a savepoint, and the declaration itself."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.declaration.answered import form_answers
from kiosk.domain.declaration.declaration import Basis, Declarant
from kiosk.domain.desk.acts_on_declarations import PersonDeclared, SaveDraft, SubmitDeclaration
from kiosk.domain.desk.declaring_setup import DeclaringSetup
from kiosk.domain.language import Language
from kiosk.domain.station.pages.declare_state import Declare
from sync.protocol.declaration_bodies import DeclaredHow


def saving(state: Declare) -> tuple[Declare, tuple[SaveDraft, ...]]:
    """The savepoint of what stands there, if it has none and none is being written."""
    if not state.is_unsaved or state.saving is not None or state.setup is None:
        return state, ()
    draft = state.draft
    act = SaveDraft(draft, state.setup.form, state.case_id)
    return replace(state, saving=draft), (act,)


def submission(state: Declare, setup: DeclaringSetup, language: Language) -> SubmitDeclaration:
    """The declaration, on the basis of the notice as it stood there in this language."""
    draft, notice = state.draft, setup.notices[language]
    return SubmitDeclaration(
        persons=(
            PersonDeclared(
                draft.details,
                form_answers(setup.form, draft.answers, language),
                draft.known,
                draft.is_another,
                draft.is_unnamed,
            ),
        ),
        how=DeclaredHow.PROXY,
        declarant=draft.declarant or Declarant(),
        basis=Basis(notice.kind, notice.text_id, notice.version, notice.sha256, language.value),
        phone=draft.declared_phone,
        case_id=state.case_id,
        draft_id=draft.id,
    )
