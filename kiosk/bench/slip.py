"""Signed slips: what altered ones come to, what signing costs, how soon one prints, how long."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from drivers.printer.escpos_printer import EscposPrinter
from drivers.printer.simulated import SimulatedPrinter
from drivers.printer.simulated_link import link_to
from kiosk.base.clock import ManualClock, SystemClock
from kiosk.base.measure import quantiles_ms
from kiosk.bench.slip_damage import Damage, damaged
from kiosk.composition.build import StationCore
from kiosk.core.requests import FinishPrint
from kiosk.core.thread import CoreThread
from kiosk.documents.slip import slip_bitmap
from kiosk.domain.events import CoreEvent, Decided, PrintFinished, StorageReady
from kiosk.domain.slips.slip import Slip, human_code
from kiosk.domain.slips.trust import KeySource, TrustedKey, judge_slip
from kiosk.domain.venue import Policy, Venue
from kiosk.domain.visits.decision import Admit, Direction, LaneName, PrintState
from kiosk.ports.printer import PrintResult
from kiosk.ports.scans import Scan, ScanSource
from kiosk.services.checkin import CheckInService
from kiosk.services.clock_watch import ClockWatch
from kiosk.services.event_fanout import EventFanout
from kiosk.services.printing import PrintService
from kiosk.services.slip_keys import signing_key
from kiosk.settings.config import Config, StoreConfig
from kiosk.store.connection import open_store
from sync.protocol.keys import make_signing_key, signing_private
from sync.protocol.ks1 import (
    SLIP_ID_BITS,
    SlipClaims,
    SlipKind,
    SlipResult,
    minute_of,
    read_unverified,
    sign_claims,
    verify,
)
from sync.protocol.policy import Hotline, PrintSettings, PrintWhen

MUTATIONS = 1_000_000
MAX_SIGN_MS = 1.0
MAX_VERIFY_MS = 1.0
MAX_FIRST_BYTE_P95_MS = 100.0
MAX_ADMISSION_P95_MS = 100.0

_NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
_VENUE_NO, _KID, _OTHER_KID = 7, 3, 4
_GOOD = 64
_TIMES = 2000
_PRINTED = 40
_ADMITTED = 200
_ROLL_MM = 20_000
_DOTS_PER_MM = 8
_WIDTHS = {58: 384, 80: 576}
_PATIENCE_S = 10.0


class _Trust:
    """A station of two that trusts both, and has issued nothing itself."""

    def __init__(self, publics: Sequence[tuple[int, str]]) -> None:
        since = _NOW - timedelta(days=30)
        self._keys = {kid: [TrustedKey(kid, _VENUE_NO, public, since)] for kid, public in publics}

    def keys(self, kid: int) -> Sequence[TrustedKey]:
        """See `SlipTrust`."""
        return self._keys.get(kid, ())

    def is_revoked(self, slip_id: int) -> bool:
        """None is."""
        del slip_id
        return False

    def known_digest(self, slip_id: int) -> str | None:
        """None is."""
        del slip_id
        return None


def accepted_mutations(count: int, seed: int) -> tuple[int, dict[str, int]]:
    """How many of so many altered slips a station took for signed, and how many of each kind of
    alteration there were; none is its own original."""
    draw = random.Random(seed)
    keys = [make_signing_key() for _ in range(3)]
    private, other, stranger = (signing_private(key) for key, _ in keys)
    trust = _Trust([(_KID, keys[0][1]), (_OTHER_KID, keys[1][1])])
    good = [
        sign_claims(_claims(draw), kid, key)
        for kid, key in ((_KID, private), (_OTHER_KID, other))
        for _ in range(_GOOD)
    ]
    forged = [sign_claims(_claims(draw), _KID, stranger) for _ in range(_GOOD)]
    untouched = frozenset(good)
    assert all(judge_slip(one, trust, _NOW, _VENUE_NO).fault is None for one in good)
    accepted, kinds = 0, dict.fromkeys((kind.value for kind in Damage), 0)
    damages = tuple(Damage)
    for number in range(count):
        kind = damages[number % len(damages)]
        text = damaged(draw, kind, good, forged)
        while text in untouched:
            text = damaged(draw, kind, good, forged)
        kinds[kind.value] += 1
        accepted += judge_slip(text, trust, _NOW, _VENUE_NO).claims is not None
    return accepted, kinds


def _claims(draw: random.Random) -> SlipClaims:
    issued = minute_of(_NOW) - draw.randrange(1, 1440)
    slip_id = draw.getrandbits(SLIP_ID_BITS)
    result = draw.choice(tuple(SlipResult))
    return SlipClaims(SlipKind.SLIP, slip_id, result, issued, issued + 4320, _VENUE_NO)


def _costs() -> dict[str, dict[str, float]]:
    """Milliseconds of a core: from claims to digits, and from digits to claims."""
    private, public = make_signing_key()
    draw = random.Random(1)
    signing, verifying = [], []
    for _ in range(_TIMES):
        claims = _claims(draw)
        began = time.thread_time()
        digits = sign_claims(claims, _KID, signing_private(private))
        signed = time.thread_time()
        read = verify(read_unverified(digits), public)
        verifying.append(time.thread_time() - signed)
        signing.append(signed - began)
        assert read == claims
    return {"sign_ms": quantiles_ms(signing), "verify_ms": quantiles_ms(verifying)}


def _paper(folder: Path) -> dict[str, dict[str, float]]:
    """Length of an ordinary slip, and how many of them a roll of 20 m has, on both papers."""
    slip = _slip()
    found = {}
    for paper_mm, width_px in _WIDTHS.items():
        device, printer = _printer(folder / str(paper_mm), width_px)
        bitmap = slip_bitmap(slip, width_px, "vi")
        assert printer.print_bitmap(bitmap, slip.code).state is PrintState.PRINTED
        fed = device.papers[-1].height
        found[f"paper_{paper_mm}_mm"] = {
            "slip_mm": round(bitmap.height_px / _DOTS_PER_MM, 1),
            "with_feed_mm": round(fed / _DOTS_PER_MM, 1),
            "a_roll": _ROLL_MM * _DOTS_PER_MM // fed,
        }
    return found


def _slip() -> Slip:
    private, _ = make_signing_key()
    claims = _claims(random.Random(2))
    return Slip(
        slip_id=claims.slip_id,
        code=sign_claims(claims, _KID, signing_private(private)),
        human_code=human_code(70421983),
        venue_name="Trung tâm Y tế Mẫu",
        gate_name="Cổng A",
        hotlines=(Hotline("1022", "1022", "0259.1022"),),
        direction=Direction.ARRIVAL,
        at=claims.issued_at,
        time_zone=Venue(name="", gate="").time_zone,
        name_hint="N.V.A · •••678",
        valid_until=claims.expires_at,
    )


class _Watched(SimulatedPrinter):
    """Tells when the first byte of each slip comes, status questions aside."""

    on_byte: Callable[[], None] | None = None

    def write(self, connection: int, data: bytes) -> None:
        """Take bytes as ever."""
        if self.on_byte is not None and not data.startswith(b"\x10\x04"):
            self.on_byte()
        super().write(connection, data)


def _printer(folder: Path, width_px: int) -> tuple[_Watched, EscposPrinter]:
    device = _Watched(folder, width_px)
    return device, EscposPrinter("simulated", lambda: link_to(device), width_px, has_cutter=False)


class _Moments:
    """When each slip was decided, and when its first byte came."""

    def __init__(self) -> None:
        self.decided: list[float] = []
        self.begun: list[float] = []
        self.ready = threading.Event()
        self.printed = threading.Semaphore(0)

    def take(self, event: CoreEvent) -> None:
        """Note what is published."""
        match event:
            case StorageReady():
                self.ready.set()
            case Decided():
                self.decided.append(time.monotonic())
            case PrintFinished():
                self.printed.release()

    def first_byte(self) -> None:
        """Note the first one of a slip."""
        if len(self.begun) < len(self.decided):
            self.begun.append(time.monotonic())


def _first_bytes(folder: Path, slips: int) -> dict[str, float]:
    """Milliseconds from the decision to the slip's first byte at an idle printer."""
    clock, moments = SystemClock(), _Moments()
    device, printer = _printer(folder / "papers", _WIDTHS[80])
    device.on_byte = moments.first_byte
    prints = PrintService(printer, slip_bitmap, lambda status: None)
    config = replace(
        Config(venue=Venue(name="Trung tâm Y tế Mẫu", gate="Cổng A")),
        print=PrintSettings(PrintWhen.ALWAYS),
        store=StoreConfig(directory=str(folder / "store")),
    )
    events = EventFanout()
    events.subscribe(moments.take)
    station = StationCore(config, events, dict.fromkeys(LaneName, prints), clock, CoreThread)

    def report(job: str, result: PrintResult) -> None:
        station.core.ask(FinishPrint(job, result))

    prints.start(report)
    station.core.start()
    try:
        if not moments.ready.wait(_PATIENCE_S):
            raise TimeoutError("the database did not open")
        for number in range(slips):
            # Citizen numbers of a range that is not given out.
            card = f"000080{number:06d}||Nguyễn Văn Mẫu|01021980|Nam|Phúc Xá, Ba Đình|01072021"
            station.core.submit(Scan(card, ScanSource.CAMERA, LaneName.GATE, clock.now()))
            if not moments.printed.acquire(timeout=_PATIENCE_S):
                raise TimeoutError("a slip did not come out")
    finally:
        station.core.stop(_PATIENCE_S)
        prints.stop(_PATIENCE_S)
    pairs = zip(moments.decided, moments.begun, strict=True)
    return quantiles_ms([begun - decided for decided, begun in pairs])


