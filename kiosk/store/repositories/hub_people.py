"""People that came down from the hub: put beside those met here, removed, erased.

Nothing here deletes a record that was not acknowledged: an erasure takes the person's data out of
the tables at once, and out of each record when the hub has it (fault S21).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from kiosk.base.dataclass import dataclass
from kiosk.domain.people.identity import are_one, deciding_identifiers, merge_details
from kiosk.domain.people.person import (
    Identifier,
    IdentifierKind,
    Person,
    PersonDetails,
    Sex,
    read_birth,
)
from kiosk.domain.people.visitor import VisitorKind
from kiosk.store.driver import Connection
from kiosk.store.repositories.declarations import note_told, void_declarations
from kiosk.store.repositories.links import Links
from kiosk.store.repositories.people import People
from kiosk.store.repositories.visits import PresenceBook
from kiosk.store.repositories.withdrawals import ToldOfConsent, void_withdrawn
from kiosk.store.repositories.words_of_others import note_words
from kiosk.store.stamp import to_ms
from sync.protocol.feeds import FeedName
from sync.protocol.members import MemberError, note, objects_of, optional_word, word
from sync.protocol.records import parse_at

BY_FEED = "feed"
"""Source of an identifier that the hub told."""


@dataclass(frozen=True, slots=True)
class HubPerson:
    """One item of the feed `people`."""

    person: Person
    identifiers: tuple[Identifier, ...]
    root: str
    """The id that stands for all that are this person, by the hub's links."""
    declared_until: datetime | None = None
    """Until when they have declared, at any gate, UTC; None where they have not."""
    declared_at: datetime | None = None
    """When they did, in hub time; None also where the hub is of before and does not say."""
    withdrawn_at: datetime | None = None
    """When this id took its consent back last, at any gate, in hub time."""


def parse_hub_person(body: Mapping[str, object]) -> HubPerson:
    """Read an item's body. Raises MemberError."""
    person_id = word(body, "person")
    birth_text = optional_word(body, "birth")
    birth = None if birth_text is None else read_birth(birth_text)
    if birth_text is not None and birth is None:
        raise MemberError("birth: not a date or a year")
    try:
        sex = Sex(optional_word(body, "sex") or Sex.UNKNOWN)
    except ValueError as error:
        raise MemberError("sex: unknown value") from error
    identifiers = []
    for item in objects_of(body, "identifiers") if "identifiers" in body else []:
        kind, value = word(item, "kind"), word(item, "value")
        # A kind of a later version points to nobody here.
        if kind in list(IdentifierKind):
            identifiers.append(Identifier(IdentifierKind(kind), value))
    details = PersonDetails(
        full_name=note(body, "full_name"),
        birth=birth,
        sex=sex,
        phone=optional_word(body, "phone") or "",
        id_number=_first(identifiers, IdentifierKind.CITIZEN_ID, IdentifierKind.OLD_ID),
        insurance_number=_first(identifiers, IdentifierKind.INSURANCE_NUMBER),
    )
    root = optional_word(body, "same_as") or person_id
    comes_for = optional_word(body, "visitor")
    # A kind of a later version says nothing here.
    visitor = VisitorKind(comes_for) if comes_for in list(VisitorKind) else None
    return HubPerson(
        Person(person_id, details, visitor),
        tuple(identifiers),
        root,
        *(_read_time(body, name) for name in ("declared_until", "declared_at", "withdrawn_at")),
    )


def _read_time(body: Mapping[str, object], name: str) -> datetime | None:
    told = optional_word(body, name)
    try:
        return None if told is None else parse_at(told)
    except ValueError as error:
        raise MemberError(f"{name}: not a record's time") from error


def _ms(moment: datetime | None) -> int | None:
    return None if moment is None else to_ms(moment)


def _first(identifiers: Sequence[Identifier], *kinds: IdentifierKind) -> str:
    return next((one.value for kind in kinds for one in identifiers if one.kind is kind), "")


