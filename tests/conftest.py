"""Order of the tests: those in a real browser last, for its event loop stays in the process once it has begun."""

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.get_closest_marker("e2e") is not None)
