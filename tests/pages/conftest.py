"""The pages are tested in a real browser, on the real system."""

from tests.support.browser import chromium, context, page

__all__ = ["chromium", "context", "page"]
