"""What is sent of a form that was answered: its answers as a record has them, and their meaning."""

from __future__ import annotations

from kiosk.domain.declaration.answering import sent_answers
from kiosk.domain.declaration.answers import Answers
from kiosk.domain.declaration.declaration import FormAnswers, FormVersion
from kiosk.domain.declaration.form import Form
from kiosk.domain.declaration.response import response_items
from kiosk.domain.language import Language
from kiosk.domain.screening.screening import screen
from sync.protocol.declaration_bodies import Screening


def form_answers(form: Form, answers: Answers, language: Language) -> FormAnswers:
    """The answers to the questions that are asked, each with its own, and their screening.

    `language` is the one in which the questions stood when they were sent.
    """
    sent = sent_answers(form, answers)
    return FormAnswers(
        FormVersion(form.id, form.version),
        language.value,
        response_items(form, sent),
        Screening(screen(form, sent).result),
    )
