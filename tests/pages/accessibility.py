"""What axe finds on a page."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

_AXE = Axe()


def serious_faults(page: Page) -> list[tuple[str, str]]:
    """Rules broken seriously or critically, each with the first element that does."""
    violations = _AXE.run(page).response["violations"]
    return [
        (each["id"], each["nodes"][0]["html"][:200])
        for each in violations
        if each["impact"] in ("serious", "critical")
    ]
