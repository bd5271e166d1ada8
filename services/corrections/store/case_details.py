"""What a case asks for beside its cell: open days, a substitution, a late lesson. Each paper keeps its own."""

from datetime import UTC
from typing import Any

import msgspec
from sqlalchemy.orm import Session

from services.common.messaging.wire import encode
from services.common.security.warrants import HeldLesson
from services.corrections.contract import Named, Someone, SubstitutionTerms
from services.corrections.store.models import Case, Journal
from services.corrections.store.substitutions import substitution_journals, terms_of


def substitution_terms(session: Session, case: Case) -> SubstitutionTerms | None:
    """The substitution that the case asks for now; None for other kinds."""
    terms = terms_of(session, case)
    if terms is None:
        return None
    journals = [session.get_one(Journal, each) for each in substitution_journals(session, case.id)]
    return SubstitutionTerms(
        absent=Someone(id=terms.absent, name=terms.absent_name),
        substitute=Someone(id=terms.substitute, name=terms.substitute_name),
        journals=tuple(Named(id=each.id, name=f"{each.subject_name} · {each.group_name}") for each in journals),
        since=terms.since,
        until=terms.until,
        revoked_at=terms.revoked_at and terms.revoked_at.astimezone(UTC),
    )


def held_lesson(case: Case) -> HeldLesson | None:
    """The lesson that the case asks to add now; None for other kinds."""
    if case.lesson_kind is None or case.lesson_date is None:
        return None
    return HeldLesson(date=case.lesson_date, kind=case.lesson_kind, topic=case.topic or "")


def details_snapshot(session: Session, case: Case) -> dict[str, Any]:
    """What the case asks for now, for a paper to keep whatever is amended afterwards."""
    return {
        "open_days": case.open_days,
        "substitution": encode(substitution_terms(session, case)),
        "held": encode(held_lesson(case)),
    }


def details_of_paper(kept_terms: dict[str, Any] | None, now: dict[str, Any]) -> dict[str, Any]:
    """What a paper asked for. A paper of an early state of 0.1 kept nothing, and shows what the case asks for now."""
    said = kept_terms or now
    return {
        "open_days": said["open_days"],
        "substitution": msgspec.convert(said["substitution"], SubstitutionTerms | None),
        "held": msgspec.convert(said.get("held"), HeldLesson | None),
    }
