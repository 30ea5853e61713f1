"""How many connections the system lets this process have: each is an open file."""

from __future__ import annotations

import resource

from kiosk.base.phrases import Phrase

OTHER_FILES = 128
"""Of the database, its journal and its connections, the log, the process that stores."""
LEAST_CONNECTIONS = 128
"""Two addresses that do their worst."""


class TooFewFiles(Exception):
    """The limit on open files is too low for a hub; one line for the administrator."""


def raise_open_files(connections: int) -> int:
    """Raise the limit on open files as far as so many connections need it and the system allows
    it; gives how many connections there may be. Raises TooFewFiles."""
    wanted = connections + OTHER_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    if soft == resource.RLIM_INFINITY:
        return connections
    possible = soft - OTHER_FILES
    if possible < LEAST_CONNECTIONS:
        raise TooFewFiles(
            Phrase(
                "open files: the system allows {limit}, and a hub needs {least} (ulimit -n)",
                limit=soft,
                least=LEAST_CONNECTIONS + OTHER_FILES,
            )
        )
    return min(connections, possible)
