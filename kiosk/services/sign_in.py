"""The doors of the staff: each attempt is stored before it is verified, and none while locked.

Three steps on three threads make one sign-in: `begin_…` stores the attempt on the core, the PIN is
hashed elsewhere (`kiosk.core.staff_door`), `end_…` stores the verdict on the core. Whoever kills
the kiosk in between has used up an attempt.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from datetime import datetime

from kiosk.base.clock import Clock
from kiosk.domain.credential import parse_credential
from kiosk.domain.desk.session import Session
from kiosk.domain.slips.slip import code_digest
from kiosk.domain.staff.account import AccountProblem, StaffAccount, StaffTile
from kiosk.domain.staff.badge import Badge, BadgeHeld, BadgeProblem, BadgeRefused
from kiosk.domain.staff.lockout import (
    BARRED_AT,
    Attempts,
    Lock,
    LockKind,
    find_lock,
    forgive,
    note_attempt,
    note_station_attempt,
)
from kiosk.domain.staff.roles import Role
from kiosk.domain.staff.sign_in import (
    FIRST_CODE_DIGITS,
    RECOVERY_CODE_DIGITS,
    Attempt,
    Door,
    Refused,
    SignedIn,
    StaffRoom,
    bare_code,
)
from kiosk.domain.staff.trail import StaffDeed
from kiosk.ports.staff import StaffTables
from kiosk.ports.store import Store, Transaction
from kiosk.services.presented_slip import read_slip
from kiosk.services.trail import note_deed
from sync.protocol.ks1 import SlipKind

KEEP_COUNT_S = 5.0
"""A running lock is written down this often: so much of it counts again after a kill."""
FIRST_CODE = "first_code"
RECOVERY_CODE = "recovery_code"
BY_BADGE = "badge"
"""What the trail notes beside an unlocking that took no PIN."""


class SignInService:
    """Signing in, unlocking, the first administrator, the recovery code. Core thread only."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._counted_at = clock.monotonic()
        self._has_locks = True

    def prepare(self) -> None:
        """Make the first administrator's code where there is none to sign in. Raises
        StorageFault."""
        with self._store.transaction() as tx:
            if not has_administrator(tx.staff.accounts()) and tx.staff.secret(FIRST_CODE) is None:
                tx.staff.set_secret(FIRST_CODE, new_code(FIRST_CODE_DIGITS))

    def count_down(self) -> None:
        """Let the locks run; called about once a second. Raises StorageFault."""
        if not self._has_locks:
            self._counted_at = self._clock.monotonic()
        elif self._clock.monotonic() - self._counted_at >= KEEP_COUNT_S:
            with self._store.transaction() as tx:
                self._count(tx)

    def room(self) -> StaffRoom:
        """Who may sign in, with what stands before each. Raises StorageFault."""
        with self._store.transaction() as tx:
            self._count(tx)
            accounts = tx.staff.accounts()
            station = tx.staff.attempts(Door.STATION)
            tiles = tuple(
                _tile(
                    account,
                    tx.staff.attempts(account.id),
                    station,
                    has_badge=badge_until(tx, account.id, self._clock.now()) is not None,
                )
                for account in accounts
                if account.is_active
            )
        return StaffRoom(tiles, has_administrator(accounts))

    def begin(self, account_id: str) -> Attempt | Refused:
        """Store an attempt at an account's PIN; refused, with nothing to verify, while it is
        locked or out of use. Raises StorageFault."""
        with self._store.transaction() as tx:
            self._count(tx)
            account = find_active(tx.staff.accounts(), account_id)
            if account is None:
                return Refused(0, was_verified=False)
            attempts = tx.staff.attempts(account_id)
            station = tx.staff.attempts(Door.STATION)
            lock = find_lock(attempts, station)
            if lock is not None:
                return Refused(0, lock, was_verified=False)
            self._hold(tx, account_id, note_attempt(attempts))
            self._hold(tx, Door.STATION, note_station_attempt(station))
        return Attempt(account_id, account.pin)

    def end(self, attempt: Attempt, is_right: bool, deed: StaffDeed) -> SignedIn | Refused:
        """Store the verdict of an attempt; `deed` is what a right one did. Raises StorageFault."""
        now = self._clock.now()
        with self._store.transaction() as tx:
            self._count(tx)
            account = find_active(tx.staff.accounts(), attempt.door)
            # Another PIN since: what was verified is not what stands there.
            if is_right and account is not None and account.pin == attempt.secret:
                open_door(tx.staff, account.id)
                note_deed(tx, deed, account.id, now)
                return SignedIn(Session(account.id, account.name, account.role, now))
            attempts = tx.staff.attempts(attempt.door)
            lock = find_lock(attempts, tx.staff.attempts(Door.STATION))
            note = "" if lock is None else lock.kind.value
            note_deed(tx, StaffDeed.PIN_REFUSED, None, now, account_id=attempt.door, note=note)
        return Refused(0 if lock else attempts.tries_left, lock)

    def hold_badge(self, account_id: str, text: str, held: BadgeHeld) -> SignedIn | BadgeRefused:
        """Unlock the session of an account by the code of its badge.

        The counts of wrong PINs stay as they are. Raises StorageFault.
        """
        now = self._clock.now()
        with self._store.transaction() as tx:
            self._count(tx)
            account = find_active(tx.staff.accounts(), account_id)
            badge = _find_badge(tx, text)
            problem = _badge_problem(tx, account, badge, text, now)
            if account is not None and problem is None:
                note_deed(tx, StaffDeed.UNLOCKED, account.id, now, note=BY_BADGE)
                return SignedIn(Session(account.id, account.name, account.role, now))
            problem = problem or BadgeProblem.NEEDS_PIN
            if held.tells(problem):
                of = None if badge is None else badge.account_id
                deed = StaffDeed.BADGE_REFUSED
                note_deed(tx, deed, None, now, account_id=of, note=problem.value)
        return BadgeRefused(problem)

    def begin_code(self, door: Door) -> Attempt | Refused:
        """The same for the first administrator's code, or the recovery code. Refused as well where
        there is no such code."""
        with self._store.transaction() as tx:
            self._count(tx)
            attempts = tx.staff.attempts(door)
            secret = tx.staff.secret(_SECRETS[door])
            if attempts.is_locked or secret is None:
                return Refused(0, _code_lock(attempts), was_verified=False)
            attempts = note_attempt(attempts)
            self._hold(tx, door, attempts)
        return Attempt(door, secret)

    def refuse_code(self, attempt: Attempt) -> Refused:
        """Store that a code was wrong. After ten the first administrator's is another one, which a
        technician must look up. Raises StorageFault."""
        now = self._clock.now()
        with self._store.transaction() as tx:
            self._count(tx)
            attempts = tx.staff.attempts(attempt.door)
            if attempt.door == Door.FIRST and attempts.wrong >= BARRED_AT:
                tx.staff.set_secret(FIRST_CODE, new_code(FIRST_CODE_DIGITS))
                attempts = Attempts(0, attempts.remaining_s)
                tx.staff.set_attempts(attempt.door, attempts)
            note_deed(tx, StaffDeed.PIN_REFUSED, None, now, note=attempt.door)
        return Refused(0 if attempts.is_locked else attempts.tries_left, _code_lock(attempts))

    def end_first(self, attempt: Attempt, name: str, pin: str) -> SignedIn | AccountProblem:
        """Make the first administrator, whose code was right; `pin` is the hash.

        The code is used up, and a recovery code is given once. Raises StorageFault.
        """
        now = self._clock.now()
        with self._store.transaction() as tx:
            if tx.staff.secret(FIRST_CODE) != attempt.secret:
                return AccountProblem.UNKNOWN
            account = tx.staff.add(name, Role.ADMINISTRATOR, pin, now)
            tx.staff.set_secret(FIRST_CODE, None)
            tx.staff.set_attempts(Door.FIRST, Attempts())
            note_deed(
                tx,
                StaffDeed.ACCOUNT_ADDED,
                None,
                now,
                account_id=account.id,
                account_name=account.name,
                note=account.role.value,
            )
            code = make_recovery_code(tx)
            note_deed(tx, StaffDeed.RECOVERY_MADE, account.id, now)
            note_deed(tx, StaffDeed.SIGNED_IN, account.id, now)
        return SignedIn(Session(account.id, account.name, account.role, now), code)

    def end_recovery(self, attempt: Attempt, account_id: str, pin: str) -> SignedIn | Refused:
        """Give an account a new PIN by the right recovery code, and free every door.

        The code is used up; the next one is given once. Raises StorageFault.
        """
        now = self._clock.now()
        with self._store.transaction() as tx:
            account = find_active(tx.staff.accounts(), account_id)
            if account is None or tx.staff.secret(RECOVERY_CODE) != attempt.secret:
                return Refused(0, was_verified=False)
            tx.staff.set_pin(account_id, pin)
            for door in (account_id, Door.STATION, Door.RECOVERY):
                tx.staff.set_attempts(door, Attempts())
            code = make_recovery_code(tx)
            note_deed(
                tx,
                StaffDeed.RECOVERY_USED,
                account_id,
                now,
                account_id=account_id,
                account_name=account.name,
            )
            note_deed(tx, StaffDeed.SIGNED_IN, account_id, now)
        return SignedIn(Session(account.id, account.name, account.role, now), code)

    def leave(self, account_id: str, deed: StaffDeed, note: str = "") -> None:
        """Note that a session was locked or ended, and by what. Raises StorageFault."""
        with self._store.transaction() as tx:
            note_deed(tx, deed, account_id, self._clock.now(), note=note)

    def _hold(self, tx: Transaction, door: str, attempts: Attempts) -> None:
        tx.staff.set_attempts(door, attempts)
        self._has_locks = self._has_locks or attempts.is_locked

    def _count(self, tx: Transaction) -> None:
        """Take what ran since the last count off every lock, before anything is judged by one."""
        now = self._clock.monotonic()
        if self._has_locks:
            self._has_locks = tx.staff.count_down(now - self._counted_at)
        self._counted_at = now


