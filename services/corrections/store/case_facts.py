"""What the rules need to know of a case and of the person who deals with it."""

from datetime import tzinfo

from sqlalchemy.orm import Session

from services.common.regulation.deadlines import closes_at
from services.common.security.tokens import Principal
from services.corrections.domain.cases import Actor, CaseFacts, ReturnedTo
from services.corrections.store.models import Case
from services.corrections.store.substitutions import terms_of


def actor(principal: Principal, case: Case) -> Actor:
    """The roles that the person has towards the case."""
    return Actor(
        person=principal.person,
        methodist=principal.has("methodist", case.faculty_id),
        head=principal.has("faculty_head", case.faculty_id),
        it=principal.has("it_staff"),
        moderator=principal.has("moderator"),
    )


def case_facts(session: Session, case: Case, zone: tzinfo | None) -> CaseFacts:
    """What the rules need to know of the case."""
    terms = terms_of(session, case)
    return CaseFacts(
        kind=case.kind,
        state=case.state,
        author=case.author,
        act_author=case.act_author,
        returned_to=_returned_to(case.returned_to),
        expires_at=case.expires_at,
        revoked=terms is not None and terms.revoked_at is not None,
        until=closes_at(terms.until, zone) if terms else None,
        named=(terms.absent, terms.substitute) if terms else (),
        approved=case.decided_at is not None and case.state != "rejected",
    )


def _returned_to(kept: str) -> ReturnedTo:
    return "author" if kept == "author" else "methodist" if kept == "methodist" else ""
