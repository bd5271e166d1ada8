"""Substitutions: somebody enters marks for a colleague (¶21)."""

from gateway.api.cases import MOVE, SUBSTITUTION_TERMS, Case, case
from gateway.api.codes import REASON, WORDS
from gateway.api.endpoint import Endpoint
from services.corrections import contract as corrections

ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        method="GET",
        path="/substitutions",
        summary="Substitutions, newest first; `running`: only those in force today (¶21).",
        request=corrections.ListSubstitutions,
        reply=corrections.Cases,
        query=("running", "search"),
    ),
    Endpoint(
        method="POST",
        path="/substitutions",
        summary="Ask that somebody enters marks for a colleague (¶21).",
        request=corrections.RequestSubstitution,
        reply=Case,
        status=201,
        codes=(*SUBSTITUTION_TERMS, *WORDS),
        handler=case,
    ),
    Endpoint(
        method="GET",
        path="/substitutions/colleagues",
        summary="The teachers of one's faculties, with the journals that may be entrusted to a substitute.",
        request=corrections.ListColleagues,
        reply=corrections.Colleagues,
    ),
    Endpoint(
        method="POST",
        path="/substitutions/{case}/revoke",
        summary="End a substitution at once, with a reason.",
        rpc="revoke_substitution",
        request=corrections.GiveReason,
        reply=Case,
        codes=(*MOVE, *REASON, "substitution_ended"),
        handler=case,
    ),
)
