"""Venues and what comes down to their stations: settings, announcements, revocations, erasure."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, Row, func, select, update

from kiosk.base.dataclass import dataclass
from kiosk.base.phrases import Phrase, phrase_of
from sync.hub.admin.audit import Act, Actor, Audit
from sync.hub.db import tables
from sync.hub.db.admin_tables import gates, venues
from sync.hub.db.engine import reading
from sync.hub.db.feeds import Feeds
from sync.hub.ingest.revoked_slips import is_told_of, put_revoked, revoked_ends
from sync.protocol.feeds import FeedName, revoked_slip
from sync.protocol.forms import MOST_FORM_BYTES, form_item
from sync.protocol.ids import IdSource
from sync.protocol.ks1 import LONGEST_LIFE
from sync.protocol.members import parse_object
from sync.protocol.policy import hub_settings
from sync.protocol.records import format_at
from sync.protocol.settings import SettingError, read_members

_LONGEST_LIFE = max(LONGEST_LIFE.values())
"""Of a slip or card of any kind."""


class VenueError(ValueError):
    """What an administrator asked for cannot be."""


class Section(StrEnum):
    """Keys of the config feed."""

    VENUE = "venue"
    POLICY = "policy"
    HOTLINES = "hotlines"
    PRINT = "print"


@dataclass(frozen=True, slots=True)
class Venue:
    """One checkpoint."""

    id: str
    number: int
    """Stands in slips; unique at this hub, never 0."""
    name: str
    address: str
    time_zone: str
    gates: tuple[str, ...]

    def to_members(self) -> dict[str, object]:
        """As JSON, for feeds and for the command line."""
        return {**asdict(self), "gates": list(self.gates)}


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice on the stations' screens."""

    text: Mapping[str, str]
    """By language; `vi` must be there."""
    since: datetime
    until: datetime


