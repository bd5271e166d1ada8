"""Where the policy requires a second factor, nothing else opens before there is one (¶4)."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.pages.academy import sign_in_by_hand
from tests.pages.factors import enrol
from tests.support.databases import Databases
from tests.support.stack import PASSWORD, Stack, running_stack


@pytest.fixture(scope="module")
def stack(tmp_path_factory: pytest.TempPathFactory, broker: str, databases: Databases) -> Iterator[Stack]:
    """A system whose heads, IT and moderators have to have one."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("JURNAL_SECOND_FACTOR", "required")
        with running_stack(tmp_path_factory.mktemp("stack"), databases, broker) as running:
            yield running


def test_it_sets_one_up_before_anything_else(page: Page, stack: Stack) -> None:
    """The page asked for leads to the duty, the API refuses, and the last step leads on."""
    sign_in_by_hand(page, "it", path="/people")
    expect(page).to_have_url(re.compile("/first-sign-in"))
    assert 403 == page.request.get(f"{stack.address}/api/v1/people").status
    enrol(page, PASSWORD)
    page.get_by_role("button", name="Кодтарды сақтап қойдым").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Пайдаланушылар")
