"""Whether answers exist that lead to an item of a form.

A search over what the answers must be, not over the answers themselves: a question with sixty
options counts as one. An item is asked if its group is and its conditions hold; a question that has
an answer was asked; a required question that is asked has an answer in the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace

from kiosk.base.dataclass import dataclass
from kiosk.domain.declaration.form import Condition, Form, Item, ItemType, Operator, Value

MOST_STEPS = 200_000
"""Of all searches in one form: less than a second. The shipped forms need fewer than a hundred;
what needs more nobody could check by reading it either."""


class NotSettled(Exception):
    """The searches took more than `MOST_STEPS`."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """That an item is asked, or is not."""

    item: Item
    is_so: bool


@dataclass(frozen=True, slots=True)
class _Holds:
    """That a condition holds, or does not."""

    condition: Condition
    is_so: bool


_Goal = _Asked | _Holds


@dataclass(frozen=True, slots=True)
class _Answer:
    """What the answers to one question must be: `has` among them, `lacks` not."""

    has: frozenset[Value] = frozenset()
    lacks: frozenset[Value] = frozenset()
    is_there: bool | None = None


@dataclass(frozen=True, slots=True)
class _State:
    """What is settled so far, and what is to be brought about still."""

    asked: Mapping[str, bool] = field(default_factory=dict)
    answers: Mapping[str, _Answer] = field(default_factory=dict)
    goals: tuple[_Goal, _Goals] | None = None

    def then(self, goals: Iterable[_Goal]) -> _State:
        """The same with more to bring about."""
        linked = self.goals
        for goal in goals:
            linked = (goal, linked)
        return replace(self, goals=linked)


_Goals = tuple[_Goal, "_Goals"] | None


class Reachability:
    """Searches of one form."""

    def __init__(self, form: Form) -> None:
        self._form = form
        self._steps = 0
        self._found: dict[str, _State] = {}
        """What leads to an item, by its `link_id`."""

    def is_reachable(self, item: Item) -> bool:
        """Whether there are answers for which the item is asked. Raises NotSettled.

        What leads to the questions it depends on is tried first: of a chain of questions each is
        then one step more.
        """
        ways = [self._found.get(condition.target, _State()) for condition in item.conditions]
        open_states = [way.then([_Asked(item, True)]) for way in (_State(), *ways)]
        while open_states:
            self._steps += 1
            if self._steps > MOST_STEPS:
                raise NotSettled
            state = open_states.pop()
            if state.goals is None:
                self._found[item.link_id] = state
                return True
            goal, rest = state.goals
            open_states += self._after(replace(state, goals=rest), goal)
        return False

    def _after(self, state: _State, goal: _Goal) -> Iterator[_State]:
        """The states that bring a goal about, one for each way."""
        if isinstance(goal, _Holds):
            yield from self._after_answer(state, goal)
            return
        item, known = goal.item, state.asked.get(goal.item.link_id)
        if known is not None:
            if known is goal.is_so:
                yield state
            return
        state = replace(state, asked={**state.asked, item.link_id: goal.is_so})
        parent = self._form.parents.get(item.link_id)
        conditions = [_Holds(condition, goal.is_so) for condition in item.conditions]
        if goal.is_so:
            above: list[_Goal] = [] if parent is None else [_Asked(parent, True)]
            if item.is_required:
                above.append(_Holds(Condition(item.link_id, Operator.EXISTS, True), True))
            if item.needs_all or not conditions:
                yield state.then([*conditions, *above])
            else:
                yield from (state.then([each, *above]) for each in conditions)
            return
        if parent is not None:
            yield state.then([_Asked(parent, False)])
        if item.needs_all or not conditions:
            yield from (state.then([each]) for each in conditions)
        else:
            yield state.then(conditions)

    def _after_answer(self, state: _State, goal: _Holds) -> Iterator[_State]:
        asked: tuple[bool, ...]
        condition = goal.condition
        target = self._form.by_link_id[condition.target]
        before = state.answers.get(target.link_id, _Answer())
        if condition.operator is Operator.EXISTS:
            is_there = condition.value is goal.is_so
            if before.is_there is (not is_there):
                return
            after = replace(before, is_there=is_there)
            # Of a question that may stay open it does not matter whether it is asked.
            asked = (is_there,) if is_there or target.is_required else ()
        elif (condition.operator is Operator.EQUALS) is goal.is_so:
            after = replace(before, has=before.has | {condition.value})
            asked = (True,)
        else:
            after = replace(before, lacks=before.lacks | {condition.value})
            asked = (True, False) if target.is_required else ()
        if not _is_possible(target, after):
            return
        state = replace(state, answers={**state.answers, target.link_id: after})
        if not asked:
            yield state
        yield from (state.then([_Asked(target, is_so)]) for is_so in asked)


def _is_possible(item: Item, wanted: _Answer) -> bool:
    """Whether a question can have such answers."""
    if wanted.is_there is False:
        return not wanted.has
    if wanted.has & wanted.lacks or (len(wanted.has) > 1 and not item.repeats):
        return False
    if len(wanted.has) > 1 and wanted.has & set(item.denial):
        return False
    if wanted.has or wanted.is_there is None:
        return True
    match item.type:
        case ItemType.BOOLEAN:
            return len(wanted.lacks) < 2
        case ItemType.CHOICE:
            return any(option.coding not in wanted.lacks for option in item.options)
        case _:
            return True
