"""Cases as their readers see them."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.common import warrants
from services.common.work import Work
from services.corrections import contract
from services.corrections.contract import CaseRow, Change, Named, SubstitutionTerms
from services.corrections.domain import cases
from services.corrections.domain.cases import WaitsFor
from services.corrections.domain.deadlines import report_until, window_closed_at
from services.corrections.domain.kinds import KINDS
from services.corrections.models import Case, CaseStep, Journal, Paper, Substitution
from services.corrections.moving import actor, facts_of
from services.corrections.papers import papers_of
from services.corrections.queries import substitution_journals


def case_row(work: Work, case: Case) -> CaseRow:
    """A case in a list."""
    return CaseRow(
        id=case.id,
        kind=case.kind,
        state=case.state,
        number=case.number,
        faculty=Named(id=case.faculty_id, name=case.faculty_name),
        journal=_journal(work, case),
        lesson_date=case.lesson_date,
        cadet=Named(id=case.cadet, name=case.cadet_name) if case.cadet else None,
        author=Named(id=case.author, name=case.author_name),
        at=utc(case.at),
        due_at=case.due_at and utc(case.due_at),
        overdue=_is_overdue(work, case),
        waits_for=cast(WaitsFor, case.waits_for),
        substitution=_terms(work, case),
        my_turn=cases.is_turn_of(actor(work.principal, case), facts_of(work.session, case, work.now.tzinfo), work.now),
    )


def read_journals(session: Session, rows: Sequence[Case]) -> None:
    """Have the rows' journals in the session at once, instead of one query for each."""
    session.scalars(select(Journal).where(Journal.id.in_({row.journal for row in rows if row.journal}))).all()


def case_reply(work: Work, case: Case) -> contract.Case:
    """A case's page; instants in UTC, whether just written or read back."""
    work.session.flush()
    facts = facts_of(work.session, case, work.now.tzinfo)
    journal = work.session.get(Journal, case.journal) if case.journal else None
    day, rules, who = case.lesson_date, KINDS[case.kind], actor(work.principal, case)
    words = cases.reads_words(who, facts)
    return contract.Case(
        id=case.id,
        kind=case.kind,
        state=case.state,
        number=case.number,
        faculty=Named(id=case.faculty_id, name=case.faculty_name),
        journal=_journal(work, case),
        group=journal.group_name if journal else "",
        subject=journal.subject_name if journal else "",
        lesson=case.lesson,
        lesson_date=day,
        cadet=Named(id=case.cadet, name=case.cadet_name) if case.cadet else None,
        author=Named(id=case.author, name=case.author_name),
        at=utc(case.at),
        text=case.text if words else "",
        open_days=case.open_days,
        window_closed_at=window_closed_at(day, work.now.tzinfo) if day else None,
        report_until=report_until(day, rules, work.now.tzinfo) if day else None,
        due_at=case.due_at and utc(case.due_at),
        overdue=_is_overdue(work, case),
        waits_for=cases.waits_for(facts),
        returned_to=facts.returned_to,
        expires_at=case.expires_at and utc(case.expires_at),
        fingerprint=warrants.fingerprint(case.warrant) if case.warrant else "",
        discrepancy=case.discrepancy,
        change=Change(version=case.version, sealed=case.sealed) if case.sealed else None,
        substitution=_terms(work, case),
        papers=tuple(_paper(each, words) for each in papers_of(work.session, case.id)),
        steps=_steps(work, case, words),
        may=cases.may(who, facts, work.now),
        my_turn=cases.is_turn_of(who, facts, work.now),
        words_hidden=not words,
    )


def utc(instant: datetime) -> datetime:
    """The instant in UTC."""
    return instant.astimezone(UTC)


def _is_overdue(work: Work, case: Case) -> bool:
    return case.state == "approved" and case.due_at is not None and work.now > case.due_at


def _journal(work: Work, case: Case) -> Named | None:
    journal = work.session.get(Journal, case.journal) if case.journal else None
    return Named(id=journal.id, name=f"{journal.subject_name} · {journal.group_name}") if journal else None


def _terms(work: Work, case: Case) -> SubstitutionTerms | None:
    terms = work.session.get(Substitution, case.id) if case.kind == "substitution" else None
    if terms is None:
        return None
    journals = [work.session.get_one(Journal, each) for each in substitution_journals(work.session, case.id)]
    return SubstitutionTerms(
        absent=Named(id=terms.absent, name=terms.absent_name),
        substitute=Named(id=terms.substitute, name=terms.substitute_name),
        journals=tuple(Named(id=each.id, name=f"{each.subject_name} · {each.group_name}") for each in journals),
        since=terms.since,
        until=terms.until,
        revoked_at=terms.revoked_at and utc(terms.revoked_at),
    )


def _paper(paper: Paper, words: bool) -> contract.Paper:
    return contract.Paper(
        kind=paper.kind,
        number=paper.number,
        year=paper.year,
        author=Named(id=paper.author, name=paper.author_name),
        at=utc(paper.at),
        text=paper.text if words else "",
        approved=paper.approved,
    )


def _steps(work: Work, case: Case, words: bool) -> tuple[contract.Step, ...]:
    steps = work.session.scalars(select(CaseStep).where(CaseStep.case == case.id).order_by(CaseStep.position))
    return tuple(_step(each, words) for each in steps)


def _step(step: CaseStep, words: bool) -> contract.Step:
    """What happened; a reason without a name is the gradebook's, a refusal's code."""
    reason = step.reason if words or not step.by_name else ""
    return contract.Step(action=step.action, by=Named(id=step.by, name=step.by_name), at=utc(step.at), reason=reason)