_SECRETS = {Door.FIRST: FIRST_CODE, Door.RECOVERY: RECOVERY_CODE}


def find_active(accounts: Sequence[StaffAccount], account_id: str) -> StaffAccount | None:
    """An account that may sign in."""
    return next((one for one in accounts if one.id == account_id and one.is_active), None)


def has_administrator(accounts: Sequence[StaffAccount]) -> bool:
    """Whether anybody can make and free accounts."""
    return any(account.is_active and account.role is Role.ADMINISTRATOR for account in accounts)


def open_door(staff: StaffTables, account_id: str) -> None:
    """Hold nothing against an account any more, nor what it brought upon the station."""
    attempts = staff.attempts(account_id)
    staff.set_attempts(Door.STATION, forgive(staff.attempts(Door.STATION), attempts))
    staff.set_attempts(account_id, Attempts())


def make_recovery_code(tx: Transaction) -> str:
    """Another recovery code in the place of the last; to be shown once, for its hash alone is kept.

    So many random digits need no slow hash.
    """
    code = new_code(RECOVERY_CODE_DIGITS)
    tx.staff.set_secret(RECOVERY_CODE, _digest(code))
    return code


def is_code(attempt: Attempt, typed: str) -> bool:
    """Whether what was typed is the code of an attempt; compared in constant time."""
    digits = bare_code(typed)
    given = _digest(digits) if attempt.door == Door.RECOVERY else digits
    return hmac.compare_digest(given.encode(), attempt.secret.encode())


