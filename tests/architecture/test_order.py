"""Which tests keep the order in which they are written (tests/README.md)."""

import pytest

from tests.support.workers import in_order

pytest_plugins = "pytester"

SHARED = """
import pytest

@pytest.fixture(scope="{scope}")
def system(): ...

def test_first(system): ...

def test_second(): ...
"""


@pytest.mark.parametrize(("scope", "kept"), [("module", True), ("function", False)])
def test_tests_that_share_what_was_made_for_their_file_keep_their_order(
    pytester: pytest.Pytester, scope: str, kept: bool
) -> None:
    """One that starts a system again would change what a former one finds."""
    pytester.makepyfile(SHARED.format(scope=scope))
    items, _ = pytester.inline_genitems("-p", "no:randomly", "-p", "no:nameko", "-p", "no:cacheprovider")
    assert kept == (["test_first", "test_second"] == [item.name for item in in_order(items[::-1])])
