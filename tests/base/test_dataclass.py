"""Our dataclasses do what those of the standard library do, and write nothing at import."""

from __future__ import annotations

import copy
import dataclasses
import importlib
import inspect
import pickle
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import FrozenInstanceError, asdict, field, fields, replace
from types import ModuleType
from typing import Any, ClassVar

import pytest

import drivers
import kiosk
import sync
import ui
from kiosk.base.dataclass import _write_init, dataclass, write_constructors

Make = Callable[..., Callable[[type], Any]]
STANDARD: Make = dataclasses.dataclass
OURS: Make = dataclass


def _person(make: Make, **options: bool) -> Any:
    class Person:
        """Somebody."""

        kind: ClassVar[str] = "person"
        name: str
        phone: str = field(default="", repr=False)
        seen: int = field(default=0, compare=False)
        marks: list[str] = field(default_factory=list, hash=False)
        made: str = field(init=False, default="here")
        parts: tuple[str, ...] = field(init=False, default_factory=tuple)

    return make(**options)(Person)


@dataclass(frozen=True, slots=True)
class Kept:
    """Of a module, so that it can be pickled."""

    at: int
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeptLonger(Kept):
    """With a field more."""

    until: int = 0


OPTIONS = [{}, {"frozen": True}, {"slots": True}, {"frozen": True, "slots": True}, {"eq": False}]


@pytest.mark.parametrize("options", OPTIONS, ids=str)
def test_an_object_is_made_shown_and_compared_as_by_the_standard_library(
    options: dict[str, bool],
) -> None:
    def seen(make: Make) -> object:
        kind = _person(make, **options)
        one, same = kind("A", "0912", 7), kind("A", phone="0912", seen=8)
        other = kind("A", marks=["x"])
        changed = replace(one, name="B")
        return (
            repr(one),
            asdict(other),
            [each.name for each in fields(kind)],
            kind.__match_args__,
            (one == same, one != same, one == other, one == changed, one == "A"),
            repr(changed),
            kind.__hash__ is None,
            one.marks is same.marks,
            hasattr(one, "__dict__"),
        )

    assert seen(OURS) == seen(STANDARD)


def test_equal_objects_have_one_hash_which_leaves_out_what_does_not_count() -> None:
    kind = _person(OURS, frozen=True, slots=True)
    assert hash(kind("A", seen=1, marks=["x"])) == hash(kind("A", seen=2))
    assert hash(kind("A")) != hash(kind("B"))
    assert len({Kept(1), Kept(1), Kept(2), KeptLonger(1)}) == 3


def test_what_is_compared_is_of_one_class() -> None:
    assert Kept(1) == Kept(1)
    assert Kept(1) != KeptLonger(1)


def test_a_frozen_object_is_not_changed() -> None:
    for kind in (_person(OURS, frozen=True), _person(OURS, frozen=True, slots=True)):
        one = kind("A")
        with pytest.raises(FrozenInstanceError):
            one.name = "B"
        with pytest.raises(FrozenInstanceError):
            one.another = 1
        with pytest.raises(FrozenInstanceError):
            del one.name
        assert one.name == "A"


def test_wrong_arguments_are_refused() -> None:
    for arguments in ((), ("A", "", 0, [], "too many")):
        with pytest.raises(TypeError, match="__init__"):
            _person(OURS)(*arguments)


@pytest.mark.parametrize("kept", [Kept(1, ("a",)), KeptLonger(1, ("a",), 5)])
def test_copies_and_pickles_are_equal(kept: Kept) -> None:
    assert pickle.loads(pickle.dumps(kept)) == kept
    assert copy.copy(kept) == copy.deepcopy(kept) == kept


def test_what_a_class_brings_itself_stays() -> None:
    @dataclass(frozen=True)
    class Own:
        """With methods of its own."""

        at: int
        seen: list[int] = field(default_factory=list)

        def __post_init__(self) -> None:
            self.seen.append(self.at)

        def __repr__(self) -> str:
            return "own"

        def __eq__(self, other: object) -> bool:
            return True

        def __hash__(self) -> int:
            return 7

    one = Own(3)
    assert (repr(one), one == Own(4), hash(one), one.seen) == ("own", True, 7, [3])

    @dataclass()
    class Made:
        """Made by itself."""

        at: int

        def __init__(self) -> None:
            self.at = 9

    assert Made().at == 9


def test_a_constructor_of_a_subclass_reaches_its_parents() -> None:
    @dataclass()
    class First:
        """Never made by itself."""

        at: int

    @dataclass()
    class Second(First):
        """Calls the one above."""

        def __init__(self) -> None:
            super().__init__(5)

    assert (Second().at, Second().at, First(6).at) == (5, 5, 6)


def test_an_object_that_holds_itself_is_shown() -> None:
    @dataclass()
    class Ring:
        """Holds another."""

        next: object = None

    ring = Ring()
    ring.next = ring
    assert repr(ring).endswith("Ring(next=...)")


def _modules() -> Iterator[ModuleType]:
    for package in (kiosk, drivers, sync, ui):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            # Those are run by Alembic and make none.
            if not found.name.endswith("__main__") and ".migrations" not in found.name:
                yield importlib.import_module(found.name)


def test_every_constructor_of_ours_can_be_written() -> None:
    """Which is found at import else: a field without a default after one that has it."""
    written = 0
    for module in _modules():
        for kind in vars(module).values():
            is_of_module = inspect.isclass(kind) and kind.__module__ == module.__name__
            if is_of_module and "__dataclass_fields__" in vars(kind):
                names = list(inspect.signature(_write_init(kind, True)).parameters)[1:]
                assert names == [each.name for each in fields(kind) if each.init]
                assert list(kind.__match_args__) == names
                written += 1
    assert written > 1000


def test_a_module_writes_and_collects_nothing_when_it_is_imported(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made: list[object] = []
    for does in ("_write_init", "_equality", "_hash", "_standard"):
        monkeypatch.setattr(f"kiosk.base.dataclass.{does}", lambda *of: made.append(of))
    _person(OURS, frozen=True, slots=True)
    assert made == []


def test_a_constructor_can_be_written_before_it_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    person = _person(OURS)
    stub = person.__init__
    write_constructors([person])
    written = person.__init__
    assert written is not stub
    monkeypatch.setattr("kiosk.base.dataclass._write_init", lambda *_: pytest.fail("written again"))
    write_constructors([person])
    assert person("Mai").name == "Mai"
    assert person.__init__ is written
