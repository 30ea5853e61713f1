"""How printing stands, for whoever looks from outside a running kiosk."""

from __future__ import annotations

from datetime import datetime

from kiosk.base.dataclass import dataclass
from kiosk.domain.station.paper_roll import PaperRoll
from kiosk.domain.visits.decision import PrintState
from kiosk.store.driver import Connection
from kiosk.store.repositories.paper_rolls import PaperRolls
from kiosk.store.repositories.prints import JOB_STATE
from kiosk.store.stamp import to_ms


@dataclass(frozen=True, slots=True)
class PrintingNow:
    """The rolls, and how many slips of the last days are in each state."""

    rolls: dict[int, PaperRoll]
    jobs: dict[PrintState, int]


def read_printing(connection: Connection, since: datetime) -> PrintingNow:
    """Of the slips of arrivals since then."""
    rows = connection.execute(
        f"SELECT {JOB_STATE}, count(*) FROM print_jobs j JOIN records r ON r.id = j.entry"
        " JOIN entries e ON e.pos = r.pos WHERE e.at >= ? GROUP BY 1",
        (to_ms(since),),
    )
    jobs = {PrintState(state): count for state, count in rows}
    return PrintingNow(PaperRolls(connection).all(), jobs)
