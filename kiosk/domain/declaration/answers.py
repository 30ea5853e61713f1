"""What was answered so far, by the `link_id` of the question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from typing import NamedTuple

from kiosk.base.dataclass import dataclass
from kiosk.domain.declaration.form import Form, Item, Value


class Shown(NamedTuple):
    """What of a form is to be shown."""

    form: Form
    items: tuple[Item, ...]
    questions: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers to one version of one form; a question that nobody answered is not in it.

    It keeps what was answered to questions that are not asked any more, until the answers are
    sent: whoever touches *Có* again by mistake finds what they had typed.
    """

    given: Mapping[str, tuple[Value, ...]] = field(default_factory=dict)
    looked_at: list[Shown] = field(default_factory=list, init=False, compare=False, repr=False)
    """What of a form these answers have it show, once somebody asked for it: a page asks several
    times at every touch. It goes with the answers, so nothing of a person outlives them."""

    def of(self, link_id: str) -> tuple[Value, ...]:
        """The answers to one question; none if it was not answered."""
        return self.given.get(link_id, ())

    def having(self, link_id: str, values: Iterable[Value]) -> Answers:
        """The same with these answers to one question; without any, it is unanswered."""
        others = {key: value for key, value in self.given.items() if key != link_id}
        chosen = tuple(values)
        return Answers({**others, link_id: chosen} if chosen else others)
