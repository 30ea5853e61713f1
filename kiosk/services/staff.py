"""Accounts of the desk: who may sign in, as an administrator or a technician says."""

from __future__ import annotations

from kiosk.base.clock import Clock
from kiosk.domain.staff.account import (
    LONGEST_NAME,
    AccountChange,
    AccountLine,
    AccountProblem,
    StaffAccount,
    tidy_name,
)
from kiosk.domain.staff.lockout import find_lock
from kiosk.domain.staff.pin import PinProblem, find_pin_problem
from kiosk.domain.staff.roles import Role
from kiosk.domain.staff.sign_in import Door
from kiosk.domain.staff.trail import StaffDeed
from kiosk.domain.venue import Venue
from kiosk.ports.staff import StaffTables
from kiosk.ports.store import Store, Transaction
from kiosk.services.sign_in import (
    FIRST_CODE,
    badge_until,
    find_active,
    make_recovery_code,
    open_door,
)
from kiosk.services.trail import note_deed

PASSES = "passes"


class StaffService:
    """Acts on accounts. Core thread only.

    `by` is the account of the administrator who acts, None for a technician at the command line,
    who has the database's key and with it everything. A no is a value.
    """

    def __init__(self, store: Store, venue: Venue, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self.venue = venue
        """Whose phone numbers are no PINs."""

    def accounts(self) -> list[StaffAccount]:
        """All accounts, those out of use as well. Raises StorageFault."""
        with self._store.transaction() as tx:
            return tx.staff.accounts()

    def lines(self, by: str | None) -> tuple[AccountLine, ...] | AccountProblem:
        """All accounts with what stands before them, for an administrator. Raises StorageFault."""
        with self._store.transaction() as tx:
            problem = _refusal(tx.staff, by)
            if problem is not None:
                return problem
            station = tx.staff.attempts(Door.STATION)
            return tuple(
                AccountLine(
                    one.id,
                    one.name,
                    one.role,
                    one.is_active,
                    find_lock(tx.staff.attempts(one.id), station) if one.is_active else None,
                    badge_until(tx, one.id, self._clock.now()),
                )
                for one in tx.staff.accounts()
            )

    def change(
        self, account_id: str, change: AccountChange, by: str | None
    ) -> AccountProblem | None:
        """Free an account, or take it out of use or back. Raises StorageFault."""
        match change:
            case AccountChange.FREE:
                return self.free(account_id, by)
            case AccountChange.DISABLE:
                return self.disable(account_id, by)
            case AccountChange.ENABLE:
                return self.enable(account_id, by)

    def find_pin_problem(self, pin: str) -> PinProblem | None:
        """What is wrong with a PIN here."""
        venue = self.venue
        lines = [number for line in venue.hotlines for number in (line.landline, line.mobile)]
        return find_pin_problem(pin, [venue.support_phone, *lines])

    def passes(self) -> int | None:
        """With how many passes PINs are hashed here; None before it was measured. Raises
        StorageFault."""
        with self._store.transaction() as tx:
            stored = tx.staff.secret(PASSES)
        return None if stored is None else int(stored)

    def set_passes(self, passes: int) -> None:
        """Keep what was measured. Raises StorageFault."""
        with self._store.transaction() as tx:
            tx.staff.set_secret(PASSES, str(passes))

    def find_name_problem(self, name: str) -> AccountProblem | None:
        """Whether a new account may be called so. Raises StorageFault."""
        with self._store.transaction() as tx:
            return _name_problem(tx.staff, name)

    def add(self, name: str, role: Role, pin: str, by: str | None) -> StaffAccount | AccountProblem:
        """A new account; `pin` is the hash. Raises StorageFault."""
        name = tidy_name(name)
        with self._store.transaction() as tx:
            problem = _refusal(tx.staff, by) or _name_problem(tx.staff, name)
            if problem is not None:
                return problem
            account = tx.staff.add(name, role, pin, self._clock.now())
            if role is Role.ADMINISTRATOR:
                tx.staff.set_secret(FIRST_CODE, None)
            self._note(tx, StaffDeed.ACCOUNT_ADDED, account, by, role.value)
            return account

    def reset_pin(self, account_id: str, pin: str, by: str | None) -> AccountProblem | None:
        """Give an account another PIN, whose hash is `pin`, and hold nothing against it. Raises
        StorageFault."""
        with self._store.transaction() as tx:
            problem, account = _find(tx.staff, account_id, by)
            if account is None:
                return problem
            tx.staff.set_pin(account_id, pin)
            open_door(tx.staff, account_id)
            self._note(tx, StaffDeed.PIN_RESET, account, by)
        return None

    def free(self, account_id: str, by: str | None) -> AccountProblem | None:
        """Take away what wrong PINs have locked; the PIN stays. Raises StorageFault."""
        with self._store.transaction() as tx:
            problem, account = _find(tx.staff, account_id, by)
            if account is None:
                return problem
            open_door(tx.staff, account_id)
            self._note(tx, StaffDeed.ACCOUNT_FREED, account, by)
        return None

    def disable(self, account_id: str, by: str | None) -> AccountProblem | None:
        """Take an account out of use; the last administrator stays. Raises StorageFault."""
        with self._store.transaction() as tx:
            problem, account = _find(tx.staff, account_id, by)
            if account is None:
                return problem
            others = [one for one in tx.staff.accounts() if one.id != account_id]
            if not any(one.is_active and one.role is Role.ADMINISTRATOR for one in others):
                return AccountProblem.LAST_ADMINISTRATOR
            tx.staff.set_disabled(account_id, self._clock.now())
            open_door(tx.staff, account_id)
            self._note(tx, StaffDeed.ACCOUNT_DISABLED, account, by)
        return None

    def enable(self, account_id: str, by: str | None) -> AccountProblem | None:
        """Put an account back into use. Raises StorageFault."""
        with self._store.transaction() as tx:
            problem = _refusal(tx.staff, by)
            account = next((one for one in tx.staff.accounts() if one.id == account_id), None)
            if problem is not None or account is None:
                return problem or AccountProblem.UNKNOWN
            if not account.is_active:
                taken = _name_problem(tx.staff, account.name)
                if taken is not None:
                    return taken
                tx.staff.set_disabled(account_id, None)
                self._note(tx, StaffDeed.ACCOUNT_ENABLED, account, by)
        return None

    def make_recovery_code(self, by: str | None) -> str | AccountProblem:
        """Another recovery code, given once. Raises StorageFault."""
        with self._store.transaction() as tx:
            problem = _refusal(tx.staff, by)
            if problem is not None:
                return problem
            note_deed(tx, StaffDeed.RECOVERY_MADE, by, self._clock.now())
            return make_recovery_code(tx)

    def _note(
        self,
        tx: Transaction,
        deed: StaffDeed,
        account: StaffAccount,
        by: str | None,
        note: str = "",
    ) -> None:
        now = self._clock.now()
        note_deed(tx, deed, by, now, account_id=account.id, account_name=account.name, note=note)


def _refusal(staff: StaffTables, by: str | None) -> AccountProblem | None:
    """Why somebody may not act on accounts."""
    if by is None:
        return None
    account = find_active(staff.accounts(), by)
    if account is None or account.role is not Role.ADMINISTRATOR:
        return AccountProblem.NOT_ADMINISTRATOR
    return None


def _find(
    staff: StaffTables, account_id: str, by: str | None
) -> tuple[AccountProblem | None, StaffAccount | None]:
    """The account to act on; without it, why not."""
    problem = _refusal(staff, by)
    account = None if problem else find_active(staff.accounts(), account_id)
    return (problem or AccountProblem.UNKNOWN, None) if account is None else (None, account)


def _name_problem(staff: StaffTables, name: str) -> AccountProblem | None:
    if not tidy_name(name):
        return AccountProblem.NO_NAME
    if len(tidy_name(name)) > LONGEST_NAME:
        return AccountProblem.LONG_NAME
    key = tidy_name(name).casefold()
    if any(one.is_active and one.name.casefold() == key for one in staff.accounts()):
        return AccountProblem.NAME_TAKEN
    return None
