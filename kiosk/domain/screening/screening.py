"""Screening: what a declaration's answers point to, by the rules in the form."""

from __future__ import annotations

from decimal import Decimal

from kiosk.base.dataclass import dataclass
from kiosk.domain.declaration.answering import sent_answers
from kiosk.domain.declaration.answers import Answers
from kiosk.domain.declaration.form import Coding, Finding, Form, ScreeningRule, Value
from sync.protocol.declaration_bodies import Screening


@dataclass(frozen=True, slots=True)
class Screened:
    """What the answers point to, and which questions say so, in the order of the form."""

    symptoms: tuple[str, ...] = ()
    """The `link_id`s whose answers point to symptoms."""
    exposure: tuple[str, ...] = ()

    @property
    def result(self) -> Screening:
        """The one outcome of both: who is ill is seen first. Whatever is not clear ends in the
        neutral support outcome."""
        if self.symptoms:
            return Screening.SYMPTOMS
        return Screening.EXPOSURE if self.exposure else Screening.CLEAR


def screen(form: Form, answers: Answers) -> Screened:
    """The screening of answers to a form; of questions that are not asked nothing counts."""
    given = sent_answers(form, answers)
    found: dict[Finding, list[str]] = {finding: [] for finding in Finding}
    for link_id, values in given.given.items():
        for rule in form.by_link_id[link_id].screening:
            if any(_points(rule, value) for value in values):
                found[rule.finding].append(link_id)
    return Screened(tuple(found[Finding.SYMPTOMS]), tuple(found[Finding.EXPOSURE]))


def _points(rule: ScreeningRule, value: Value) -> bool:
    if isinstance(value, bool | Coding):
        return value in rule.values
    if not isinstance(value, int | Decimal):
        return False
    is_high = rule.at_least is not None and value >= rule.at_least
    return is_high or (rule.below is not None and value < rule.below)
