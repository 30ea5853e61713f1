"""What a page of a very long form costs the window: `bench form`.

The pages on which staff ask and read back, and those on which somebody declares by themselves, with
a form of 200 questions and with one of 5, in a window of 1280 by 800 without a screen: what a page
takes of its own is the same with both. Where the machine itself was slower for a moment, as virtual
ones are, its small work beside the page tells so: such a round counts for the longest alone.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from kiosk.base.measure import nearest_rank
from kiosk.bench.hitches import Pulse, steady, time_small_work
from kiosk.domain.declaration.answers import Answers
from kiosk.domain.declaration.draft import Draft, PhoneOf
from kiosk.domain.declaration.form import Form
from kiosk.domain.declaration.form_reader import read_form
from kiosk.domain.declaration.notice import notices
from kiosk.domain.desk.declaring_setup import DeclaringSetup, PrepareDeclaring
from kiosk.domain.people.address import Address
from kiosk.domain.people.person import Sex
from kiosk.domain.station.desk import PageWanted, StaffSignedIn
from kiosk.domain.station.page import DeskAnswered
from kiosk.domain.station.pages import declare_touches as staff
from kiosk.domain.station.pages import self_declaration as own
from kiosk.domain.station.pages.declare_state import Declare
from kiosk.domain.station.pages.self_steps import SelfDeclaration
from kiosk.domain.station.touches import WindowEvent
from kiosk.domain.units.unit import Scheme, UnitSnapshot
from kiosk.domain.venue import Policy
from kiosk.settings.config import Renderer
from sync.protocol.declaration_bodies import Relation
from ui.app import make_application
from ui.collector import Collector
from ui.showcase import AT, Showcase, demo_session, demo_venue, spin

MAX_PAGE_MS = 16.0
"""Milliseconds of the window's thread from the touch until the page's frame is drawn."""
QUESTIONS = 200
FEW_QUESTIONS = 5
ROUNDS = 40
_LOOKED_AT_MS = 250
"""Milliseconds that somebody looks at a page, at the least, before they touch it."""
_SIZE = (1280, 800)
_NAMESPACE = "urn:checkpoint-kiosk:form:"
_TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation"
_UNIT = UnitSnapshot(Scheme.NEW, "22846", "Xã Vĩnh Hải, Khánh Hòa")


class _Page(NamedTuple):
    """A page that is measured."""

    name: str
    state: Declare | SelfDeclaration
    """As it is opened."""
    before: Sequence[WindowEvent]
    """Touches once its form is there, up to the page that is meant."""
    opening: WindowEvent
    """The touch that leads to it."""
    touch: WindowEvent
    """A touch on it."""


class _Cost(NamedTuple):
    """Of one round."""

    ms: float
    beat_s: float
    """Of the machine's small work beside it, the slower one."""


def bench_form(rounds: int = ROUNDS) -> dict[str, Any]:
    """Milliseconds of the window's thread until the frame is drawn, of each page and touch."""
    application = make_application(["bench"], Renderer.SOFTWARE, headless=True)
    found: dict[str, dict[str, float]] = {}
    worst = 0.0
    machine = _spread([1000 * took for took in time_small_work()])
    with Showcase() as showcase:
        showcase.set_size(_SIZE)
        collector = Collector()
        collector.begin()
        collector.settle()
        few = dict(_measured(showcase, large_form(FEW_QUESTIONS), rounds))
        for name, times in _measured(showcase, large_form(), rounds):
            spread, least = _spread_of(times), _spread_of(few[name])["p50"]
            ratio = round(spread["p50"] / least, 2)
            # The promise is of every round, also where the machine was slow.
            worst = max(worst, _spread([cost.ms for cost in times])["p95"])
            found[name] = {**spread, f"p50_of_{FEW_QUESTIONS}": least, "ratio": ratio}
        collector.end()
    application.quit()
    bounds = {"page_p95_ms": [worst, MAX_PAGE_MS]}
    return {"figures": found, "machine": machine, "bounds": bounds}


def _measured(showcase: Showcase, form: Form, rounds: int) -> Iterator[tuple[str, Sequence[_Cost]]]:
    """Each page's name with what it took every round: opened, and touched."""
    pulse = Pulse()
    setup = DeclaringSetup(form, AT.date(), notices(demo_venue(), Policy(), None), True)
    for page in _pages(form):
        opened, touched = [], []
        for _ in range(rounds):
            showcase.go_home()
            if isinstance(page.state, Declare):
                showcase.take(StaffSignedIn(demo_session()))
            showcase.take(PageWanted(page.state))
            key = showcase.window.station.window.desk.key
            showcase.take(DeskAnswered(key, PrepareDeclaring(), setup), *page.before)
            opened.append(_cost(showcase, pulse, page.opening))
            touched.append(_cost(showcase, pulse, page.touch))
        yield f"{page.name}: opened", opened
        yield f"{page.name}: a touch", touched


