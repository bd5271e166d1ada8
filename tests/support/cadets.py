"""Cadets who sign in to a running system, as IT lets them, a methodist registers them, and they come first."""

from services.auth.contract import ACKNOWLEDGEMENT_OF_CADETS
from tests.support.stack import Stack, command, password_of


def admitted_cadet(stack: Stack, group: str, cadet: str) -> str:
    """An account of the cadet, ready to be used with ``password_of`` its login; cadets may sign in from now on.

    The login ``methodist`` registers it.
    """
    with stack.it() as it, stack.client("methodist") as methodist:
        command(it, "PUT", "/api/v1/cadet-sign-in", {"on": True})
        (made,) = command(methodist, "POST", f"/api/v1/groups/{group}/accounts", {"cadets": [cadet]})["accounts"]
    login, initial = made["login"], made["initial_password"]
    with stack.client() as newcomer:
        signed = newcomer.post("/api/v1/sessions", json={"login": login, "password": initial})
        newcomer.headers["Authorization"] = f"Bearer {signed.json()['token']}"
        changed = newcomer.post(
            "/api/v1/me/password", json={"command_id": f"own-{cadet}"[:80], "old": initial, "new": password_of(login)}
        )
        assert changed.is_success, changed.text
        said = {"command_id": f"read-{cadet}"[:80], "text_version": ACKNOWLEDGEMENT_OF_CADETS}
        assert newcomer.post("/api/v1/me/acknowledgement", json=said).is_success
    stack.wait_for_events()
    return str(login)
