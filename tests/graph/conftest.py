"""One browser for all tests of pages: playwright runs once in a process."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser import start


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium."""
    yield from start()
