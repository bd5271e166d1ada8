"""A second factor as its owner sets it up and uses it in the browser."""

from base64 import b32decode

from playwright.sync_api import Page, expect

from services.auth.domain.second_factor import STEP_SECONDS
from services.auth.sealing import second_factor as codes
from tests.support.clocks import machine_now


def code(secret: str, later: int = 0) -> str:
    """What the telephone shows, so many steps later."""
    return codes.code_at(b32decode(secret.replace(" ", "")), int(machine_now().timestamp()) // STEP_SECONDS + later)


def enrol(page: Page, password: str) -> tuple[str, list[str]]:
    """Fill in the form on the page; the secret that it shows, and the recovery codes."""
    page.locator("#factor-password").fill(password)
    page.get_by_role("button", name="Жалғастыру").click()
    expect(page.get_by_alt_text("Аутентификатор қолданбасына арналған QR-код")).to_be_visible()
    secret = page.locator("[data-secret]").inner_text()
    page.locator("#factor-code").fill(code(secret))
    page.get_by_role("button", name="Растау").click()
    expect(page.locator("[data-codes-list] li")).to_have_count(10)
    return secret, page.locator("[data-codes-list] li").all_inner_texts()
