"""Slip keys, slips of other stations, and revoked slips."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from kiosk.domain.people.person import Person
from kiosk.domain.slips.trust import KeySource, OwnSlipKey, TrustedKey
from sync.protocol.slip_keys import SlipKeyRequest, SlipKeyStatement


class SlipKeyLife(Protocol):
    """The life of the station's slip keys between station and hub, each step all or nothing.

    Used by `sync` (see `kiosk.ports.sync_store`); raises StorageFault.
    """

    def request(self, device_id: str, *, is_new_epoch: bool) -> SlipKeyRequest | None:
        """What to ask of the hub: a number for the key that waits for one. It is made here where
        the station has none with a number; None where there is nothing to ask.

        In a new epoch the hub may have forgotten the key that signs: then that one is shown again.
        """
        ...

    def take(self, said: Sequence[SlipKeyStatement], *, is_by_file: bool) -> int:
        """Believe what the hub says of keys, whose signature was verified; gives how many were no
        older than what is known. ValueError for texts that are no keys."""
        ...

    def begin_anew(self) -> None:
        """The station was enrolled: make a new key that waits for its number, and forget the keys
        that came by file. The one before signs on."""
        ...

    def roll(self) -> None:
        """Make a new key that waits for its number, if none waits; the one before signs on."""
        ...

    def end_own(self) -> None:
        """The hub took the station out of service: it signs with none of its keys any more."""
        ...

    def statements(self) -> list[SlipKeyStatement]:
        """All that the hub has said of keys, by kid."""
        ...


class SlipKeyTables(Protocol):
    """Which keys sign here and which are believed; `kiosk.domain.slips.trust.SlipTrust` as well."""

    def signing(self) -> OwnSlipKey | None:
        """The station's key that signs now: the newest one in that state."""
        ...

    def own(self) -> Sequence[OwnSlipKey]:
        """All of the station's own, the oldest first."""
        ...

    def add_own(self, key: OwnSlipKey) -> OwnSlipKey:
        """Store a new one; gives it with its number. It is not trusted by that: `trust` it."""
        ...

    def change_own(self, key: OwnSlipKey) -> None:
        """Replace everything of one but its bytes, by its number; of one that has ended the private
        ones are forgotten. Raises KeyError."""
        ...

    def venue_no(self) -> int:
        """Which venue this station is of: as its newest key with a number says."""
        ...

    def trust(self, key: TrustedKey, source: KeySource) -> None:
        """Believe a key, or change what is known of it; by its kid and its bytes."""
        ...

    def trusted(self) -> Sequence[tuple[TrustedKey, KeySource]]:
        """All keys that are believed, by kid."""
        ...

    def distrust(self, kid: int, source: KeySource) -> None:
        """Forget the keys of a kid that came from there; nothing where there is none."""
        ...

    def keys(self, kid: int) -> Sequence[TrustedKey]:
        """The public keys with this number; several where it is `LOCAL_KID`."""
        ...

    def is_revoked(self, slip_id: int) -> bool:
        """Whether the slip was revoked, here or by the hub."""
        ...

    def known_digest(self, slip_id: int) -> str | None:
        """The digest of the code that was issued here, or was believed here before, by this id;
        None where none was."""
        ...

    def revoke(self, slip_id: int, valid_until: datetime) -> None:
        """Revoke a slip here, for as long as it would have held."""
        ...

    def meet(self, slip_id: int, person_id: str, code: str, valid_until: datetime) -> None:
        """Keep whose a slip of another station or a card is, for as long as it holds."""
        ...

    def find_met(self, slip_id: int) -> Person | None:
        """The person of a slip of another station that was believed here."""
        ...
