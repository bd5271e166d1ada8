"""Requests for a new password as the caller sees them (¶5)."""

from services.auth import contract
from services.auth.contract import RequestAction
from services.auth.domain.recovery import ANSWERED_WITHIN, Head, closed_refusal, decision_refusal
from services.auth.sealing import attested_people
from services.auth.store import queries
from services.auth.store.models import PasswordRequest, Person
from services.auth.views.displayed_names import displayed_names
from services.auth.views.people import person_row
from services.common.storage.unit_of_work import Work


def request_views(work: Work, requests: list[PasswordRequest]) -> tuple[contract.PasswordRequest, ...]:
    """The requests as the caller sees them."""
    heads = attested_people.heads(work.session) if requests else ()
    wanted = {each.person for each in requests}
    people = queries.people_by_id(work.session, wanted)
    names = displayed_names(work.session) if requests else {}
    return tuple(_shown(work, each, people, names, heads) for each in requests)


def _shown(
    work: Work, request: PasswordRequest, people: dict[str, Person], names: dict[str, str], heads: tuple[Head, ...]
) -> contract.PasswordRequest:
    return contract.PasswordRequest(
        id=request.id,
        person=person_row(people[request.person]),
        asked_by=names[request.asked_by],
        asked_at=request.asked_at,
        lapses_at=request.asked_at + ANSWERED_WITHIN,
        reason=request.reason,
        state=request.state,
        decided_by=names[request.decided_by] if request.decided_by else "",
        decided_at=request.decided_at,
        answer=request.answer,
        until=request.until,
        used_at=request.used_at,
        may=_may(work, request, heads),
    )


def _may(work: Work, request: PasswordRequest, heads: tuple[Head, ...]) -> tuple[RequestAction, ...]:
    asked = attested_people.request_facts(work.session, request)
    decides = decision_refusal(asked, work.principal.person, heads, work.now) is None
    withdraws = work.principal.has("it_staff") and closed_refusal(asked, work.now) is None
    return (*(("withdraw",) if withdraws else ()), *(("confirm", "refuse") if decides else ()))
