"""Whether everyone is found by what they are called now, and nobody by what is gone.

Only the newest step's own: a file of before has no search.
"""

from __future__ import annotations

from collections import Counter

from kiosk.store.checks.report import ProblemKind, StoreReport
from kiosk.store.driver import Connection
from kiosk.store.migrations.steps import schema_version
from kiosk.store.repositories.search_index import CURRENT_KEYS, to_key

_WORDS = "temp.search_words"


def _as_indexed(key: str) -> str:
    """The index has the letters A to Z small, all others as they are."""
    return key.encode().lower().decode()


def check_search(connection: Connection, report: StoreReport) -> None:
    """Compare the lines with the people they were made of, and the index with the lines.

    Whoever an older application changed since is passed over: the next transaction makes their
    lines.
    """
    if schema_version(connection) < 6:
        return
    waiting = {row[0] for row in connection.execute("SELECT person FROM search_stale")}
    words: Counter[str] = Counter()
    wrong = 0
    for person, *told, line, key in connection.execute(CURRENT_KEYS.format(source="people p")):
        words.update(_as_indexed(key or "").split())
        if person not in waiting:
            wrong += to_key(*told) != (key or "")
        wrong += line is not None and key == ""
    lost = connection.execute(
        "SELECT count(*) FROM search_keys WHERE person NOT IN (SELECT no FROM people)"
    ).fetchone()[0]
    if wrong or lost:
        report.add(ProblemKind.SEARCH, f"{wrong} people found otherwise, {lost} lines of nobody")
    connection.execute(f"CREATE VIRTUAL TABLE {_WORDS} USING fts5vocab (main, people_search, row)")
    indexed = dict(connection.execute(f"SELECT term, doc FROM {_WORDS}"))
    connection.execute(f"DROP TABLE {_WORDS}")
    differing = {
        word for word in words.keys() | indexed.keys() if words[word] != indexed.get(word, 0)
    }
    if differing:
        report.add(ProblemKind.SEARCH, f"the index differs in {len(differing)} words")
