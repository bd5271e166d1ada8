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


def in_every_light(page: Page) -> tuple[list[tuple[str, str]], int]:
    """What axe finds in light, in dark and on a phone of 320 points, and how wide the page is there."""
    found = serious_faults(page)
    page.emulate_media(color_scheme="dark")
    found += serious_faults(page)
    page.set_viewport_size({"width": 320, "height": 640})
    page.emulate_media(color_scheme="light")
    found += serious_faults(page)
    return found, page.evaluate("document.documentElement.scrollWidth")
