"""What keyboard and serial scanners share: handing their readings to a lane."""

from __future__ import annotations

from collections.abc import Callable

from drivers.scanner.scan_debouncer import ScanDebouncer
from kiosk.base.clock import Clock
from kiosk.domain.scanning.burst import Reading
from kiosk.domain.scanning.mangling import Mangling
from kiosk.domain.visits.decision import LaneName
from kiosk.ports.scans import Scan, ScanSource


class HandHeld:
    """Hands the readings of one hand-held scanner to its lane; any thread may call it.

    Equal content is muted together with the lane's other devices: some scanners send keystrokes
    and serial data at once (docs/spec/hardware.md §3).
    """

    def __init__(
        self,
        debouncer: ScanDebouncer,
        *,
        source: ScanSource,
        lane: LaneName,
        submit: Callable[[Scan], bool],
        on_mangled: Callable[[LaneName, Mangling], None],
        clock: Clock,
    ) -> None:
        """`submit` says whether the lane took a scan; `on_mangled` hears of a code that cannot be
        trusted, so that the screen can say why nothing happened."""
        self._debouncer = debouncer
        self._source = source
        self._lane = lane
        self._submit = submit
        self._on_mangled = on_mangled
        self._clock = clock

    def hear(self, reading: Reading) -> None:
        """Take one reading; returns at once."""
        if reading.mangling is not None:
            self._on_mangled(self._lane, reading.mangling)
            return
        if not self._debouncer.hear(reading.text, self._clock.monotonic()):
            return
        scan = Scan(
            text=reading.text,
            source=self._source,
            lane=self._lane,
            at=self._clock.now(),
            charset_guessed=reading.charset_guessed,
        )
        if not self._submit(scan):
            # Whoever pulls the trigger again within the mute must be heard.
            self._debouncer.forget(reading.text)
