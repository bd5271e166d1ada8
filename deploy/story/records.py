"""What cases an academy has: the story leaves one of every kind and in every state."""

from collections import Counter
from collections.abc import Iterator
from typing import Any, get_args

from deploy.story.cast import Person
from services.corrections.contract import CaseKind

PAGE = 200
KINDS = get_args(CaseKind)
WANTED = (
    "reported", "act_drawn", "returned", "approved", "overdue", "rejected", "withdrawn", "expired",
    *(f"applied: {kind}" for kind in KINDS if kind != "substitution"),
    "applied: substitution, in force", "applied: substitution, revoked",
)  # fmt: skip


def all_cases(reader: Person) -> Iterator[Any]:
    """Every case somebody may read."""
    offset, total = 0, 1
    while offset < total:
        page = reader.sees(f"/cases?limit={PAGE}&offset={offset}")
        yield from page["cases"]
        offset, total = offset + PAGE, page["total"]


def record(moderator: Person) -> dict[str, int]:
    """How many cases there are of everything the story leaves behind."""
    running = {each["id"] for each in moderator.sees("/substitutions?running=true")["cases"]}
    counted = Counter(_shelf(each, running) for each in all_cases(moderator))
    return {name: counted[name] for name in WANTED}


def _shelf(case: Any, running: set[str]) -> str:
    if case["state"] == "applied" and case["kind"] == "substitution":
        return f"applied: substitution, {_standing(case, running)}"
    if case["state"] == "applied":
        return f"applied: {case['kind']}"
    return "overdue" if case["overdue"] else str(case["state"])


def _standing(case: Any, running: set[str]) -> str:
    if case["substitution"]["revoked_at"]:
        return "revoked"
    return "in force" if case["id"] in running else "ended"
