"""A real Chromium for the tests, without any network: what it asks for is refused and remembered.

Invariants. The browser is the machine's own (``HUIYI_TEST_CHROMIUM`` or ``chromium`` on the path), never downloaded.
A page that writes an error to its console, or asks for anything but its own file, makes ``Watched`` say so.
"""

import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

expect.set_options(timeout=30_000)  # a busy machine is no fault of the page

FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run",
    "--disable-sync", "--disable-default-apps", "--disable-dev-shm-usage",
)  # fmt: skip
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


@dataclass
class Watched:
    """A page, and what it did that it should not have done."""

    page: Page
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def open(self, path: Path, words: str = "") -> "Watched":
        """Open a file of this machine and wait until it is ready for input."""
        self.page.goto(f"{path.resolve().as_uri()}{words}")
        self.page.wait_for_selector("body.ready", timeout=30_000)
        return self

    def until(self, script: str, patience: float = 30.0) -> None:
        """Wait until an expression is true (the page's policy forbids playwright's own way of waiting)."""
        end = time.monotonic() + patience
        while time.monotonic() < end:
            if self.page.evaluate(script):
                return
            self.page.wait_for_timeout(50)
        raise AssertionError(f"still not so after {patience:.0f} s: {script}")

    def run(self, script: str, value: Any = None) -> Any:
        """Run a script in the page."""
        return self.page.evaluate(script, value)


def chromium_path() -> str | None:
    """Where this machine's Chromium is."""
    return os.environ.get("HUIYI_TEST_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


def start() -> Iterator[Browser]:
    """Start a browser, or skip; with ``CI=true`` a missing one is a failure."""
    path = chromium_path()
    if path is None:
        reason = "no Chromium on this machine: install the package chromium, or set HUIYI_TEST_CHROMIUM"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@contextmanager
def watched(
    browser: Browser,
    *,
    width: int = 1400,
    height: int = 900,
    scheme: Literal["light", "dark"] = "light",
    network: Literal["refused", "silent"] = "refused",
    **options: Any,
) -> Iterator[Watched]:
    """A fresh page. ``network``: every request but that of a file is refused, or never answered."""
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme=scheme, accept_downloads=True, **options
    )
    page = context.new_page()
    seen = Watched(page)

    def answer(route: Route) -> None:
        seen.requests.append(route.request.url)
        if network == "refused":
            route.abort()

    context.route(lambda address: not address.startswith(("file:", "blob:", "data:")), answer)
    page.on("console", lambda m: seen.errors.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: seen.errors.append(error.message))
    try:
        yield seen
    finally:
        context.close()
