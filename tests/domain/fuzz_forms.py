"""Fuzzes the reader of forms: `python -m tests.domain.fuzz_forms --count 10000 --seed 1`.

Shipped forms are damaged in their structure or in their bytes. Each is refused with a reason, or
asked to its end: every page in both languages, answered at random, screened, sent and read again.
Prints how many raised, and what one page of a form of 200 questions costs.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kiosk.base.phrases import in_language
from kiosk.domain.declaration.answering import (
    denied,
    enabled_items,
    express_answers,
    missing_questions,
    next_question,
    numbered_questions,
    question_before,
    refusal_of,
    start_answers,
    toggled,
)
from kiosk.domain.declaration.answers import Answers
from kiosk.domain.declaration.form import Form, Item, ItemType, Value
from kiosk.domain.declaration.form_reader import FormFlaws, read_form
from kiosk.domain.declaration.read_back import read_back
from kiosk.domain.declaration.response import answers_of, draft_items, response_items
from kiosk.domain.language import Language
from kiosk.domain.screening.screening import screen
from kiosk.services.shipped_forms import SHIPPED_FORMS, shipped_form_bytes
from sync.protocol.canonical import canonical_bytes, parse_canonical
from tests.support.forms import choice, group, item, questionnaire, text_extension, when

PAGE_MS = 16.0
"""What a page of a form of 200 questions may cost: judged here, where the machine does nothing
else."""
_MOST_STEPS = 400
_WORDS = (
    "group", "display", "boolean", "choice", "open-choice", "string", "integer", "decimal", "date",
    "=", "!=", "exists", "any", "all", "health", "personal", "symptoms", "exposure", "travelled",
    "signs-seen", "vehicle", "none", "", "a\u0301\u0323" * 40, "\u202e", "\x00", "é" * 500, "NaN",
)  # fmt: skip
_KEYS = (
    "linkId", "type", "text", "required", "repeats", "maxLength", "answerOption", "enableWhen",
    "enableBehavior", "initial", "item", "extension", "url", "valueCode", "valueBoolean",
    "answerBoolean", "answerInteger", "question", "operator", "valueDecimal", "_text", "",
)  # fmt: skip
_VALUES: tuple[object, ...] = (
    None, True, False, 0, -1, 1, 2, 7, 10**9, 10**15, 1.5, -0.0, 1e-7, 1e300, [], {}, [[]], [{}],
    {"system": "urn:x", "code": "y"},
)  # fmt: skip
_OWN: dict[str, tuple[str, ...]] = {
    "text": ("Có đau đầu không?", "Headache? " * 30),
    "display": ("Đau đầu", "A" * 400),
    "valueString": ("Nơi khác", "Elsewhere " * 30),
    "operator": ("=", "!=", "exists"),
    "type": ("boolean", "string", "date", "open-choice"),
    "code": ("386661006", "none", "other"),
    "question": ("travelled", "signs-seen", "vehicle", "test"),
    "enableBehavior": ("all", "any"),
    "required": (),
    "repeats": (),
    "maxLength": (),
    "answerBoolean": (),
}
"""Members whose values somebody may choose for a form of their own, and such values."""
_PIECES = b'{}[]",:\\0123456789.eE-+ \n\xff\xc3\xa9ntf'


@dataclass
class Report:
    """What a run found."""

    count: int
    accepted: int = 0
    exceptions: list[str] = field(default_factory=list)
    unexplained: list[str] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)

    def lines(self) -> list[str]:
        """The report for people."""
        return [
            f"forms {self.count}",
            f"exceptions {len(self.exceptions)}",
            f"refused without a reason {len(self.unexplained)}",
            f"refused {self.count - self.accepted - len(self.exceptions)}",
            f"asked to the end {self.accepted}",
            "reasons " + json.dumps(dict(self.reasons.most_common(12)), ensure_ascii=False),
            *(f"exception: {text}" for text in self.exceptions[:10]),
        ]


def run(count: int, seed: int) -> Report:
    """Read `count` damaged forms made from `seed`."""
    rng = random.Random(seed)
    whole = [shipped_form_bytes(form_id) for form_id in SHIPPED_FORMS]
    report = Report(count)
    for number in range(count):
        raw = damaged(rng, rng.choice(whole))
        try:
            form = read_form(raw)
            if isinstance(form, FormFlaws):
                _note(report, form, raw)
            else:
                ask_to_the_end(rng, form)
                report.accepted += 1
        except Exception as error:  # noqa: BLE001 - counting every exception is the task
            report.exceptions.append(f"{number}: {type(error).__name__}: {error}"[:300])
    return report


def damaged(rng: random.Random, raw: bytes) -> bytes:
    """A form's file with one to four places changed."""
    if rng.random() < 0.2:
        return _damaged_bytes(rng, raw)
    form = json.loads(raw)
    damage = _change if rng.random() < 0.5 else _damage
    for _ in range(rng.choice((1, 1, 1, 2, 4))):
        damage(rng, form)
    return json.dumps(form, ensure_ascii=rng.random() < 0.5, indent=rng.choice((None, 1))).encode(
        "utf-8", "surrogatepass"
    )