class HubPeople:
    """People of the feed in the tables `people` and `identifiers` on one connection."""

    def __init__(self, connection: Connection, people: People, book: PresenceBook) -> None:
        self._connection = connection
        self._people = people
        self._links = Links(connection)
        self._book = book

    def put(self, fed: HubPerson, root_before: str | None = None) -> None:
        """Take in a person: what the hub says stands, what was met here fills its gaps.

        Who is the same by the hub's link, or by a deciding number with an equal name and birth as
        someone the hub has not told of yet, is one person from now on; the order in which that
        becomes known does not matter, for the smallest id always stands for all. `root_before` is
        the root the item named last time: a link that staff undid at the hub ends here too.
        """
        person = fed.person
        if self.is_erased(person.id):
            return
        self._write(person)
        note_told(self._connection, person.id, fed.declared_until)
        if root_before not in (None, fed.root):
            self._part(person.id)
        if fed.root != person.id:
            # The root itself may not be on this venue's list.
            if self._people.find_root(fed.root) is None:
                self._people.add(Person(fed.root, person.details))
                self._mark(fed.root)
            self._link(person.id, fed.root)
        self._connection.execute(
            "DELETE FROM identifiers WHERE person = ? AND source = ?", (person.id, BY_FEED)
        )
        for identifier in fed.identifiers:
            self._people.tie(person.id, identifier, BY_FEED)
        for identifier in deciding_identifiers(fed.identifiers):
            for other in self._not_fed(identifier):
                is_parted = self._links.are_parted(person.id, other)
                if not is_parted and are_one(person.details, self._people.get(other).details):
                    self._link(person.id, other)
        fresh = ToldOfConsent(_ms(fed.declared_at), _ms(fed.withdrawn_at))
        root = self._people.find_root(person.id) or person.id
        void_withdrawn(self._connection, root, person.id, fresh)

    def remove(self, person_id: str) -> None:
        """The hub's list has this person no longer; who is known here for other reasons stays."""
        self._connection.execute("UPDATE people SET is_fed = 0 WHERE id = ?", (person_id,))
        note_told(self._connection, person_id, None)
        self.forget_unused([person_id])

    def forget_unused(self, person_ids: Sequence[str]) -> None:
        """Remove those of these people that nothing speaks of any more, and their roots then."""
        roots = {self._people.find_root(person_id) for person_id in person_ids}
        others = sorted(root for root in roots if root is not None and root not in person_ids)
        # Roots come last: they stay while one of theirs does.
        ids = sorted(person_ids, key=lambda one: (one in roots, one))
        for person_id in (*ids, *others):
            if not self._is_used(person_id):
                self._connection.execute("DELETE FROM identifiers WHERE person = ?", (person_id,))
                self._links.forget(person_id)
                self._connection.execute("DELETE FROM people WHERE id = ?", (person_id,))

    def ask_erasure(self, person_id: str, command: str, at_ms: int) -> None:
        """Erase a person and all linked ids."""
        root = self._people.find_root(person_id)
        group = [person_id] if root is None else self._people.linked(root)
        self.erase_ids(group, command, at_ms)

    def erase_ids(self, person_ids: Sequence[str], command: str, at_ms: int) -> None:
        """Erase these ids: names and numbers now, records as they may go.

        A command that came before changes nothing; another one, or the same asked anew, is carried
        out once more: the person may have come again since.
        """
        for one in person_ids:
            self._connection.execute(
                "INSERT INTO erasures (person, command, asked_at) VALUES (?, ?, ?)"
                " ON CONFLICT (person) DO UPDATE SET command = excluded.command,"
                " asked_at = excluded.asked_at, done_at = NULL"
                " WHERE command <> excluded.command OR asked_at < excluded.asked_at",
                (one, command, at_ms),
            )
        note_words(self._connection, person_ids)
        for one in person_ids:
            self._connection.execute("DELETE FROM identifiers WHERE person = ?", (one,))
            for table in ("feed_items", "feed_waiting"):
                self._connection.execute(
                    f"DELETE FROM {table} WHERE feed = ? AND key = ?", (FeedName.PEOPLE, one)
                )
            self._connection.execute(
                "UPDATE people SET full_name = '', normalised_name = '', birth = '',"
                " sex = 'unknown', address = '', phone = '', id_number = '',"
                " insurance_number = '', visitor = '', unit = '', is_fed = 0 WHERE id = ?",
                (one,),
            )
            self._connection.execute("UPDATE support_cases SET phone = '' WHERE person = ?", (one,))
            self._connection.execute("UPDATE verifications SET phone = '' WHERE person = ?", (one,))
            self._erase_slips(one)
            void_declarations(self._connection, one)
            self._connection.execute(
                "DELETE FROM declaration_drafts WHERE instr(content, ?)", (one,)
            )

    def _erase_slips(self, person_id: str) -> None:
        """Take a person's names out of their slips and cards; what was kept by their id, cards and
        slips of other stations, admits nobody any more."""
        self._connection.execute(
            "UPDATE print_jobs SET slip = json_set(slip, '$.name_hint', '', '$.full_name', '')"
            " WHERE entry IN"
            " (SELECT r.id FROM entries e JOIN records r USING (pos) WHERE e.person = ?1)"
            " OR slip_id IN (SELECT slip_id FROM met_slips WHERE person = ?1)",
            (person_id,),
        )
        self._connection.execute(
            "INSERT INTO revoked_slips (slip_id, valid_until)"
            " SELECT slip_id, valid_until FROM met_slips WHERE person = ? ON CONFLICT DO NOTHING",
            (person_id,),
        )
        self._connection.execute("DELETE FROM met_slips WHERE person = ?", (person_id,))

    def is_erased(self, person_id: str) -> bool:
        """Whether somebody's erasure was asked for, here or by the hub."""
        row = self._connection.execute(
            "SELECT EXISTS (SELECT 1 FROM erasures WHERE person = ?)", (person_id,)
        ).fetchone()
        return bool(row[0])

    def _write(self, person: Person) -> None:
        if self._people.find_root(person.id) is None:
            self._people.add(person)
        else:
            known = self._people.get_own(person.id)
            merged = merge_details(person.details, known.details)
            told = Person(person.id, merged, person.visitor or known.visitor)
            if told != known:
                self._people.update(told)
        self._mark(person.id)

    def _not_fed(self, identifier: Identifier) -> list[str]:
        """Whom a number points to of those met here and not told of by the hub.

        Of the others the hub has decided itself: pairs that staff keep apart stay apart.
        """
        rows = self._connection.execute(
            "SELECT p.id FROM identifiers i JOIN people p ON p.id = i.person"
            " WHERE i.kind = ? AND i.value = ? AND p.is_fed = 0 ORDER BY p.id",
            (identifier.kind.value, identifier.value),
        )
        return [row[0] for row in rows.fetchall()]

    def _part(self, person_id: str) -> None:
        """Take a person out of the group it was linked into."""
        root = self._people.find_root(person_id)
        if root is None or root == person_id:
            return
        self._connection.execute("UPDATE people SET root = id WHERE id = ?", (person_id,))
        self._book.derive([root, person_id])

    def _mark(self, person_id: str) -> None:
        self._connection.execute(
            "UPDATE people SET is_fed = 1 WHERE id = ? AND is_fed = 0", (person_id,)
        )

    def _link(self, one: str, other: str) -> None:
        root, replaced = self._people.link([one, other])
        if replaced:
            self._book.merge(root, replaced)

    def _is_used(self, person_id: str) -> bool:
        row = self._connection.execute(
            "SELECT EXISTS (SELECT 1 FROM people WHERE id = ?1 AND is_fed = 1)"
            " OR EXISTS (SELECT 1 FROM entries WHERE person = ?1)"
            " OR EXISTS (SELECT 1 FROM last_seen WHERE person = ?1)"
            " OR EXISTS (SELECT 1 FROM support_cases WHERE person = ?1)"
            " OR EXISTS (SELECT 1 FROM declarations WHERE person = ?1)"
            " OR EXISTS (SELECT 1 FROM met_slips WHERE person = ?1)"
            " OR EXISTS (SELECT 1 FROM data_requests WHERE person = ?1 AND closed_by IS NULL)"
            " OR EXISTS (SELECT 1 FROM people WHERE root = ?1 AND root <> id)",
            (person_id,),
        ).fetchone()
        return bool(row[0])
