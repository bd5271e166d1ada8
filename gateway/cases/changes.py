"""The change that a case is about: its marks are shown to those alone to whom the gradebook opens it (¶5)."""

from typing import Any

from gateway.http.callers import Caller
from services.common.errors import Refused


async def open_change(caller: Caller, case: dict[str, Any]) -> dict[str, Any]:
    """The change of a case that has one; its marks only for who may see them."""
    change, cadet = case["change"], case["cadet"]
    asked = {"journal": case["journal"]["id"], "lesson": case["lesson"], "cadet": cadet["id"], **change}
    try:
        opened = await caller.call("gradebook", "open_change", asked)
    except Refused:
        return hidden_change(case)
    return {"version": change["version"], "hidden": False, **opened}


def hidden_change(case: dict[str, Any]) -> dict[str, Any]:
    """That there is a change, without its marks."""
    return {"version": case["change"]["version"], "hidden": True}
