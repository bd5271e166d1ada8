"""JavaScript that needs no page runs in node: the one that Playwright brings, else the one on PATH."""

import shutil
from pathlib import Path

import playwright
import pytest


@pytest.fixture(scope="session")
def javascript() -> str:
    """The path of node; without one its tests are skipped, with the reason."""
    own = Path(playwright.__file__).parent / "driver" / "node"
    found = str(own) if own.is_file() else shutil.which("node")
    if not found:
        pytest.skip("no node: neither Playwright's nor one on PATH")
    return found
