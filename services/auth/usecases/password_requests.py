"""A request for a new password in a transaction: found, shown, and what its person's own doing makes of it (¶5)."""

from collections.abc import Iterable

from sqlalchemy import select

from services.auth import contract, queries
from services.auth.contract import RequestAction
from services.auth.domain.recovery import (
    ANSWERED_WITHIN,
    Head,
    closed_refusal,
    decision_refusal,
    has_lapsed,
    use_refusal,
)
from services.auth.models import PasswordRequest, Person
from services.auth.refusals import Reasons
from services.common.errors import Refused
from services.common.storage.unit_of_work import Work


def take(work: Work, request: str) -> PasswordRequest:
    """The request, which nobody else answers until the work ends: the person first, as everywhere, then the request.

    Raises ``Refused(password_request_unknown)``.
    """
    found = work.session.get(PasswordRequest, request)
    if found is None:
        raise Reasons.password_request_unknown.refused()
    work.session.get_one(Person, found.person, with_for_update=True)
    work.session.refresh(found, with_for_update=True)
    return found


def move(work: Work, request: PasswordRequest, state: contract.RequestState, **facts: object) -> None:
    """Let the request be so from now on, and tell the audit."""
    request.state = state
    work.audit(f"password_request.{state}", f"person/{request.person}", request=request.id, **facts)


def lapse(work: Work, requests: Iterable[PasswordRequest]) -> None:
    """End those of the requests whose time is over, answered or not."""
    for each in requests:
        is_over = each.until is not None and work.now >= each.until
        if is_over or has_lapsed(queries.asked(work.session, each), work.now):
            move(work, each, "expired", used=each.used_at is not None)


def settle(work: Work, person: Person) -> None:
    """Who has chosen an own password needs no other: what waits is over, what was handed out has done its work."""
    person.initial_until = None
    if handed := queries.handed_out(work.session, person.id):
        move(work, handed, "done")
    for each in queries.password_requests(work.session, person.id, ("open",), for_update=True):
        move(work, each, "withdrawn")


def use_initial(work: Work, person: Person, address: str) -> None:
    """Use up an initial password, for somebody else has seen it. Raises ``Refused``: used already, or too old."""
    if not person.must_change_password:
        return
    handed = queries.handed_out(work.session, person.id)
    until, used_at = (handed.until, handed.used_at) if handed else (person.initial_until, person.initial_used_at)
    if until is None:
        return
    if refusal := use_refusal(until, used_at, work.now):
        raise Refused(refusal)
    person.initial_used_at = work.now
    if handed:
        handed.used_at = work.now
    work.audit("initial_password.used", f"person/{person.id}", address=address)


def shown(work: Work, requests: list[PasswordRequest]) -> tuple[contract.PasswordRequest, ...]:
    """The requests as who asks sees them."""
    heads = queries.heads(work.session) if requests else ()
    wanted = {each.person for each in requests}
    people = {each.id: each for each in work.session.scalars(select(Person).where(Person.id.in_(wanted)))}
    names = queries.shown_names(work.session) if requests else {}
    return tuple(_shown(work, each, people, names, heads) for each in requests)


def visible(work: Work, rows: list[PasswordRequest]) -> tuple[contract.PasswordRequest, ...]:
    """Those of them that the caller may see (¶4, ¶7)."""
    sees_all = work.principal.has("it_staff") or work.principal.has("moderator")
    decided = {row.id for row in rows if row.decided_by == work.principal.person}
    return tuple(each for each in shown(work, rows) if sees_all or "confirm" in each.may or each.id in decided)


def is_visible(work: Work, row: PasswordRequest) -> bool:
    """Whether the caller may see it."""
    return bool(visible(work, [row]))


def _shown(
    work: Work, request: PasswordRequest, people: dict[str, Person], names: dict[str, str], heads: tuple[Head, ...]
) -> contract.PasswordRequest:
    return contract.PasswordRequest(
        id=request.id,
        person=queries.row(people[request.person]),
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
    asked = queries.asked(work.session, request)
    decides = decision_refusal(asked, work.principal.person, heads, work.now) is None
    withdraws = work.principal.has("it_staff") and closed_refusal(asked, work.now) is None
    return (*(("withdraw",) if withdraws else ()), *(("confirm", "refuse") if decides else ()))
