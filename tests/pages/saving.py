"""Waiting until the journal's page has saved what was entered."""

from playwright.sync_api import Page, expect


def all_saved(page: Page) -> None:
    """Wait until nothing waits to be saved, the answer of a dialog that has just been closed included.

    A closed dialog loses its ``open`` at once; its answer is taken a moment later, and only then the dialog is gone.
    """
    expect(page.locator("dialog[aria-labelledby^=dialog-]")).to_have_count(0)
    expect(page.locator("#journal-saved .icon--check")).to_be_visible()
