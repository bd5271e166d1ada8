"""What keeps somebody from using a page: what axe finds, what is too wide, what is in another language."""

import re

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.pages.markup import foreign_texts

_AXE = Axe()
#: For a page into which axe has been put already.
_AGAIN = Axe(axe_script="")
#: What the dark colours can break.
_OF_COLOUR: dict[str, object] = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
_KEY = re.compile(r"\b(?:ui|refusals|journal)\.(?!css)\w+")


def serious_faults(page: Page) -> list[tuple[str, str]]:
    """Rules broken seriously or critically, each with the first element that does."""
    return _faults(page, _AXE)


def _faults(page: Page, axe: Axe, only: dict[str, object] | None = None) -> list[tuple[str, str]]:
    violations = axe.run(page, options={"resultTypes": ["violations"]} | (only or {})).response["violations"]
    return [
        (each["id"], each["nodes"][0]["html"][:200])
        for each in violations
        if each["impact"] in ("serious", "critical")
    ]


def in_every_light(page: Page) -> tuple[list[tuple[str, str]], int]:
    """What axe finds in light, in dark and on a phone of 320 points, and how wide the page is there."""
    found = serious_faults(page)
    page.emulate_media(color_scheme="dark")
    found += _faults(page, _AGAIN, _OF_COLOUR)
    page.set_viewport_size({"width": 320, "height": 640})
    page.emulate_media(color_scheme="light")
    found += _faults(page, _AGAIN)
    return found, page.evaluate("document.documentElement.scrollWidth")


def barriers(page: Page, language: str) -> list[object]:
    """What is wrong with a page in a language; how it is built is looked at in Kazakh, whose words are longest."""
    found: list[object] = [*_untranslated(page, language)]
    if page.locator("html").get_attribute("lang") != language:
        found.append("lang")
    if language == "kk":
        faults, width = in_every_light(page)
        found += [*faults, *([width] if width != 320 else [])]
    return found


def _untranslated(page: Page, language: str) -> set[str]:
    """Keys of the catalogue that show themselves, and lines of another language's."""
    lines = {line.strip() for line in page.locator("main").inner_text().splitlines()}
    return {*_KEY.findall(page.content()), *(lines & foreign_texts(language))}
