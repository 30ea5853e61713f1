"""People within a transaction: each change with its record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from kiosk.domain.people.person import Identifier, Person, PersonDetails
from kiosk.store.repositories.links import Links
from kiosk.store.repositories.people import People
from kiosk.store.repositories.record_writer import RecordWriter
from kiosk.store.repositories.visits import PresenceBook
from kiosk.store.stamp import to_ms
from sync.protocol.bodies import RecordType, person_body


class RecordedPeople:
    """See `kiosk.ports.people.PeopleTables`."""

    def __init__(
        self,
        people: People,
        links: Links,
        book: PresenceBook,
        records: RecordWriter,
        erase_ids: Callable[[Sequence[str], str, int], None],
        void_withdrawn: Callable[[str], None],
    ) -> None:
        """`erase_ids` is that of `HubPeople`; `void_withdrawn` is told of roots that stand for more
        ids than before."""
        self._people = people
        self._links = links
        self._book = book
        self._records = records
        self._erase_ids = erase_ids
        self._void_withdrawn = void_withdrawn

    def find(self, identifier: Identifier) -> list[Person]:
        """Everyone this identifier points to, the links of `same_as` resolved, oldest first."""
        return self._people.find(identifier)

    def find_namesakes_inside(self, bare_name: str, birth_year: int) -> list[Person]:
        """People with a presence row whose bare name and year of birth are equal."""
        return self._people.find_inside(bare_name, birth_year)

    def find_namesakes(self, bare_name: str) -> list[Person]:
        """Some people under this bare name, links resolved, the newest first."""
        return self._people.find_namesakes(bare_name)

    def circle(self, person_id: str) -> list[str]:
        """All ids that are one person with this one, itself included. Raises KeyError."""
        return self._people.linked(self._people.get(person_id).id)

    def add(self, details: PersonDetails, at: datetime) -> Person:
        """A new person under a new UUIDv7, with its `person` record."""
        person = Person(self._records.next_id(), details)
        self._people.add(person)
        self._records.write(RecordType.PERSON, full_body(person), at)
        return person

    def update(self, person: Person, at: datetime) -> None:
        """Store fuller details with a new `person` record. Raises KeyError if not stored."""
        self._people.update(person)
        self._records.write(RecordType.PERSON, full_body(person), at)

    def tie(self, person_id: str, identifier: Identifier, source: str, at: datetime) -> None:
        """Tie an identifier to a person, with its record; nothing happens if tied already."""
        if self._people.tie(person_id, identifier, source):
            body = {
                "person": person_id,
                "kind": identifier.kind.value,
                "value": identifier.value,
                "source": source,
            }
            self._records.write(RecordType.IDENTIFIER, body, at)

    def untie(self, person_id: str, identifier: Identifier, source: str, at: datetime) -> None:
        """An identifier is not this person's, with its record; nothing happens if it was not."""
        if self._people.untie(person_id, identifier):
            body = {
                "person": person_id,
                "kind": identifier.kind.value,
                "value": identifier.value,
                "source": source,
                "undo": True,
            }
            self._records.write(RecordType.IDENTIFIER, body, at)

    def get(self, person_id: str) -> Person:
        """Whom an id resolves to. Raises KeyError."""
        return self._people.get(person_id)

    def get_own(self, person_id: str) -> Person:
        """What is known under an id itself. Raises KeyError."""
        return self._people.get_own(person_id)

    def take_in(self, person: Person) -> None:
        """Somebody of the venue whom the hub named, under the id the hub gave: no record, for the
        hub knows. Nothing happens where the id is known."""
        if self._people.find_root(person.id) is None:
            self._people.add(person)

    def identifiers(self, person_id: str) -> list[Identifier]:
        """What points to whomever an id resolves to, linked ids included."""
        return self._people.identifiers(person_id)

    def are_parted(self, one: str, other: str) -> bool:
        """Whether staff said last that these two are two."""
        return self._links.are_parted(one, other)

    def link(self, person_ids: Sequence[str], evidence: str, by: str, at: datetime) -> None:
        """Write a `same_as` record; the ids then resolve to the oldest one.

        Nothing happens when they are linked already. Raises KeyError for an unknown id.
        """
        root, replaced = self._people.link(person_ids)
        if replaced:
            self._links.say(person_ids, is_undone=False)
            self._book.merge(root, replaced)
            self._void_withdrawn(root)
            body = {"persons": list(person_ids), "evidence": evidence, "by": by}
            self._records.write(RecordType.SAME_AS, body, at)

    def part(self, one: str, other: str, evidence: str, by: str, at: datetime) -> bool:
        """Write that two are not one; False, and nothing, where they are not linked.

        Whoever was linked with one of them stays with that one.
        """
        root = self._people.find_root(one)
        if root is None or one == other or root != self._people.find_root(other):
            return False
        self._links.say([one, other], is_undone=True)
        roots = self._people.regroup(self._links.parts(self._people.linked(root)))
        self._book.derive(roots)
        body = {"persons": [one, other], "evidence": evidence, "by": by, "undo": True}
        self._records.write(RecordType.SAME_AS, body, at)
        return True

    def erase(self, person_ids: Sequence[str], command: str, at: datetime) -> None:
        """Take out what is known of these ids."""
        self._erase_ids(person_ids, command, to_ms(at))


def full_body(person: Person) -> dict[str, object]:
    """Body of the record that says all that is known of a person."""
    details = person.details
    unit = details.address.unit
    return person_body(
        person=person.id,
        full_name=details.full_name,
        sex=details.sex.value,
        birth=None if details.birth is None else str(details.birth),
        address=details.address.text,
        unit=None if unit is None else (unit.scheme.value, unit.code, unit.name),
        phone=details.phone or None,
        id_number=details.id_number or None,
        insurance_number=details.insurance_number or None,
        visitor=None if person.visitor is None else person.visitor.value,
    )
