"""From codes in frames to one scan: what counts, what is muted, who goes first."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from kiosk.base.dataclass import dataclass
from kiosk.domain.credential.model import PERSONAL_KINDS, Credential
from kiosk.domain.people.identity import may_stand_in
from kiosk.domain.people.person import IdentifierKind
from kiosk.domain.scanning.camera_check import SAMPLE_TEXTS
from kiosk.ports.codes import Symbol

MUTE_S = 3.0
"""The same content is muted while it stays in view and this long after.

See docs/spec/at-the-gate.md §1.
"""
PAIR_S = 1.0
"""The two equal reads of a linear code must follow each other this closely."""
OTHER_PATIENCE_S = 0.3
"""A code that is no person's waits this long: a person's code beside it may be read next."""
OTHER_SILENCE_S = 1.0
"""After a person's code a poster or link is passed over this long: it stands on the same card."""
CROWD_S = 0.7
"""After two persons' codes in one frame neither counts alone until this much later."""

_MATRIX_FORMATS = frozenset(
    {"QRCode", "MicroQRCode", "RMQRCode", "DataMatrix", "Aztec", "PDF417", "MaxiCode"}
)


@dataclass(frozen=True, slots=True)
class SeveralPersons:
    """Codes of different persons are in view at once: nobody is scanned, "one at a time"."""


class ScanDebouncer:
    """Decides which sight of a code becomes a scan. One per lane, shared by its devices.

    Time is the caller's: monotonic seconds, never going back. Safe to use from several threads.
    """

    def __init__(self, parse: Callable[[str], Credential]) -> None:
        """`parse` is `parse_credential`."""
        self._parse = parse
        self._lock = threading.Lock()
        self._last_seen: dict[str, float] = {}
        self._once: dict[str, float] = {}
        self._other: tuple[Symbol, float] | None = None
        self._person_at: float | None = None
        self._crowd: frozenset[str] = frozenset()
        self._crowd_at = 0.0

    def see(self, symbols: Sequence[Symbol], at: float) -> Symbol | SeveralPersons | None:
        """Take all codes of one frame, best first; give the one that is to be scanned, if any.

        Call it for frames without a code too: a waiting poster is then told of.
        """
        with self._lock:
            self._forget_old(at)
            counting = [
                symbol
                for symbol in symbols
                if symbol.text not in SAMPLE_TEXTS and self._counts(symbol, at)
            ]
            persons = []
            others = []
            for symbol in counting:
                credential = self._parse(symbol.text)
                if credential.kind in PERSONAL_KINDS and not symbol.charset_guessed:
                    persons.append((symbol, credential))
                else:
                    others.append(symbol)
            if persons:
                self._person_at = at
                self._other = None
            fresh = [pair for pair in persons if pair[0].text not in self._last_seen]
            fresh_others = [item for item in others if item.text not in self._last_seen]
            for symbol in counting:
                if symbol.text in self._last_seen:
                    self._last_seen[symbol.text] = at
            if fresh:
                return self._choose_person(fresh, at)
            return self._choose_other(fresh_others, at)

    def hear(self, text: str, at: float) -> bool:
        """Take one reading of a hand-held scanner; whether it is to be scanned."""
        if text in SAMPLE_TEXTS:
            return False
        with self._lock:
            self._forget_old(at)
            is_fresh = text not in self._last_seen
            self._last_seen[text] = at
            return is_fresh

    def forget(self, text: str) -> None:
        """Lift the mute of a code whose scan nobody could take."""
        with self._lock:
            self._last_seen.pop(text, None)

    def _forget_old(self, at: float) -> None:
        self._last_seen = {
            text: seen for text, seen in self._last_seen.items() if at - seen <= MUTE_S
        }
        self._once = {text: seen for text, seen in self._once.items() if at - seen <= PAIR_S}

    def _counts(self, symbol: Symbol, at: float) -> bool:
        """A matrix code has its own check; a linear one must be read twice alike."""
        if symbol.format in _MATRIX_FORMATS or symbol.text in self._last_seen:
            return True
        if self._once.get(symbol.text, at) < at:
            return True
        self._once[symbol.text] = at
        return False

    def _choose_person(
        self, fresh: list[tuple[Symbol, Credential]], at: float
    ) -> Symbol | SeveralPersons:
        first_symbol, first = fresh[0]
        if not all(_is_same_person(first, other) for _, other in fresh[1:]):
            self._crowd = frozenset(symbol.text for symbol, _ in fresh)
            self._crowd_at = at
            return SeveralPersons()
        if first_symbol.text in self._crowd and at - self._crowd_at < CROWD_S:
            return SeveralPersons()
        self._crowd = frozenset()
        for symbol, _ in fresh:
            self._last_seen[symbol.text] = at
        return first_symbol

    def _choose_other(self, fresh: list[Symbol], at: float) -> Symbol | None:
        if self._person_at is not None and at - self._person_at < OTHER_SILENCE_S:
            return None
        if self._other is None:
            if fresh:
                self._other = (fresh[0], at)
            return None
        symbol, since = self._other
        if at - since < OTHER_PATIENCE_S:
            return None
        self._other = None
        self._last_seen[symbol.text] = at
        return symbol


def _is_same_person(one: Credential, other: Credential) -> bool:
    """Whether two documents in one frame name the same person: by an identifier, or by what may
    stand in for one at the gate."""
    shared = set(one.identifiers) & set(other.identifiers)
    if any(identifier.kind is not IdentifierKind.PHONE for identifier in shared):
        return True
    if one.person is None or other.person is None:
        return False
    return may_stand_in(one.person, other.person)
