"""People, their numbers and links, as far as this station's own records alone decide them.

What a hub's list said of a person was merged with what was met here, and how is not recorded: whom
it named is not judged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from kiosk.store.checks.report import ProblemKind, StoreReport
from kiosk.store.driver import Connection
from kiosk.store.migrations.steps import schema_version
from kiosk.store.repositories.hub_people import BY_FEED
from kiosk.store.repositories.people import COLUMNS, to_person
from kiosk.store.repositories.recorded_people import full_body
from sync.protocol.bodies import RecordType
from sync.protocol.canonical import canonical_bytes
from sync.protocol.feeds import FeedName
from sync.protocol.lengths import fitted
from sync.protocol.records import RecordError, parse_body

_UNSENT = ("queued", "dead", "conflict")


def check_people(connection: Connection, report: StoreReport) -> None:
    """Compare `people` and `identifiers` with the records that made them."""
    if schema_version(connection) < 2:
        # Nobody knows yet whom a hub named.
        return
    wrong = connection.execute(
        "SELECT count(*) FROM people p WHERE p.root <> p.id AND (p.root > p.id OR NOT EXISTS"
        " (SELECT 1 FROM people q WHERE q.id = p.root AND q.root = q.id))"
    ).fetchone()[0]
    if wrong:
        report.add(ProblemKind.PEOPLE, f"{wrong} people stood for by nobody")
    _People(connection, report).check()


class _People:
    """One pass over the records that speak of people."""

    def __init__(self, connection: Connection, report: StoreReport) -> None:
        self._connection = connection
        self._report = report
        self._is_alone = not self._has("SELECT 1 FROM feeds WHERE name = ?", FeedName.PEOPLE.value)
        self._is_whole = (
            self._is_alone and report.bodiless == 0 and not self._has("SELECT 1 FROM erasures")
        )
        """Whether nothing was purged, erased or told by a hub: then records decide everything."""
        # A file of before knows no kinds of visitors, and no communes.
        version = schema_version(connection)
        columns = COLUMNS if version >= 7 else COLUMNS.replace("visitor", "''")
        self._columns = columns if version >= 10 else columns.replace("unit", "''")
        self._differing: dict[object, int] = {}
        """People whose last record so far is not what the table says, with its place."""
        self._said: dict[tuple[str, str], bool] = {}
        """What was said last of a pair, the smaller id first: whether the link was undone."""
        self._roots: dict[str, str] = {}
        """Of whom a link names: the next smaller id on the way to the smallest."""
        self._numbers = 0
        """Numbers that a record ties and that are there."""
        self._untied: dict[tuple[object, ...], int] = {}
        """Those that a record ties, at this place, and that are not there."""
        self._undone: set[tuple[object, ...]] = set()
        """Those that were untied; whether a record ties them again is not counted."""

    def check(self) -> None:
        """Report whatever differs."""
        anew = ""
        if schema_version(self._connection) >= 3:
            anew = " AND NOT EXISTS (SELECT 1 FROM moves m WHERE m.pos = r.pos)"
        for pos, record_type, body, state in self._connection.execute(
            "SELECT r.pos, r.type, b.body, o.state FROM records r"
            " JOIN bodies b ON b.pos = r.pos LEFT JOIN outbox o ON o.pos = r.pos"
            f" WHERE r.type IN (?, ?, ?){anew} ORDER BY r.pos",
            (RecordType.PERSON, RecordType.IDENTIFIER, RecordType.SAME_AS),
        ):
            try:
                members = parse_body(body)
            except RecordError:
                # Told of with its ledger.
                continue
            may_judge = self._is_alone or state in _UNSENT
            if record_type == RecordType.PERSON:
                self._take_person(pos, members, may_judge)
            elif record_type == RecordType.IDENTIFIER:
                self._take_number(pos, members, may_judge)
            else:
                self._link(members)
        for pos in self._untied.values():
            self._report.add(ProblemKind.PEOPLE, f"pos {pos}: the number is tied to nobody")
        for pos in self._differing.values():
            self._report.add(ProblemKind.PEOPLE, f"pos {pos}: the person differs from its record")
        if self._is_whole:
            self._check_numbers()
            self._check_links()

    def _take_person(self, pos: int, members: dict[str, object], may_judge: bool) -> None:
        person_id = members.get("person")
        row = self._connection.execute(
            f"SELECT {self._columns} FROM people WHERE id = ?", (person_id,)
        ).fetchone()
        if row is None:
            if self._is_whole:
                self._report.add(ProblemKind.PEOPLE, f"pos {pos}: no such person")
            return
        members.pop("moved", None)
        if may_judge and _body_in(row) != canonical_bytes(members) and self._is_own(person_id):
            self._differing[person_id] = pos
        else:
            self._differing.pop(person_id, None)

    def _take_number(self, pos: int, members: Mapping[str, object], may_judge: bool) -> None:
        person_id = members.get("person")
        number = tuple(members.get(name) for name in ("kind", "value", "person"))
        is_there = self._has(
            "SELECT 1 FROM identifiers WHERE kind = ? AND value = ? AND person = ? AND source = ?",
            *(members.get(name) for name in ("kind", "value", "person", "source")),
        )
        if "undo" in members:
            self._undone.add(number)
            self._untied.pop(number, None)
        elif is_there:
            self._numbers += 1
        elif may_judge and self._is_own(person_id):
            self._untied[number] = pos

    def _is_own(self, person_id: object) -> bool:
        """Whether no hub said anything of a person, nor had it erased."""
        return self._has(
            "SELECT 1 FROM people p WHERE p.id = ? AND p.is_fed = 0"
            " AND NOT EXISTS (SELECT 1 FROM identifiers i WHERE i.person = p.id AND i.source = ?)"
            " AND NOT EXISTS (SELECT 1 FROM erasures x WHERE x.person = p.id)",
            person_id,
            BY_FEED,
        )

    def _check_numbers(self) -> None:
        stored = self._connection.execute(
            "SELECT count(*) FROM identifiers WHERE source <> ?", (BY_FEED,)
        ).fetchone()[0]
        unexplained = stored - self._numbers - len(self._undone)
        if unexplained > 0:
            words = f"{unexplained} numbers tied by no record"
            self._report.add(ProblemKind.PEOPLE, words)

    def _link(self, members: Mapping[str, object]) -> None:
        persons = members.get("persons")
        if isinstance(persons, list):
            for pair in combinations(sorted(map(str, persons)), 2):
                self._said[pair] = "undo" in members

    def _root_of(self, person_id: str) -> str:
        way = []
        while (next_id := self._roots.setdefault(person_id, person_id)) != person_id:
            way.append(person_id)
            person_id = next_id
        for passed in way:
            self._roots[passed] = person_id
        return person_id

    def _check_links(self) -> None:
        for (one, other), is_undone in self._said.items():
            low, high = sorted((self._root_of(one), self._root_of(other)))
            if not is_undone:
                self._roots[high] = low
        linked = {one: root for one in list(self._roots) if (root := self._root_of(one)) != one}
        for person_id, root in self._connection.execute(
            "SELECT id, root FROM people WHERE root <> id ORDER BY id"
        ):
            if linked.pop(person_id, None) != root:
                self._report.add(ProblemKind.PEOPLE, "a person linked otherwise than recorded")
        if linked:
            self._report.add(ProblemKind.PEOPLE, f"{len(linked)} recorded links are not there")

    def _has(self, sql: str, *parameters: object) -> bool:
        return self._connection.execute(sql, parameters).fetchone() is not None


def _body_in(row: Sequence[str]) -> bytes:
    """What a record of this row would say; nothing where no record could."""
    try:
        return canonical_bytes(fitted(full_body(to_person(row))))
    except ValueError:
        return b""
