"""People, what points to them, and which of them are one human being."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.base.names import bare_name
from kiosk.domain.people.address import Address
from kiosk.domain.people.person import (
    Birth,
    Identifier,
    IdentifierKind,
    Person,
    PersonDetails,
    Sex,
)
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.units.unit import Scheme, UnitSnapshot
from kiosk.store.driver import Connection

COLUMNS = "id, full_name, birth, sex, address, phone, id_number, insurance_number, visitor, unit"

IDS_OF_PERSON = (
    "SELECT id FROM people WHERE root = (SELECT root FROM people WHERE id = ?1) AND root <> id"
    " UNION ALL SELECT root FROM people WHERE id = ?1"
)
"""SQL: all ids of whomever ?1 resolves to. Only who is linked stands in the index over roots:
asked for a root alone, SQLite reads everybody there is."""

MOST_NAMESAKES = 20
"""More people of one name than this tell nobody apart."""


class People:
    """The tables `people` and `identifiers` on one connection.

    `people.root` is the smallest id among all ids linked by `same_as`: UUIDv7s rise with time, so
    it is the oldest, and every station finds the same one whatever the order of the links.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, identifier: Identifier) -> list[Person]:
        """Everyone the identifier points to, links resolved, oldest first."""
        rows = self._connection.execute(
            f"SELECT DISTINCT {_prefixed('r')} FROM identifiers i"
            " JOIN people p ON p.id = i.person JOIN people r ON r.id = p.root"
            " WHERE i.kind = ? AND i.value = ? ORDER BY r.id",
            (identifier.kind.value, identifier.value),
        )
        return [to_person(row) for row in rows]

    def find_inside(self, name: str, birth_year: int) -> list[Person]:
        """Everyone under this normalised name and year of birth whom this station or the hub
        saw come in.

        A linked person counts under each of the names written on the linked documents. Whether
        they left by another gate since is for `PresenceBook.find` to say.
        """
        rows = self._connection.execute(
            f"SELECT DISTINCT {_prefixed('r')} FROM people p JOIN people r ON r.id = p.root"
            " WHERE p.normalised_name = ? AND p.birth >= ? AND p.birth < ?"
            " AND (EXISTS (SELECT 1 FROM presence q WHERE q.person = p.root)"
            " OR EXISTS (SELECT 1 FROM feed_presence f WHERE f.inside AND f.person IN"
            " (SELECT id FROM people l WHERE l.root = p.root AND l.root <> l.id"
            " UNION ALL SELECT p.root))) ORDER BY r.id",
            (name, f"{birth_year:04d}", f"{birth_year:04d}~"),
        )
        return [to_person(row) for row in rows]

    def find_namesakes(self, name: str) -> list[Person]:
        """Some people under this normalised name, links resolved, the newest first."""
        rows = self._connection.execute(
            f"SELECT DISTINCT {_prefixed('r')} FROM people p JOIN people r ON r.id = p.root"
            " WHERE p.normalised_name = ? ORDER BY r.id DESC LIMIT ?",
            (name, MOST_NAMESAKES),
        )
        return [to_person(row) for row in rows]

    def find_root(self, person_id: str) -> str | None:
        """The id that stands for a person and everyone linked to it."""
        row = self._connection.execute(
            "SELECT root FROM people WHERE id = ?", (person_id,)
        ).fetchone()
        return None if row is None else str(row[0])

    def get(self, person_id: str) -> Person:
        """The person an id resolves to; raises KeyError."""
        row = self._connection.execute(
            f"SELECT {_prefixed('r')} FROM people p JOIN people r ON r.id = p.root WHERE p.id = ?",
            (person_id,),
        ).fetchone()
        if row is None:
            raise KeyError(person_id)
        return to_person(row)

    def get_own(self, person_id: str) -> Person:
        """The person's own row, links not followed; raises KeyError."""
        row = self._connection.execute(
            f"SELECT {COLUMNS} FROM people WHERE id = ?", (person_id,)
        ).fetchone()
        if row is None:
            raise KeyError(person_id)
        return to_person(row)

    def linked(self, root: str) -> list[str]:
        """All ids a root stands for, itself included."""
        rows = self._connection.execute(
            "SELECT id FROM people WHERE root = ? AND root <> id ORDER BY id", (root,)
        )
        return [root, *(row[0] for row in rows)]

    def add(self, person: Person) -> None:
        """A new row, linked to nobody."""
        self._connection.execute(
            "INSERT INTO people (id, root, full_name, normalised_name, birth, sex, address, phone,"
            " id_number, insurance_number, visitor, unit)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (person.id, person.id, *_values(person)),
        )

    def update(self, person: Person) -> None:
        """Replace what is known of a person; raises KeyError."""
        changed = self._connection.execute(
            "UPDATE people SET full_name = ?, normalised_name = ?, birth = ?, sex = ?,"
            " address = ?, phone = ?, id_number = ?, insurance_number = ?, visitor = ?,"
            " unit = ? WHERE id = ?",
            (*_values(person), person.id),
        ).rowcount
        if changed != 1:
            raise KeyError(person.id)

    def tie(self, person_id: str, identifier: Identifier, source: str) -> bool:
        """Tie an identifier to a person; False if it was tied to this person already."""
        return (
            self._connection.execute(
                "INSERT INTO identifiers (kind, value, person, source) VALUES (?, ?, ?, ?)"
                " ON CONFLICT DO NOTHING",
                (identifier.kind.value, identifier.value, person_id, source),
            ).rowcount
            == 1
        )

    def untie(self, person_id: str, identifier: Identifier) -> bool:
        """The identifier points to this person no longer; False if it did not."""
        return (
            self._connection.execute(
                "DELETE FROM identifiers WHERE kind = ? AND value = ? AND person = ?",
                (identifier.kind.value, identifier.value, person_id),
            ).rowcount
            == 1
        )

    def identifiers(self, person_id: str) -> list[Identifier]:
        """What points to whomever an id resolves to, linked ids included; each once."""
        rows = self._connection.execute(
            "SELECT DISTINCT kind, value FROM identifiers"
            f" WHERE person IN ({IDS_OF_PERSON}) ORDER BY kind, value",
            (person_id,),
        )
        return [Identifier(IdentifierKind(kind), value) for kind, value in rows]

    def regroup(self, circles: Sequence[Sequence[str]]) -> list[str]:
        """Let the smallest id of each circle stand for it; gives these ids."""
        for circle in circles:
            for person_id in circle:
                self._connection.execute(
                    "UPDATE people SET root = ? WHERE id = ?", (min(circle), person_id)
                )
        return [min(circle) for circle in circles]

    def kind(self, root: str) -> VisitorKind | None:
        """What whoever a root stands for comes for: what was said of the oldest id."""
        row = self._connection.execute(
            "SELECT visitor FROM people WHERE visitor <> ''"
            " AND id IN (SELECT ?1 UNION ALL SELECT id FROM people WHERE root = ?1 AND root <> id)"
            " ORDER BY id LIMIT 1",
            (root,),
        ).fetchone()
        return None if row is None else VisitorKind(row[0])

    def link(self, person_ids: Sequence[str]) -> tuple[str, list[str]]:
        """Join everyone linked to these ids; gives the new root and the roots it replaced.

        Raises KeyError for an id that is not stored.
        """
        roots = set()
        for person_id in person_ids:
            root = self.find_root(person_id)
            if root is None:
                raise KeyError(person_id)
            roots.add(root)
        oldest = min(roots)
        replaced = sorted(roots - {oldest})
        for root in replaced:
            # The partial index knows only linked people, the root itself is found by its id.
            self._connection.execute(
                "UPDATE people SET root = ? WHERE root = ? AND root <> id", (oldest, root)
            )
            self._connection.execute("UPDATE people SET root = ? WHERE id = ?", (oldest, root))
        return oldest, replaced