def markdown(figures: dict[str, Any]) -> str:
    """The figures as a table."""
    few = f"p50 with {FEW_QUESTIONS} questions | times that"
    lines = [
        f"| A form of {QUESTIONS} questions, ms | p50 | p95 | max | slow machine | {few} |",
        "|---|---|---|---|---|---|---|",
    ]
    for name, found in figures["figures"].items():
        lines.append(f"| {name} | " + " | ".join(map(str, found.values())) + " |")
    machine = figures["machine"]
    lines += [
        "",
        f"Beside nothing else a millisecond of work took this machine {machine['p50']} ms (p50),"
        f" {machine['p95']} (p95) and {machine['max']} (max).",
    ]
    return "\n".join(lines)


def large_form(questions: int = QUESTIONS) -> Form:
    """A form of so many questions in groups of ten, every second one a choice of four."""
    groups = [
        {
            **_item(f"g{start}", "group"),
            "item": [_question(number) for number in range(start, min(start + 10, questions))],
        }
        for start in range(0, questions, 10)
    ]
    form = {
        "resourceType": "Questionnaire",
        "id": "large",
        "url": f"{_NAMESPACE}large",
        "version": "1",
        "status": "active",
        "language": "vi",
        "title": "Tờ khai",
        "_title": _english("A form"),
        "item": groups,
    }
    read = read_form(json.dumps(form, ensure_ascii=False).encode())
    assert isinstance(read, Form), read
    return read


def _pages(form: Form) -> list[_Page]:
    asked = [item for item in form.all_items if item.is_question]
    values = [item.options[0].coding if item.options else True for item in asked]
    answers = {item.link_id: (value,) for item, value in zip(asked, values, strict=True)}
    person = Draft(
        name="Nguyễn Thị Hồng Nhung",
        birth="1956",
        sex=Sex.FEMALE,
        phone_of=PhoneOf.NONE,
        address=Address("", _UNIT),
    )
    # Nobody is looked for who may be the same.
    new = replace(person, is_another=True)
    answered = [own.AnswerTouched(value) for value in values]
    to_questions = [own.WentOn()] * 5
    return [
        _Page(
            "staff ask",
            Declare(new),
            (),
            staff.NextTouched(),
            staff.AnswerTouched(asked[0].link_id, True),
        ),
        _Page(
            "staff read back",
            Declare(replace(new, answers=Answers(answers))),
            (),
            staff.NextTouched(),
            staff.RelationChosen(Relation.STAFF),
        ),
        _Page(
            "somebody declares",
            SelfDeclaration(draft=person),
            to_questions[:-1],
            to_questions[-1],
            answered[0],
        ),
        _Page(
            "somebody reads it back",
            SelfDeclaration(draft=person),
            [*to_questions, *answered[:-1]],
            answered[-1],
            own.ConsentTurned(),
        ),
    ]


def _question(number: int) -> dict[str, Any]:
    """Yes or no, or one of four."""
    item = _item(f"q{number}", "choice" if number % 2 else "boolean")
    if number % 2:
        item["answerOption"] = [
            {
                "valueCoding": {
                    "system": "urn:checkpoint-kiosk:code",
                    "code": f"o{place}",
                    "display": f"Ý thứ {place}",
                    "_display": _english(f"Option {place}"),
                }
            }
            for place in range(4)
        ]
    return {**item, "required": True}


def _item(link_id: str, kind: str) -> dict[str, Any]:
    return {
        "linkId": link_id,
        "type": kind,
        "text": f"Câu hỏi {link_id} về mười bốn ngày qua?",
        "_text": _english(f"Question {link_id} about the last fourteen days?"),
    }


def _english(text: str) -> dict[str, Any]:
    parts = [{"url": "lang", "valueCode": "en"}, {"url": "content", "valueString": text}]
    return {"extension": [{"url": _TRANSLATION, "extension": parts}]}


def _cost(showcase: Showcase, pulse: Pulse, event: WindowEvent) -> _Cost:
    """Of the event until its frame is drawn, which this thread does too: its own time, since a
    machine that does other things beside it would be measured otherwise."""
    showcase.grab()
    spin(_LOOKED_AT_MS)
    before = pulse.beat()
    began = time.thread_time()
    showcase.take(event)
    showcase.grab()
    took = time.thread_time() - began
    return _Cost(took * 1000, max(before, pulse.beat()))


def _spread_of(costs: Sequence[_Cost]) -> dict[str, float]:
    """Of the rounds in which the machine was as it mostly is; the longest is of all."""
    is_steady = steady([cost.beat_s for cost in costs])
    counted = [cost.ms for cost, counts in zip(costs, is_steady, strict=True) if counts]
    longest = max(cost.ms for cost in costs)
    return {
        **_spread(counted),
        "max": round(longest, 1),
        "left_out": len(costs) - len(counted),
    }


def _spread(times: Sequence[float]) -> dict[str, float]:
    ordered = sorted(times)
    shares = (("p50", 0.50), ("p95", 0.95), ("max", 1.0))
    return {name: round(nearest_rank(ordered, share), 1) for name, share in shares}
