"""Settings of the whole test tree."""

from __future__ import annotations

import os

import pytest
from hypothesis import settings

# Whoever runs the tests, the commands speak English where a test does not choose.
os.environ["LC_ALL"] = "C.UTF-8"
# Before anything imports Qt: tests need no display and draw as the kiosk does by default.
os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["QT_QUICK_BACKEND"] = "software"

# No deadline: on a shared two-core machine it would measure the neighbours.
settings.register_profile("default", max_examples=50, deadline=None)
settings.register_profile("thorough", max_examples=2000, deadline=None)
settings.load_profile("default")


@pytest.fixture(scope="session", autouse=True)
def state_folder(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The marks of the tests' hubs do not stay with whoever runs them."""
    os.environ["XDG_STATE_HOME"] = str(tmp_path_factory.mktemp("state"))


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the switch that real devices need."""
    parser.addoption(
        "--run-hardware",
        action="store_true",
        help="also run the tests marked hardware, which need a real device",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Skips the tests marked hardware unless they were asked for."""
    if config.getoption("--run-hardware"):
        return
    skip = pytest.mark.skip(reason="needs a real device; run with --run-hardware")
    for item in items:
        if item.get_closest_marker("hardware"):
            item.add_marker(skip)
