"""The life of slip keys on the core, by short steps behind the scans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kiosk.core.sync_steps import DEEP_STRETCH, SyncSteps
from sync.protocol.slip_keys import SlipKeyRequest, SlipKeyStatement


def in_stretches(said: Sequence[SlipKeyStatement]) -> Iterator[Sequence[SlipKeyStatement]]:
    """The same in pieces that a scan can wait for."""
    for first in range(0, len(said), DEEP_STRETCH):
        yield said[first : first + DEEP_STRETCH]


class CoreSlipKeys:
    """See `kiosk.ports.slip_keys.SlipKeyLife`."""

    def __init__(self, steps: SyncSteps) -> None:
        self._steps = steps

    def request(self, device_id: str, *, is_new_epoch: bool) -> SlipKeyRequest | None:
        return self._steps.ask(
            lambda tables: tables.slip_keys.request(device_id, is_new_epoch=is_new_epoch)
        )

    def take(self, said: Sequence[SlipKeyStatement], *, is_by_file: bool) -> int:
        return sum(self._take(some, is_by_file) for some in in_stretches(said))

    def _take(self, some: Sequence[SlipKeyStatement], is_by_file: bool) -> int:
        return self._steps.ask(lambda tables: tables.slip_keys.take(some, is_by_file=is_by_file))

    def begin_anew(self) -> None:
        self._steps.ask(lambda tables: tables.slip_keys.begin_anew())

    def roll(self) -> None:
        self._steps.ask(lambda tables: tables.slip_keys.roll())

    def end_own(self) -> None:
        self._steps.ask(lambda tables: tables.slip_keys.end_own())

    def statements(self) -> list[SlipKeyStatement]:
        return self._steps.ask(lambda tables: tables.slip_keys.statements())