def _find_badge(tx: Transaction, text: str) -> Badge | None:
    code = parse_credential(text).fields.get("code")
    return None if code is None else tx.staff.find_badge(code_digest(code))


def _badge_problem(
    tx: Transaction, owner: StaffAccount | None, badge: Badge | None, text: str, now: datetime
) -> BadgeProblem | None:
    """Why a code does not unlock the desk, which its owner locked; None where it does."""
    station = tx.staff.attempts(Door.STATION)
    if owner is not None and find_lock(tx.staff.attempts(owner.id), station) is not None:
        return BadgeProblem.LOCKED
    if badge is None:
        slip = read_slip(tx, parse_credential(text), now, is_clock_trusted=True)
        is_staff = slip is not None and slip.kind is SlipKind.STAFF_CARD
        return BadgeProblem.NO_ACCOUNT if is_staff else BadgeProblem.NO_BADGE
    if tx.slip_keys.is_revoked(badge.slip_id):
        return BadgeProblem.REVOKED
    if badge.ends_at <= now:
        return BadgeProblem.EXPIRED
    if find_active(tx.staff.accounts(), badge.account_id) is None:
        return BadgeProblem.ACCOUNT_DISABLED
    if owner is None:
        return BadgeProblem.NEEDS_PIN
    return None if badge.account_id == owner.id else BadgeProblem.OTHERS


def badge_until(tx: Transaction, account_id: str, now: datetime) -> datetime | None:
    """Until when the badge of an account holds; None where it has none that does."""
    ends = (
        one.ends_at
        for one in tx.staff.badges(account_id)
        if one.ends_at > now and not tx.slip_keys.is_revoked(one.slip_id)
    )
    return max(ends, default=None)


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def new_code(digits: int) -> str:
    """Random digits."""
    return "".join(str(secrets.randbelow(10)) for _ in range(digits))


def _tile(
    account: StaffAccount, attempts: Attempts, station: Attempts, *, has_badge: bool
) -> StaffTile:
    lock = find_lock(attempts, station)
    tries = 0 if lock else attempts.tries_left
    return StaffTile(account.id, account.name, account.role, tries, lock, has_badge)


def _code_lock(attempts: Attempts) -> Lock | None:
    if not attempts.is_locked:
        return None
    return Lock(LockKind.ACCOUNT, attempts.wrong, attempts.remaining_s)
