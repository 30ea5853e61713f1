"""Fault S42's victim: commits, says so, and waits to be killed before the head is written.

`python head_worker.py DIRECTORY` prints the last `seq` it committed.
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from kiosk.store import head_writer
from tests.support.store import open_in, scan

if __name__ == "__main__":
    # The thread beside the commits does not get its turn in this life.
    head_writer.EVERY_S = 3600.0
    store = open_in(Path(sys.argv[1]))
    last = [scan(store, number) for number in range(3)][-1]
    print(last.seq, flush=True)
    threading.Event().wait()