def _prefixed(alias: str) -> str:
    return ", ".join(f"{alias}.{column}" for column in COLUMNS.split(", "))


def _values(person: Person) -> tuple[str, ...]:
    details = person.details
    unit = details.address.unit
    return (
        details.full_name,
        bare_name(details.full_name),
        "" if details.birth is None else str(details.birth),
        details.sex.value,
        details.address.text,
        details.phone,
        details.id_number,
        details.insurance_number,
        "" if person.visitor is None else person.visitor.value,
        "" if unit is None else f"{unit.scheme.value} {unit.code} {unit.name}",
    )


def to_person(row: Sequence[str]) -> Person:
    """A person out of a row of `COLUMNS`."""
    person_id, full_name, birth, sex, address, phone, *numbers, visitor, unit = row
    id_number, insurance_number = numbers
    return Person(
        person_id,
        PersonDetails(
            full_name=full_name,
            birth=to_birth(birth),
            sex=Sex(sex),
            address=Address(address, to_unit(unit)),
            phone=phone,
            id_number=id_number,
            insurance_number=insurance_number,
        ),
        VisitorKind(visitor) if visitor else None,
    )


def to_unit(text: str) -> UnitSnapshot | None:
    """A commune as the column `unit` has it: scheme, code and name; None for an empty one."""
    if not text:
        return None
    scheme, code, name = text.split(" ", 2)
    return UnitSnapshot(Scheme(scheme), code, name)


def to_birth(text: str) -> Birth | None:
    """A birth as the column `birth` has it; None for an empty one."""
    if not text:
        return None
    year, *rest = (int(part) for part in text.split("-"))
    return Birth(year, *rest)