def _admissions(folder: Path, slips: int) -> dict[str, float]:
    """Milliseconds from the scan of another station's slip to the commit that admits its holder,
    whom this station has never met and no network names."""
    private, public = make_signing_key()
    draw, clock = random.Random(3), ManualClock(_NOW)
    venue = Venue(name="Trung tâm Y tế Mẫu", gate="Cổng A")
    store = open_store(folder / "other", folder / "other.key", clock)
    took = []
    try:
        with store.transaction() as tx:
            own = signing_key(tx)
            tx.slip_keys.change_own(replace(own, kid=_OTHER_KID, venue_no=_VENUE_NO))
            key = TrustedKey(_KID, _VENUE_NO, public, _NOW - timedelta(days=30))
            tx.slip_keys.trust(key, KeySource.FILE)
        desk = CheckInService(store, venue, Policy(), clock, ClockWatch(clock, _NOW))
        for _ in range(slips):
            code = sign_claims(_claims(draw), _KID, signing_private(private))
            began = time.monotonic()
            outcome = desk.handle(Scan(code, ScanSource.CAMERA, LaneName.GATE, clock.now()))
            took.append(time.monotonic() - began)
            assert outcome.result == Admit(Direction.ARRIVAL)
    finally:
        store.close()
    return quantiles_ms(took)


