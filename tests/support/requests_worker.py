"""A whole kiosk without a hub whose administrator answers requests: `python -m … DIR LANGUAGE`.

Real touches on the window and a real database. Somebody gets a copy of their data and is erased,
somebody else is refused. Prints as JSON the files that were handed out.
"""

from __future__ import annotations

import json
import sys
from functools import partial
from pathlib import Path
from typing import NamedTuple

from kiosk.base.clock import SystemClock
from kiosk.composition import desk_reports
from kiosk.composition.kiosk import Kiosk
from kiosk.domain.desk.acts_on_people import AskAboutData, DataAsked, DataRight
from kiosk.domain.desk.session import Session
from kiosk.domain.language import Language
from kiosk.domain.staff.roles import Role
from kiosk.domain.station.desk import PageWanted, StaffSignedIn
from kiosk.domain.station.pages.shift_check import ShiftCheck
from kiosk.services.checkin import CheckInService
from kiosk.services.clock_watch import ClockWatch
from kiosk.services.desk import DeskService
from kiosk.settings.config import Config
from kiosk.store.connection import open_store
from kiosk.store.driver import connect
from kiosk.store.key import load_key
from tests.support.desk_people_worker import ALONE, OTHER, STAFF, config_in, kiosk_of, store_people
from tests.support.finger import Finger, Script, run_script

ADMINISTRATOR = "Võ Thanh Hà"


class Words(NamedTuple):
    """What is touched and read, in one language."""

    waiting: str
    see: str
    erase: str
    correct: str
    carry_out: str
    paper: str
    done: str
    refuse: str
    reason: str
    refused: str
    none: str


WORDS = {
    Language.VI: Words(
        "Yêu cầu về dữ liệu (3)",
        "Xem dữ liệu · L. T. K. · •••321",
        "Xóa dữ liệu · L. T. K. · •••321",
        "Sửa dữ liệu · L. T. K. · •••012",
        "Thực hiện",
        "Căn cước, giấy tờ có ảnh",
        "Đã thực hiện yêu cầu",
        "Từ chối",
        "Người này rút yêu cầu",
        "Đã từ chối yêu cầu",
        "Không có yêu cầu nào đang chờ.",
    ),
    Language.EN: Words(
        "Data requests (3)",
        "See the data · L. T. K. · •••321",
        "Erase the data · L. T. K. · •••321",
        "Correct the data · L. T. K. · •••012",
        "Carry out",
        "Identity card, paper with a photo",
        "Request carried out",
        "Refuse",
        "Taken back by the person",
        "Request refused",
        "No request waits.",
    ),
}


def prepare(config: Config) -> str:
    """Three requests of two persons, and an administrator; gives the account."""
    ids, clock = store_people(config), SystemClock()
    store = open_store(config.store_directory, config.key_file, clock)
    try:
        with store.transaction() as tx:
            account = tx.staff.add(ADMINISTRATOR, Role.ADMINISTRATOR, "no PIN", clock.now())
        watch = ClockWatch(clock, clock.now())
        checkin = CheckInService(store, config.venue, config.make_policy(), clock, watch)
        desk = DeskService(store, checkin, clock)
        for phone, right in (
            (ALONE, DataRight.SEE),
            (ALONE, DataRight.ERASE),
            (OTHER, DataRight.CORRECT),
        ):
            asked = desk.carry_out(AskAboutData(ids[phone][0], right), STAFF).answer
            assert isinstance(asked, DataAsked), asked
        return account.id
    finally:
        store.close()


def is_erased(store: Path) -> bool:
    """Whether what was asked to be erased is gone; the exchange's thread does that on its own."""
    connection = connect(store / "store.db", load_key(store / "store.key"), "ro")
    try:
        rows = connection.execute("SELECT done_at FROM erasures").fetchall()
    finally:
        connection.close()
    return bool(rows) and all(done is not None for (done,) in rows)


def script(kiosk: Kiosk, finger: Finger, words: Words, account: str, store: Path) -> Script:
    """A copy, an erasure, a refusal; then nothing waits."""
    yield lambda: kiosk.marks.ready is not None
    take = kiosk.window.station.take
    session = Session(account, ADMINISTRATOR, Role.ADMINISTRATOR, SystemClock().now())
    take(StaffSignedIn(session))
    take(PageWanted(ShiftCheck()))
    yield from finger.touch(words.waiting)
    yield from finger.touch(words.see)
    yield from finger.touch(words.carry_out)
    yield from finger.touch(words.paper)
    yield from finger.touch("copies")
    yield finger.reads_no(words.see)
    yield finger.reads(words.done)
    yield from finger.touch(words.erase)
    yield from finger.touch(words.carry_out)
    yield from finger.touch(words.paper)
    yield finger.reads_no(words.erase)
    yield from finger.touch(words.correct)
    yield from finger.touch(words.refuse)
    yield from finger.touch(words.reason)
    yield finger.reads(words.refused)
    yield finger.reads(words.none)
    yield partial(is_erased, store)


def main(arguments: list[str]) -> int:
    """Run, print what was handed out, give the exit code."""
    folder, language = Path(arguments[0]), Language(arguments[1])
    copies = folder / "copies"
    copies.mkdir()
    # The stick that is plugged in.
    desk_reports.find_sticks = lambda: (copies,)
    config = config_in(folder, language)
    account = prepare(config)
    kiosk = kiosk_of(config)
    finger = Finger(kiosk.window.window)
    code = run_script(
        kiosk, script(kiosk, finger, WORDS[language], account, config.store_directory), finger
    )
    print(json.dumps(sorted(path.name for path in copies.iterdir())))
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
