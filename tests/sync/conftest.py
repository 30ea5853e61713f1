"""The two databases of a hub."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.postgres import Cluster, NoPostgres, running_cluster


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """One PostgreSQL server for all tests; skipped where the machine has no programs for it."""
    try:
        with running_cluster() as running:
            yield running
    except NoPostgres as reason:
        pytest.skip(str(reason))


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[str | None]:
    """The URL of an empty database; None for the SQLite file of the hub's own folder."""
    if request.param == "sqlite":
        yield None
        return
    server: Cluster = request.getfixturevalue("cluster")
    url = server.make_database()
    yield url
    server.drop_database(url)