class Venues:
    """The hub's venues; every change goes into their feeds in the same transaction."""

    def __init__(self, audit: Audit, feeds: Feeds, now: Callable[[], datetime]) -> None:
        self._audit = audit
        self._engine = audit.engine
        self._feeds = feeds
        self._now = now
        self._ids = IdSource(now)

    def add(self, actor: Actor, name: str, address: str, time_zone: str) -> Venue:
        """A new venue with the next number. Raises VenueError, also for a name that is taken."""
        _check(Section.VENUE, {"name": name, "time_zone": time_zone})
        same = next((one for one in self.all() if _key(one.name) == _key(name)), None)
        if same is not None:
            raise VenueError(
                Phrase(
                    "{name}: is there already, as number {number}", name=name, number=same.number
                )
            )
        venue_id = self._ids.next_id()
        with self._audit.acting(actor, Act.VENUE_ADDED, venue_id, name=name.strip()) as connection:
            number = connection.execute(
                select(func.coalesce(func.max(venues.c.number), 0) + 1)
            ).scalar_one()
            connection.execute(
                venues.insert().values(
                    id=venue_id,
                    number=number,
                    name=name.strip(),
                    address=address.strip(),
                    time_zone=time_zone,
                    created_at=self._now(),
                )
            )
            self.publish(connection, venue_id)
        return self.get(venue_id)

    def get(self, venue_id: str) -> Venue:
        """Raises VenueError when there is none."""
        with reading(self._engine) as connection:
            return _get(connection, venue_id)

    def find(self, words: str) -> Venue:
        """The venue of an id or a number. Raises VenueError."""
        if words.isascii() and words.isdigit():
            with reading(self._engine) as connection:
                query = select(venues).where(venues.c.number == int(words))
                row = connection.execute(query).first()
                if row is None:
                    raise VenueError(Phrase("no venue number {words}", words=words))
                return _venue(connection, row)
        return self.get(words)

    def all(self) -> list[Venue]:
        """By number."""
        with reading(self._engine) as connection:
            return [
                _venue(connection, row)
                for row in connection.execute(select(venues).order_by(venues.c.number)).all()
            ]

    def change(
        self,
        actor: Actor,
        venue_id: str,
        changes: Mapping[str, object],
        address: str | None = None,
    ) -> None:
        """Change members of the venue's own section, and its address. Raises VenueError."""
        _check(Section.VENUE, changes)
        told = {**changes, **({} if address is None else {"address": address})}
        with self._audit.acting(actor, Act.VENUE_CHANGED, venue_id, **told) as connection:
            old = _get(connection, venue_id)
            connection.execute(
                update(venues)
                .where(venues.c.id == venue_id)
                .values(
                    name=str(changes.get("name", old.name)).strip(),
                    address=old.address if address is None else address.strip(),
                    time_zone=changes.get("time_zone", old.time_zone),
                )
            )
            self.publish(connection, venue_id, changes)

    def publish(
        self,
        connection: Connection,
        venue_id: str,
        extra: Mapping[str, object] | None = None,
    ) -> None:
        """Send the venue and its gates down, as the last act of a transaction.

        `extra` are further members of its section, such as `support_phone`; those set before stay.
        """
        venue = _get(connection, venue_id)
        body = {
            **_section(connection, venue_id, Section.VENUE),
            **(extra or {}),
            **venue.to_members(),
        }
        self._feeds.put(connection, FeedName.CONFIG, venue_id, Section.VENUE.value, body)

    def set_section(
        self,
        actor: Actor,
        venue_id: str,
        section: Section,
        changes: Mapping[str, object],
        min_app: str | None = None,
    ) -> dict[str, object]:
        """Change members of a section, None removing one; gives what it says now.

        Raises VenueError for the venue's own section, and for what no station would take.
        """
        if section is Section.VENUE:
            raise VenueError("the venue's name, address and time zone have options of their own")
        _check(section, {name: value for name, value in changes.items() if value is not None})
        with self._audit.acting(
            actor, Act.SECTION_SET, venue_id, section=section.value, changes=dict(changes)
        ) as connection:
            _get(connection, venue_id)
            members = {**_section(connection, venue_id, section), **changes}
            members = {name: value for name, value in members.items() if value is not None}
            self._feeds.put(
                connection, FeedName.CONFIG, venue_id, section.value, members, min_app=min_app
            )
        return members

    def section(self, venue_id: str, section: Section) -> dict[str, object]:
        """What a section says now; empty where it was never set."""
        with reading(self._engine) as connection:
            _get(connection, venue_id)
            return _section(connection, venue_id, section)

    def give_notice(self, actor: Actor, venue_ids: list[str], notice: Notice) -> str:
        """Show a notice at venues; gives its key. Raises VenueError."""
        if notice.until <= notice.since:
            raise VenueError("an announcement must end after it begins")
        key = self._ids.next_id()
        body = {
            "text": dict(notice.text),
            "from": format_at(notice.since),
            "until": format_at(notice.until),
        }
        self._put_at((actor, Act.NOTICE_GIVEN, key), venue_ids, FeedName.ANNOUNCEMENTS, key, body)
        return key

    def withdraw(self, actor: Actor, venue_ids: list[str], key: str) -> None:
        """Take an announcement back. Raises VenueError where none of these venues shows it."""
        feed = FeedName.ANNOUNCEMENTS
        with reading(self._engine) as connection:
            if not _has_item(connection, feed, venue_ids, key):
                raise VenueError(Phrase("no announcement {key}", key=key))
        self._put_at((actor, Act.NOTICE_WITHDRAWN, key), venue_ids, feed, key, None)

    def send_form(self, actor: Actor, venue_ids: list[str], key: str, raw: bytes) -> None:
        """Send a version of a form to venues' stations; other versions stay, for what was begun.

        `raw` is its file, checked before: of forms the hub knows nothing. Raises VenueError for
        one that is too large to be delivered, or is there with another content.
        """
        if len(raw) > MOST_FORM_BYTES:
            raise VenueError("the form is too large")
        body = form_item(raw)
        for venue_id in venue_ids:
            if self._form(venue_id, key) not in (None, body):
                raise VenueError(
                    Phrase("{form}: another one of this version was sent; count it up", form=key)
                )
        self._put_at((actor, Act.FORM_SENT, key), venue_ids, FeedName.FORMS, key, body)

    def withdraw_form(self, actor: Actor, venue_ids: list[str], key: str) -> None:
        """Take a version of a form back. Raises VenueError where none of these venues has it."""
        with reading(self._engine) as connection:
            if not _has_item(connection, FeedName.FORMS, venue_ids, key):
                raise VenueError(Phrase("no form {key}", key=key))
        self._put_at((actor, Act.FORM_WITHDRAWN, key), venue_ids, FeedName.FORMS, key, None)

    def forms(self, venue_id: str) -> list[str]:
        """The keys of the forms that a venue's stations are sent, in order."""
        items = tables.feed_items
        query = select(items.c.key).where(
            items.c.feed == FeedName.FORMS.value,
            items.c.venue == venue_id,
            items.c.body.is_not(None),
        )
        with reading(self._engine) as connection:
            return list(connection.execute(query.order_by(items.c.key)).scalars())

    def _form(self, venue_id: str, key: str) -> dict[str, object] | None:
        items = tables.feed_items
        query = select(items.c.body).where(
            items.c.feed == FeedName.FORMS.value, items.c.venue == venue_id, items.c.key == key
        )
        with reading(self._engine) as connection:
            body = connection.execute(query).scalar()
        return None if body is None else parse_object(body)

    def revoke_slip(self, actor: Actor, venue_ids: list[str], slip_id: str) -> bool:
        """Revoke one slip; says whether a record tells of it: its station may not have sent it yet.

        It stands on the list for as long as any slip may hold: whoever wants a revocation to end
        early may send a record with an end of their own. Raises VenueError unless its id is decimal
        digits, as in records, and where it is revoked for longer than any slip of today holds.
        """
        if not (slip_id.isascii() and slip_id.isdigit()):
            raise VenueError("a slip's id is decimal digits")
        now = self._now()
        with reading(self._engine) as connection:
            ends = revoked_ends(connection, slip_id, venue_ids)
            if venue_ids and all(ends.get(each, now) > now + _LONGEST_LIFE for each in venue_ids):
                raise VenueError(Phrase("slip {slip} is revoked already", slip=slip_id))
            is_known = is_told_of(connection, slip_id, venue_ids)
        body = revoked_slip(slip_id, now, None)
        with self._acting_at((actor, Act.SLIP_REVOKED, slip_id), venue_ids) as (connection, where):
            for venue_id in where:
                put_revoked(connection, venue_id, [body], int(now.timestamp() * 1000))
        return is_known

    def erase_person(self, actor: Actor, venue_ids: list[str], person_id: str) -> None:
        """Order every station to erase what it holds of a person."""
        body = {"person": person_id, "at": format_at(self._now())}
        did = (actor, Act.PERSON_ERASED, person_id)
        self._put_at(did, venue_ids, FeedName.REVOCATIONS, f"erase:{person_id}", body)

    def _put_at(
        self,
        did: tuple[Actor, Act, str],
        venue_ids: list[str],
        feed: FeedName,
        key: str,
        body: Mapping[str, object] | None,
    ) -> None:
        with self._acting_at(did, venue_ids) as (connection, where):
            for venue_id in where:
                self._feeds.put(connection, feed, venue_id, key, body)

    @contextmanager
    def _acting_at(
        self, did: tuple[Actor, Act, str], venue_ids: list[str]
    ) -> Iterator[tuple[Connection, list[str]]]:
        # In one order everywhere, so that two such transactions never wait for each other.
        where = sorted(set(venue_ids))
        with self._audit.acting(*did, venues=where) as connection:
            for venue_id in where:
                _get(connection, venue_id)
            yield connection, where