def ask_to_the_end(rng: random.Random, form: Form) -> None:
    """Go through a form as people do: forwards, backwards, with touches and typed answers."""
    answers, at, steps = start_answers(form), "", 0
    numbered_questions(form)
    while (question := next_question(form, answers, at)) is not None and steps < _MOST_STEPS:
        steps += 1
        answers = _answered(rng, form, answers, question)
        shown(form, answers)
        at = question.link_id
        back = question_before(form, answers, at)
        if back is not None and rng.random() < 0.1:
            at = back.link_id
    for each in form.all_items:
        if each.none_of_these is not None:
            answers = denied(form, answers, each.link_id)
    shown(form, express_answers(form, answers))
    canonical_bytes(response_items(form, answers))
    items = parse_canonical(canonical_bytes(draft_items(form, answers)))
    if answers_of(form, items) != answers:
        raise AssertionError("a draft came back changed")
    screen(form, answers)


def shown(form: Form, answers: Answers, languages: Sequence[Language] = tuple(Language)) -> int:
    """What pages need of a form: every question that is asked, what is missing, all that is read
    back; gives how many letters that is."""
    letters = len(missing_questions(form, answers))
    for language in languages:
        letters += len(form.title.said(language))
        for each in enabled_items(form, answers):
            texts = (each.text, each.staff_text, each.label, *(one.text for one in each.options))
            letters += sum(len(text.said(language)) for text in texts)
        letters += sum(len(line.answer) for line in read_back(form, answers, language))
    return letters


def large_form(questions: int = 200) -> Form:
    """A form of so many questions in groups of ten, every second one depending on the last."""
    groups = []
    for start in range(0, questions, 10):
        asked = []
        for number in range(start, start + 10):
            name = f"q{number}"
            if number % 2:
                led = [when(f"q{number - 1}", "=", answerBoolean=True)]
                asked.append(choice(name, [f"o{place}" for place in range(4)], enableWhen=led))
            else:
                asked.append(item(name, required=True))
        none = text_extension("none-of-these", "Không có", "None")
        groups.append(group(f"g{start}", asked, extension=[none]))
    form = read_form(json.dumps(questionnaire(groups), ensure_ascii=False).encode())
    assert isinstance(form, Form), form
    return form


def worst_page_ms(form: Form) -> float:
    """What the dearest page of a form costs while it is answered with yes, in milliseconds."""
    worst, answers = 0.0, Answers()
    for question in form.all_items:
        if question.is_question:
            value: Value = question.options[0].coding if question.options else True
            times = []
            for _ in range(5):
                began = time.perf_counter()
                answers = answers.having(question.link_id, (value,))
                next_question(form, answers, question.link_id)
                shown(form, answers, [Language.VI])
                times.append(time.perf_counter() - began)
            worst = max(worst, min(times))
    return worst * 1000


def _note(report: Report, refused: FormFlaws, raw: bytes) -> None:
    lines = raw.count(b"\n") + 1
    for flaw in refused.flaws:
        if not in_language(flaw.reason) or not 1 <= flaw.line <= lines:
            report.unexplained.append(str(flaw))
        report.reasons[flaw.reason.template] += 1
    if not refused.flaws:
        report.unexplained.append("refused without a flaw")


