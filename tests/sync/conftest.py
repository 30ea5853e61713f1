"""The two databases of a hub."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from sync.hub.db.engine import migrate, open_engine
from tests.support.postgres import Cluster, NoPostgres, running_cluster


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """One PostgreSQL server for all tests; skipped where the machine has no programs for it."""
    try:
        with running_cluster() as running:
            yield running
    except NoPostgres as reason:
        pytest.skip(str(reason))


@pytest.fixture(scope="session")
def schema(cluster: Cluster) -> str | None:
    """A database at a hub's newest schema, which others are copies of: a URL; None for no schema,
    where a module makes its own."""
    url = cluster.make_database()
    engine = open_engine(url)
    migrate(engine)
    engine.dispose()
    return url


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[str | None]:
    """The URL of a database that nothing was written into; None for the SQLite file of the hub's
    own folder."""
    if request.param == "sqlite":
        yield None
        return
    server: Cluster = request.getfixturevalue("cluster")
    url = server.make_database(like=request.getfixturevalue("schema"))
    yield url
    server.drop_database(url)
