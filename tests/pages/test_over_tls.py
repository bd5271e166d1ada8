"""A browser that speaks https to the gateway itself: its cookies are tied to the host, and everything works (¶9)."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from deploy.certificates import Files, make
from tests.gateway.gateways import another_gateway
from tests.pages.academy import make_academy, sign_in_by_hand
from tests.support.stack import Stack


@pytest.fixture(scope="module")
def secure_gateway(stack: Stack, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of a gateway of the system that speaks TLS."""
    folder: Path = tmp_path_factory.mktemp("certificates")
    make(folder, {"gateway": ("127.0.0.1",)}, now=datetime.now(UTC))
    files = Files.of(folder, "gateway")
    told = {"JURNAL_TLS_CERTIFICATE": str(files.certificate), "JURNAL_TLS_KEY": str(files.key)}
    return another_gateway(stack, "gateway-secure", **told)


def test_a_command_and_an_end_over_https(chromium: Browser, stack: Stack, secure_gateway: str) -> None:
    """Scripts find what they repeat; no cookie goes by a plain name; signing out ends it."""
    make_academy(stack)
    with chromium.new_context(base_url=secure_gateway, ignore_https_errors=True, locale="kk-KZ") as context:
        page = context.new_page()
        sign_in_by_hand(page, "it", path="/frame?language=ru")
        page.locator("#faculty-name").fill("Факультет следствия")
        page.locator("#faculty-name").press("Enter")
        expect(page.get_by_text("Факультет следствия")).to_be_visible()
        names = {cookie["name"] for cookie in context.cookies()}
        assert {"__Host-jurnal_session", "__Host-jurnal_csrf", "__Host-jurnal_language"} == names
        page.locator("[data-menu] summary").click()
        page.locator("[data-sign-out]").click()
        page.wait_for_url("**/signed-out")
        assert {"__Host-jurnal_language"} == {cookie["name"] for cookie in context.cookies()}