def _answered(rng: random.Random, form: Form, answers: Answers, question: Item) -> Answers:
    if question.options and (question.type is ItemType.CHOICE or rng.random() < 0.8):
        option = rng.choice(question.options)
        return toggled(form, answers, question.link_id, option.coding)
    value: Value
    match question.type:
        case ItemType.BOOLEAN:
            return toggled(form, answers, question.link_id, rng.random() < 0.5)
        case ItemType.INTEGER:
            value = rng.randrange(-5, 200)
        case ItemType.DECIMAL:
            value = Decimal(rng.randrange(300, 450)) / 10
        case ItemType.DATE:
            value = date(2026, rng.randrange(1, 13), rng.randrange(1, 29))
        case _:
            value = "Đặng Ư"
    if refusal_of(question, (value,)):
        return answers
    return answers.having(question.link_id, (value,))


def _damaged_bytes(rng: random.Random, raw: bytes) -> bytes:
    for _ in range(rng.choice((1, 1, 3))):
        at = rng.randrange(len(raw))
        to = at + rng.randrange(1, 200)
        match rng.randrange(4):
            case 0:
                raw = raw[:at] + bytes([rng.choice(_PIECES)]) + raw[at + 1 :]
            case 1:
                raw = raw[:at] + raw[to:]
            case 2:
                raw = raw[:at] + raw[at:to] * 2 + raw[to:]
            case _:
                raw = raw[:at]
    return raw


def _change(rng: random.Random, form: object) -> None:
    """Change what somebody might who writes a form of their own: it may be right after that."""
    places = [
        (holder, key)
        for holder, key in _places(form)
        if key in _OWN or (isinstance(holder, dict) and isinstance(holder[str(key)], list))
    ]
    holder, key = rng.choice(places)
    value = holder[key]  # type: ignore[index]
    if isinstance(value, list):
        if rng.random() < 0.5 and len(value) > 1:
            del value[rng.randrange(len(value))]
        else:
            rng.shuffle(value)
    elif isinstance(value, bool):
        holder[key] = not value  # type: ignore[index]
    elif isinstance(value, int):
        holder[key] = rng.randrange(600)  # type: ignore[index]
    else:
        holder[key] = rng.choice(_OWN[str(key)])  # type: ignore[index]


def _damage(rng: random.Random, form: object) -> None:
    """Change one place: a member or an entry goes, comes twice, moves, or has another value."""
    places = list(_places(form))
    if not places:
        return
    holder, key = rng.choice(places)
    match rng.randrange(7):
        case 0:
            del holder[key]
        case 1:
            holder[key] = rng.choice(_WORDS)
        case 2:
            holder[key] = deepcopy(rng.choice(_VALUES))
        case 3 if isinstance(holder, list):
            holder.insert(rng.randrange(len(holder) + 1), deepcopy(holder[key]))
        case 3:
            holder[rng.choice(_KEYS)] = deepcopy(holder[key])
        case 4:
            other, place = rng.choice(places)
            holder[key], other[place] = deepcopy(other[place]), deepcopy(holder[key])
        case 5 if isinstance(holder, list):
            rng.shuffle(holder)
        case _:
            value = holder[key]
            holder[key] = f"{value} x" if isinstance(value, str) else [value]


def _places(value: object) -> Iterator[tuple[dict[str, object] | list[object], str | int]]:
    entries: Sequence[tuple[object, object]] = ()
    if isinstance(value, dict):
        entries = list(value.items())
    elif isinstance(value, list):
        entries = list(enumerate(value))
    for key, inner in entries:
        yield value, key  # type: ignore[misc]
        yield from _places(inner)


def main(argv: Sequence[str] | None = None) -> int:
    """Run from the command line; 1 when something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(argv)
    report = run(options.count, options.seed)
    print("\n".join(report.lines()))
    page = worst_page_ms(large_form())
    print(f"a page of a form of 200 questions: {page:.1f} ms at most (allowed {PAGE_MS:.0f})")
    return 1 if report.exceptions or report.unexplained or page > PAGE_MS else 0


if __name__ == "__main__":
    raise SystemExit(main())
