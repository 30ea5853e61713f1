"""Slip keys, slips of other stations, and slips that were revoked here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from kiosk.domain.people.person import Person
from kiosk.domain.slips.slip import code_digest
from kiosk.domain.slips.trust import KeySource, OwnKeyState, OwnSlipKey, TrustedKey
from kiosk.store.driver import Connection
from kiosk.store.repositories.people import People
from kiosk.store.repositories.prints import thaw_slip
from kiosk.store.stamp import from_ms, to_ms
from sync.protocol.feeds import SLIP_KEY, FeedName
from sync.protocol.ks1 import LOCAL_VENUE

_OWN = "no, kid, venue_no, public_key, private_key, valid_from, valid_until, state"
_ENDED = (OwnKeyState.RETIRED, OwnKeyState.COMPROMISED)
_TRUSTED = "kid, venue_no, public_key, valid_from, valid_until, is_compromised, statement"


class SlipKeys:
    """See `kiosk.ports.slip_keys.SlipKeyTables`."""

    def __init__(self, connection: Connection, people: People) -> None:
        self._connection = connection
        self._people = people

    def signing(self) -> OwnSlipKey | None:
        """The station's key that signs now: the newest one in that state."""
        row = self._connection.execute(
            f"SELECT {_OWN} FROM slip_keys WHERE state = ? ORDER BY no DESC LIMIT 1",
            (OwnKeyState.SIGNING.value,),
        ).fetchone()
        return None if row is None else _to_own(row)

    def own(self) -> list[OwnSlipKey]:
        """All of the station's own, the oldest first."""
        rows = self._connection.execute(f"SELECT {_OWN} FROM slip_keys ORDER BY no")
        return [_to_own(row) for row in rows]

    def add_own(self, key: OwnSlipKey) -> OwnSlipKey:
        """Store a new one; gives it with its number. It is not trusted by that: `trust` it."""
        row = self._connection.execute(
            "INSERT INTO slip_keys (kid, venue_no, public_key, private_key, valid_from,"
            " valid_until, state) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING no",
            (key.kid, key.venue_no, key.public_key, key.private_key, *_life(key), key.state.value),
        ).fetchone()
        return replace(key, number=row[0])

    def change_own(self, key: OwnSlipKey) -> None:
        """Replace everything of one but its bytes, by its number; of one that has ended the private
        ones are forgotten: nothing is signed with it again. Raises KeyError."""
        changed = self._connection.execute(
            "UPDATE slip_keys SET kid = ?, venue_no = ?, valid_from = ?, valid_until = ?,"
            " state = ?, private_key = iif(?, '', private_key) WHERE no = ?",
            (
                key.kid,
                key.venue_no,
                *_life(key),
                key.state.value,
                key.state in _ENDED,
                key.number,
            ),
        ).rowcount
        if changed != 1:
            raise KeyError(key.number)

    def venue_no(self) -> int:
        """Which venue this station is of: as its newest key with a number says."""
        row = self._connection.execute(
            "SELECT venue_no FROM slip_keys WHERE venue_no <> ? ORDER BY no DESC LIMIT 1",
            (LOCAL_VENUE,),
        ).fetchone()
        return LOCAL_VENUE if row is None else int(row[0])

    def trust(self, key: TrustedKey, source: KeySource) -> None:
        """Believe a key, or change what is known of it; by its kid and its bytes."""
        self._connection.execute(
            "INSERT INTO trusted_keys (kid, public_key, venue_no, valid_from, valid_until,"
            " is_compromised, statement, source) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (kid, public_key) DO UPDATE SET venue_no = excluded.venue_no,"
            " valid_from = excluded.valid_from, valid_until = excluded.valid_until,"
            " is_compromised = excluded.is_compromised, statement = excluded.statement,"
            " source = excluded.source",
            (
                key.kid,
                key.public_key,
                key.venue_no,
                *_life(key),
                int(key.is_compromised),
                key.statement,
                source.value,
            ),
        )

    def trusted(self) -> list[tuple[TrustedKey, KeySource]]:
        """All keys that are believed, by kid."""
        rows = self._connection.execute(
            f"SELECT {_TRUSTED}, source FROM trusted_keys ORDER BY kid, public_key"
        )
        return [(_to_trusted(row[:-1]), KeySource(row[-1])) for row in rows]

    def distrust(self, kid: int, source: KeySource) -> None:
        """Forget the keys of a kid that came from there; nothing where there is none.

        One that was stolen is never forgotten: told of anew as good, it would be believed again.
        """
        self._connection.execute(
            "DELETE FROM trusted_keys WHERE kid = ? AND source = ? AND NOT is_compromised",
            (kid, source.value),
        )

    def keys(self, kid: int) -> list[TrustedKey]:
        """The public keys with this number; several where it is `LOCAL_KID`."""
        rows = self._connection.execute(
            f"SELECT {_TRUSTED} FROM trusted_keys WHERE kid = ? ORDER BY public_key", (kid,)
        )
        return [_to_trusted(row) for row in rows]

    def is_revoked(self, slip_id: int) -> bool:
        """Whether the slip was revoked, here or by the hub."""
        row = self._connection.execute(
            "SELECT EXISTS (SELECT 1 FROM revoked_slips WHERE slip_id = ?)"
            " OR EXISTS (SELECT 1 FROM feed_items WHERE feed = ? AND key = ?)",
            (slip_id, FeedName.REVOCATIONS.value, f"{SLIP_KEY}{slip_id}"),
        ).fetchone()
        return bool(row[0])

    def known_digest(self, slip_id: int) -> str | None:
        """The digest of the code that was issued here, or was believed here before, by this id;
        None where none was."""
        job = self._connection.execute(
            "SELECT slip FROM print_jobs WHERE slip_id = ?", (slip_id,)
        ).fetchone()
        if job is not None:
            return code_digest(thaw_slip(job[0]).code)
        met = self._connection.execute(
            "SELECT code_digest FROM met_slips WHERE slip_id = ?", (slip_id,)
        ).fetchone()
        return None if met is None else str(met[0])

    def revoke(self, slip_id: int, valid_until: datetime) -> None:
        """Revoke a slip here, for as long as it would have held."""
        self._connection.execute(
            "INSERT INTO revoked_slips (slip_id, valid_until) VALUES (?, ?) ON CONFLICT DO NOTHING",
            (slip_id, to_ms(valid_until)),
        )

    def meet(self, slip_id: int, person_id: str, code: str, valid_until: datetime) -> None:
        """Keep whose a slip of another station or a card is, for as long as it holds."""
        self._connection.execute(
            "INSERT INTO met_slips (slip_id, person, valid_until, code_digest)"
            " VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (slip_id, person_id, to_ms(valid_until), code_digest(code)),
        )

    def find_met(self, slip_id: int) -> Person | None:
        """The person of a slip of another station that was believed here."""
        row = self._connection.execute(
            "SELECT person FROM met_slips WHERE slip_id = ?", (slip_id,)
        ).fetchone()
        return None if row is None else self._people.get(row[0])