def bench_slip(folder: Path, mutations: int, seed: int, slips: int = _PRINTED) -> dict[str, Any]:
    """Alterations that are believed, milliseconds to sign, verify and print, and paper."""
    accepted, kinds = accepted_mutations(mutations, seed)
    costs, first, admitted = _costs(), _first_bytes(folder, slips), _admissions(folder, _ADMITTED)
    return {
        "figures": {
            "mutations": sum(kinds.values()),
            "accepted": accepted,
            "by_kind": kinds,
            **costs,
            "admission_ms": admitted,
            "first_byte_ms": first,
            **_paper(folder),
        },
        "bounds": {
            "accepted": [accepted, 0],
            "sign_ms_p99": [costs["sign_ms"]["p99"], MAX_SIGN_MS],
            "verify_ms_p99": [costs["verify_ms"]["p99"], MAX_VERIFY_MS],
            "admission_p95_ms": [admitted["p95"], MAX_ADMISSION_P95_MS],
            "first_byte_p95_ms": [first["p95"], MAX_FIRST_BYTE_P95_MS],
        },
    }


def markdown(figures: dict[str, Any]) -> str:
    """The figures as a table."""
    found = figures["figures"]
    lines = [
        f"| {found['mutations']:,} altered slips | {found['accepted']} believed |",
        "|---|---|",
    ]
    for name, key in (
        ("signing one, ms of a core, p50 / p99", "sign_ms"),
        ("verifying one, ms of a core, p50 / p99", "verify_ms"),
    ):
        lines.append(f"| {name} | {found[key]['p50']} / {found[key]['p99']} |")
    for name, key in (
        (
            "from a stranger's slip of another station to their admission",
            "admission_ms",
        ),
        ("from the decision to the slip's first byte", "first_byte_ms"),
    ):
        took = found[key]
        lines.append(f"| {name}, ms, p50 / p95 of {took['n']} | {took['p50']} / {took['p95']} |")
    for paper_mm in _WIDTHS:
        paper = found[f"paper_{paper_mm}_mm"]
        lines.append(
            f"| an ordinary slip on {paper_mm} mm paper, with its feed |"
            f" {paper['with_feed_mm']} mm, {paper['a_roll']} on a roll of 20 m |"
        )
    return "\n".join(lines)
