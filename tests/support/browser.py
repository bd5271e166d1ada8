"""A real browser: Debian's, driven by Playwright.

The gate uses its headless shell, which takes a third of the time, and chromium itself for the files marked
``full_browser``, one of each kind of page; ``./deploy/test --deep`` uses chromium for all.
"""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from deploy.chromium import programs
from tests.support.depth import IS_DEEP
from tests.support.stack import Stack

#: Nothing of the browser's own may reach for the network.
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

#: How long a page may take on a machine that does other things besides; nothing waits longer than it must.
PATIENCE_MS = 20_000


@pytest.fixture(scope="module")
def chromium(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """The browser of a file's tests; where there is none they are skipped, with the reason.

    It ends with its file: while Playwright runs, no other test of the process can use asyncio.
    """
    path = _program(full=IS_DEEP or request.node.get_closest_marker("full_browser") is not None)
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


def _program(*, full: bool) -> str:
    """The path of chromium, or of its headless shell where there is one."""
    found = {**programs(), **os.environ}
    wanted = ("JURNAL_CHROMIUM", "JURNAL_HEADLESS") if full else ("JURNAL_HEADLESS", "JURNAL_CHROMIUM")
    path = next((found[name] for name in wanted if name in found), None)
    if path is None or "JURNAL_NO_CHROMIUM" in os.environ:
        pytest.skip(os.environ.get("JURNAL_NO_CHROMIUM", "no chromium on PATH"))
    return path


@pytest.fixture
def context(chromium: Browser, stack: Stack) -> Iterator[BrowserContext]:
    """A window of its own: no cookies of another test."""
    opened = chromium.new_context(base_url=stack.address, locale="kk-KZ", viewport={"width": 1280, "height": 800})
    opened.set_default_timeout(PATIENCE_MS)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A page in that window."""
    return context.new_page()
