"""The desk's search: people of today from memory, then the newest others from the index."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from kiosk.base.phones import normalise_phone
from kiosk.domain.desk.queries import (
    MOST_FOUND,
    FindByPhone,
    Found,
    PhonePeople,
    Search,
)
from kiosk.domain.desk.search import END, Term, is_found, read_search
from kiosk.domain.people.person import IdentifierKind
from kiosk.domain.slips.slip import is_human_code
from kiosk.store.queries.presence import by_last_seen, find_people, read_people
from kiosk.store.queries.reading import Reading
from kiosk.store.stamp import to_ms

_MOST_CHANGES = 2000
"""More lines than this changed at once: the people of today are read anew."""


class TodaysPeople:
    """The search keys of whoever has an entry today, kept by the reader.

    Their names are in memory while it is today, and nobody is found by them alone: who was purged,
    erased or renamed since is looked up again.
    """

    def __init__(self) -> None:
        self._span: tuple[int, int] | None = None
        self._keys: dict[int, str] = {}
        """By the number of the person's row; whoever came last is last."""
        self._pos = 0
        self._line = 0

    def follow(self, reading: Reading) -> None:
        """Take in what was recorded and changed since."""
        span = reading.bounds(reading.today)
        if self._span != span:
            self._span = span
            self._keys.clear()
            self._pos = self._line = 0
        newest = reading.value("SELECT coalesce(max(pos), 0) FROM entries")
        line = reading.value("SELECT coalesce(max(id), 0) FROM search_keys")
        if line - self._line > _MOST_CHANGES:
            self._keys.clear()
            self._pos = 0
        else:
            self._take(
                reading.rows("SELECT person, key FROM search_keys WHERE id > ?", (self._line,)),
                are_new=False,
            )
        if newest > self._pos:
            # A few new entries are found by their place, a whole day by its time.
            source = "entries e" if self._pos else "entries e INDEXED BY entries_at"
            self._take(
                reading.rows(
                    f"SELECT k.person, k.key FROM {source} JOIN people p ON p.id = e.person"
                    " JOIN search_keys k ON k.person = p.no"
                    " WHERE e.pos > ? AND e.at >= ? AND e.at < ? ORDER BY e.pos",
                    (self._pos, *span),
                ),
                are_new=True,
            )
        self._pos, self._line = newest, line

    def find(self, terms: Sequence[Term], limit: int) -> list[int]:
        """The numbers of those who match, whoever came last first."""
        found: list[int] = []
        for person, key in reversed(self._keys.items()):
            if is_found(key, terms):
                found.append(person)
                if len(found) == limit:
                    break
        return found

    def _take(self, rows: Iterable[tuple[int, str]], *, are_new: bool) -> None:
        for person, key in rows:
            if are_new:
                self._keys.pop(person, None)
                self._keys[person] = key
            elif person in self._keys:
                self._keys[person] = key


def search(reading: Reading, todays: TodaysPeople, query: Search) -> Found:
    """See `Search`."""
    terms = read_search(query.text)
    if not terms:
        return Found((), is_cut=False)
    todays.follow(reading)
    first = _slip_holders(reading, query.text)
    first |= _still_found(reading, todays.find(terms, MOST_FOUND), terms)
    others = find_people(reading, _NEWEST, (match_expression(terms), MOST_FOUND + 1))
    is_cut = len(others) > MOST_FOUND
    rest = [person for root, person in others.items() if root not in first]
    return Found(
        (
            *by_last_seen(list(read_people(reading, list(first)).values())),
            *by_last_seen(rest)[:MOST_FOUND],
        ),
        is_cut=is_cut,
    )


_NEWEST = (
    "SELECT DISTINCT CASE p.root WHEN p.id THEN p.no"
    " ELSE (SELECT r.no FROM people r WHERE r.id = p.root) END AS no"
    " FROM (SELECT rowid AS line FROM people_search WHERE people_search MATCH ?"
    " ORDER BY rowid DESC LIMIT ?) f JOIN search_keys k ON k.id = f.line"
    " JOIN people p ON p.no = k.person"
)
"""Those who match, of the newest lines, each as the root that stands for them."""


def match_expression(terms: Iterable[Term]) -> str:
    """The terms in the language of FTS5: each the beginning of a word, or a whole one.

    A term is letters and digits alone, after `BACKWARDS` at most: nothing of it is syntax.
    """
    return " AND ".join("(" + " OR ".join(_word(start) for start in term) + ")" for term in terms)


def _word(start: str) -> str:
    return f'"{start[:-1]}"' if start.endswith(END) else f'"{start}" *'


def find_by_phone(reading: Reading, query: FindByPhone) -> PhonePeople:
    """See `FindByPhone`."""
    roots = roots_by_phone(reading, [normalise_phone(query.phone) or query.phone])
    return PhonePeople(tuple(by_last_seen(list(read_people(reading, roots).values()))))


def roots_by_phone(reading: Reading, phones: Sequence[str]) -> list[str]:
    """Whom these numbers point to, in E.164."""
    return [
        row[0]
        for row in reading.rows(
            "SELECT DISTINCT p.root FROM json_each(?) j CROSS JOIN identifiers i"
            " ON i.kind = ? AND i.value = j.value JOIN people p ON p.id = i.person",
            (json.dumps(list(phones)), IdentifierKind.PHONE.value),
        )
    ]


def _slip_holders(reading: Reading, text: str) -> dict[str, None]:
    """The root of whoever has a valid slip or card with this code to read out."""
    if not is_human_code(text):
        return {}
    rows = reading.rows(
        "SELECT DISTINCT p.root FROM print_jobs j JOIN records r ON r.id = j.entry"
        " LEFT JOIN entries e ON e.pos = r.pos LEFT JOIN met_slips m ON m.slip_id = j.slip_id"
        " JOIN people p ON p.id = coalesce(e.person, m.person)"
        " WHERE j.human_code = ? AND j.valid_until > ?",
        ("".join(text.split()), to_ms(reading.now)),
    )
    return {root: None for (root,) in rows}


def _still_found(
    reading: Reading, numbers: Sequence[int], terms: Sequence[Term]
) -> dict[str, None]:
    """The roots of those who match by what stands in the database now."""
    text = reading.value(
        "SELECT json_group_array(json_array(p.root, k.key)) FROM json_each(?) j"
        " JOIN search_keys k ON k.person = j.value JOIN people p ON p.no = k.person",
        (json.dumps(list(numbers)),),
    )
    return dict.fromkeys(root for root, key in json.loads(text) if is_found(key, terms))
