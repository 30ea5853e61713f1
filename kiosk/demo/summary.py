"""What the demo showed against what it should have shown: `summary.json`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from drivers.printer.proof import codes_on
from kiosk.base.dataclass import dataclass
from kiosk.base.measure import quantiles_ms
from kiosk.base.versions import versions
from kiosk.demo.cast import Appearance, Expected
from kiosk.demo.declare_for_show import DECLARED_FOR
from kiosk.demo.declaring_show import DECLARE_AT_GATE, declared_at_gate
from kiosk.demo.decoder_crash import DecoderCrash
from kiosk.demo.desk_show import COME_TODAY
from kiosk.demo.embedded_hub import Received
from kiosk.demo.printing_show import PRINTED_AGAIN
from kiosk.domain.credential import parse_credential
from kiosk.domain.reason import Reason
from kiosk.domain.visits.decision import (
    Admit,
    AlreadyRecorded,
    Direction,
    LaneName,
    Outcome,
    PrintState,
    WrongCode,
)
from kiosk.settings.config import Config
from sync.protocol.ks1 import is_ks1

if TYPE_CHECKING:
    from kiosk.services.journal import Journal
    from ui.heartbeat import Lateness

_RESULTS = {
    Direction.ARRIVAL: Expected.ARRIVAL.value,
    Direction.DEPARTURE: Expected.DEPARTURE.value,
}


@dataclass(frozen=True, slots=True)
class Played:
    """What was done beside the film."""

    cases_closed: int
    declared_for: int
    slips_replaced: int
    decoder_crash: DecoderCrash | None
    """None where there is no second decoder."""


def result_name(outcome: Outcome) -> str:
    """One word for an outcome, in the terms of `Expected` where it is expected at all."""
    match outcome.result:
        case Admit(direction):
            return _RESULTS[direction]
        case AlreadyRecorded():
            return Expected.ALREADY_RECORDED.value
        case WrongCode():
            return Expected.WRONG_CODE.value
        case other:
            return type(other).__name__.lower()


def wrong_reason(outcome: Outcome) -> Reason | None:
    """What a wrong code was called; None of every other outcome."""
    return outcome.result.reason if isinstance(outcome.result, WrongCode) else None


def summarise(
    appearances: Sequence[Appearance],
    journal: Journal,
    painted: Sequence[tuple[Outcome, float]],
    lateness: Lateness,
    album: Sequence[str],
    config: Config,
    slips: Path,
    *,
    earlier: int,
    played: Played,
    frames_dropped: int,
    received: Received | None,
) -> dict[str, object]:
    """The summary as plain JSON values; `ok` and `problems` say whether all came out right."""
    ledger = _ledger(config)
    # Whoever declares at the gate stands in no frame of the film.
    at_gate = [
        item.outcome
        for item in journal.decided
        if item.outcome.lane is LaneName.GATE and item.outcome.frame_at is not None
    ]
    declared = declared_at_gate(journal)
    at_desk = [item.outcome for item in journal.decided if item.outcome.lane is LaneName.DESK]
    got = [result_name(outcome) for outcome in at_gate]
    wanted = [item.expected.value for item in appearances]
    reasons = [wrong_reason(outcome) for outcome in at_gate]
    persons = {
        parse_credential(item.shown.payload).identifiers
        for item in appearances
        if item.expected is not Expected.WRONG_CODE
    }
    entries = got.count(Expected.ARRIVAL.value) + got.count(Expected.DEPARTURE.value)
    states = Counter(end.state for end in journal.prints)
    papers = {path.name: codes_on(path) for path in sorted(slips.glob("*.png"))}
    whole = sum(len(codes) == 1 for codes in papers.values())
    problems = []
    if got != wanted:
        problems.append(f"outcomes {got} where {wanted} were expected")
    if reasons != [item.reason for item in appearances]:
        problems.append(f"wrong codes were called {[reason for reason in reasons if reason]}")
    if entries != len(persons):
        problems.append(f"{entries} entries for {len(persons)} persons")
    # Whoever waited comes in by the closing of the case.
    come_in = COME_TODAY + PRINTED_AGAIN + 1 + DECLARED_FOR
    if (len(at_desk), played.cases_closed) != (come_in, 1):
        closed = f"{played.cases_closed} closed cases"
        problems.append(f"{len(at_desk)} entries and {closed} at the desk")
    if played.declared_for != DECLARED_FOR:
        problems.append(f"{played.declared_for} whom staff declared for")
    if played.slips_replaced != PRINTED_AGAIN:
        problems.append(f"{played.slips_replaced} lost slips replaced")
    if len(declared) != DECLARE_AT_GATE:
        problems.append(f"{len(declared)} who declared at the gate")
    if ledger["entries"] != entries + len(at_desk) + len(declared) + earlier:
        counted = f"{entries} + {len(at_desk)} + {len(declared)} + {earlier}"
        problems.append(f"{ledger['entries']} entries in the ledger, not {counted}")
    if not ledger["sound"]:
        problems.append("store check found problems")
    # Each job is on one paper, but for the one that the roll was too short for.
    if states != {PrintState.PRINTED: whole, PrintState.UNKNOWN: PRINTED_AGAIN} or not whole:
        told = ", ".join(f"{count} {state.value}" for state, count in states.items())
        problems.append(f"print jobs {told}; {whole} slips with their code")
    # A slip that is printed again has its code, one that replaces a lost one another.
    codes = Counter(code for one in papers.values() for code in one)
    if set(codes.values()) != {1} or not all(is_ks1(code) for code in codes):
        problems.append(f"codes on the slips: {dict(codes)}")
    crash = played.decoder_crash
    if crash is not None and crash.back_after_s is None:
        problems.append("the second decoder did not come back after its crash")
    if received is not None and received.declarations != DECLARE_AT_GATE + DECLARED_FOR:
        problems.append(f"{received.declarations} declarations at the hub")
    if received is not None and received.records != ledger["records"]:
        problems.append(f"{received.records} records at the hub, {ledger['records']} here")
    return {
        "ok": not problems,
        "problems": problems,
        "counts": {
            "persons_shown": len(persons),
            "scans": len(at_gate),
            "entries": entries,
            "arrivals": got.count(Expected.ARRIVAL.value),
            "departures": got.count(Expected.DEPARTURE.value),
            "refusals": got.count(Expected.WRONG_CODE.value),
            "already_recorded": got.count(Expected.ALREADY_RECORDED.value),
            "at_the_desk": len(at_desk),
            "declared_at_the_gate": len(declared),
            "declared_for": played.declared_for,
            "cases_closed": played.cases_closed,
            "slips": whole,
            "slips_replaced": played.slips_replaced,
            "papers": len(papers),
            "arrived_before_the_demo": earlier,
            "frames_dropped": frames_dropped,
        },
        "shows": [
            {
                "label": item.shown.label,
                "expected": item.expected.value,
                "got": result,
                "reason": reason,
            }
            for item, result, reason in zip(appearances, got, reasons, strict=False)
        ],
        "latency_ms": {
            "frame_to_commit": quantiles_ms(_to_commit(journal)),
            "frame_to_painted": quantiles_ms(_to_painted(painted)),
        },
        "gui_lateness_ms": asdict(lateness),
        "decoder_crash": None if crash is None else asdict(crash),
        "screens": list(album),
        "slips": [{"file": name, "codes": codes} for name, codes in papers.items()],
        "ledger": ledger,
        "hub": None if received is None else asdict(received),
        "versions": versions(),
    }


def _to_commit(journal: Journal) -> list[float]:
    return [
        item.at - item.outcome.frame_at
        for item in journal.decided
        if item.outcome.frame_at is not None
    ]


def _to_painted(painted: Sequence[tuple[Outcome, float]]) -> list[float]:
    return [at - outcome.frame_at for outcome, at in painted if outcome.frame_at is not None]


def _ledger(config: Config) -> dict[str, object]:
    """What the database itself says, opened anew with its key."""
    from kiosk.store.check import check_store
    from kiosk.store.file import DatabaseFiles
    from kiosk.store.key import load_key

    files = DatabaseFiles(config.store_directory)
    report = check_store(files.database, load_key(config.key_file))
    return {"sound": report.is_sound, "records": report.records, "entries": report.entries}