def _key(name: str) -> str:
    """By which two names are one: case, accents' encoding and spaces make no difference."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _has_item(connection: Connection, feed: FeedName, venue_ids: list[str], key: str) -> bool:
    items = tables.feed_items
    query = select(items.c.key).where(
        items.c.feed == feed.value,
        items.c.venue.in_(venue_ids),
        items.c.key == key,
        items.c.body.is_not(None),
    )
    return connection.execute(query.limit(1)).first() is not None


def _check(section: Section, changes: Mapping[str, object]) -> None:
    """Refuse what no station would take. Raises VenueError naming the setting."""
    settings = hub_settings()[section.value]
    unknown = set(changes) - {each.feed_member for each in settings}
    if unknown:
        key = f"{section.value}.{min(unknown)}"
        raise VenueError(Phrase("{key}: no such setting", key=key))
    try:
        read_members(settings, changes)
    except SettingError as error:
        problem = phrase_of(error.refusal)
        raise VenueError(Phrase("{key}: {problem}", key=error.key, problem=problem)) from error


def _get(connection: Connection, venue_id: str) -> Venue:
    row = connection.execute(select(venues).where(venues.c.id == venue_id)).first()
    if row is None:
        raise VenueError(Phrase("no venue {venue_id}", venue_id=venue_id))
    return _venue(connection, row)


def _venue(connection: Connection, row: Row[tuple[object, ...]]) -> Venue:
    names = connection.execute(
        select(gates.c.name).where(gates.c.venue_id == row.id).order_by(gates.c.name)
    ).scalars()
    return Venue(row.id, row.number, row.name, row.address, row.time_zone, tuple(names))


def _section(connection: Connection, venue_id: str, section: Section) -> dict[str, object]:
    items = tables.feed_items
    body = connection.execute(
        select(items.c.body).where(
            items.c.feed == FeedName.CONFIG.value,
            items.c.venue == venue_id,
            items.c.key == section.value,
        )
    ).scalar()
    return {} if body is None else parse_object(body)
