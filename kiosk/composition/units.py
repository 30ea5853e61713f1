"""Answers questions about administrative units out of `resources/units`."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import Future
from functools import cache
from importlib.resources import files
from typing import TypeVar, cast

from kiosk.domain.units.address_reading import read_address
from kiosk.domain.units.gazetteer import Gazetteer
from kiosk.domain.units.queries import FindUnits, ReadAddress, UnitQuery
from kiosk.domain.units.search import find_units
from kiosk.domain.units.unit import Scheme, UnitSnapshot
from kiosk.store.queries.reader import Reader
from kiosk.store.queries.thread import ReaderThread

A = TypeVar("A")


class UnitAnswers:
    """The gazetteer, read when the first question comes; any thread may ask."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._gazetteer: Gazetteer | None = None

    def ask(self, reader: ReaderThread, query: UnitQuery[A], commune: str) -> Future[A]:
        """Have one question answered on the reader's thread, at a venue in this commune."""
        with_own = isinstance(query, FindUnits) and query.with_own

        def answer(opened: Reader) -> A:
            return self.answer(query, commune, opened.own_communes() if with_own else ())

        return reader.ask(answer)

    def answer(self, query: UnitQuery[A], commune: str, own: Sequence[str] = ()) -> A:
        """The answer to one question at a venue in this commune, by its code of today; `own` are
        the codes of those that its people come from.

        Raises KeyError for a question that is unknown.
        """
        gazetteer = self._read()
        near = gazetteer.of_today(commune)
        if isinstance(query, FindUnits):
            return cast(A, find_units(gazetteer, query.text, near, query.limit, own))
        if isinstance(query, ReadAddress):
            return cast(A, read_address(gazetteer, query.text, near))
        raise KeyError(type(query))

    def _read(self) -> Gazetteer:
        with self._lock:
            if self._gazetteer is None:
                self._gazetteer = load_gazetteer()
            return self._gazetteer


@cache
def load_gazetteer() -> Gazetteer:
    """The lists that the application ships: some tens of milliseconds, some megabytes, once."""
    folder = files("resources") / "units"
    old, new = ((folder / f"{scheme.value}.txt").read_text("utf-8") for scheme in Scheme)
    return Gazetteer(old, new)


def commune_of_today(code: str) -> UnitSnapshot | None:
    """A commune of today as records have it; None for a code that none has."""
    unit = load_gazetteer().of_today(code) if code else None
    return None if unit is None else unit.snapshot
