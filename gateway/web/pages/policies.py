"""By what marks become results: the policies in force, proposals, and what one would change (¶2)."""

from typing import Any

from starlette.responses import Response

from gateway.web.codes import CODES
from gateway.web.pages.visit import Visit
from services.common.errors import Refused
from services.gradebook.contract import OFFICERS
from services.gradebook.refusals import Reasons

#: Who may ask what a proposal would change.
ASKS_EFFECT = ("it_staff", "moderator", *OFFICERS)


async def policies(visit: Visit) -> Response:
    """GET /policies: every version, newest first."""
    shown = await visit.ask("gradebook", "list_policies")
    return visit.render("policies.html", policies=shown)


async def policy(visit: Visit) -> Response:
    """GET /policies/{number}: one version, and of a proposal what it would change."""
    shown = await visit.ask("gradebook", "list_policies")
    version = _version(shown, visit.request.path_params["number"])
    is_proposal = version["number"] > 0 and version["put_in_force"] is None
    effect = await _effect(visit, version["number"]) if is_proposal and visit.has(*ASKS_EFFECT) else None
    return visit.render(
        "policy.html", policies=shown, version=version, terms=version["terms"], is_proposal=is_proposal, effect=effect
    )


async def policy_new(visit: Visit) -> Response:
    """GET /policies/new?from=&subject=: a proposal, beginning with what another version says."""
    shown = await visit.ask("gradebook", "list_policies")
    begins_with = visit.argument("from")
    version = _version(shown, begins_with) if begins_with else _newest(shown)
    coming = [term for term in shown["terms"] if term["ends"] >= visit.now.date().isoformat()]
    subject = visit.argument("subject") or (version["subject"] or {}).get("id", "")
    told = {"policies": shown, "subject": subject, "terms": version["terms"], "coming": coming}
    return visit.render("policy_new.html", codes=CODES, **told)


def _version(shown: Any, number: str) -> Any:
    """The version of the number. Raises ``Refused``."""
    found = next((each for each in shown["versions"] if str(each["number"]) == number), None)
    if found is None:
        raise Reasons.policy_unknown.refused()
    return found


def _newest(shown: Any) -> Any:
    """The newest in force for every subject; the first one where none was decided."""
    in_force = (each for each in shown["versions"] if each["put_in_force"] and each["subject"] is None)
    return next(in_force, shown["versions"][-1])


async def _effect(visit: Visit, number: int) -> Any:
    """What it would change; None to somebody who came without a key."""
    try:
        return await visit.ask("gradebook", "show_policy_effect", number=number)
    except Refused:
        return None