def forget_slips(connection: Connection, now: datetime) -> list[str]:
    """Drop what is known of slips whose life is over; gives the people who were met by them."""
    connection.execute("DELETE FROM revoked_slips WHERE valid_until <= ?", (to_ms(now),))
    rows = connection.execute(
        "DELETE FROM met_slips WHERE valid_until <= ? RETURNING person", (to_ms(now),)
    ).fetchall()
    return [row[0] for row in rows]


def _life(key: OwnSlipKey | TrustedKey) -> tuple[int, int | None]:
    return to_ms(key.valid_from), None if key.valid_until is None else to_ms(key.valid_until)


def _to_own(row: Sequence[object]) -> OwnSlipKey:
    number, kid, venue_no, public_key, private_key, valid_from, valid_until, state = row
    assert isinstance(number, int)
    assert isinstance(kid, int)
    assert isinstance(venue_no, int)
    assert isinstance(valid_from, int)
    return OwnSlipKey(
        number,
        kid,
        venue_no,
        str(public_key),
        str(private_key),
        from_ms(valid_from),
        from_ms(valid_until) if isinstance(valid_until, int) else None,
        OwnKeyState(str(state)),
    )


def _to_trusted(row: Sequence[object]) -> TrustedKey:
    kid, venue_no, public_key, valid_from, valid_until, is_compromised, statement = row
    assert isinstance(kid, int)
    assert isinstance(venue_no, int)
    assert isinstance(valid_from, int)
    return TrustedKey(
        kid,
        venue_no,
        str(public_key),
        from_ms(valid_from),
        from_ms(valid_until) if isinstance(valid_until, int) else None,
        bool(is_compromised),
        str(statement),
    )
