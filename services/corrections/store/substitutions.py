"""Reading and writing who stands in for whom, where and when (¶21)."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from services.common.regulation.spans import Span
from services.corrections.domain.cases import UNFINISHED
from services.corrections.domain.kinds import KINDS
from services.corrections.store.models import (
    Case,
    Journal,
    Substitution,
    SubstitutionJournal,
)


def terms_of(session: Session, case: Case) -> Substitution | None:
    """What the case asks for, where somebody is to stand in; a kind that does not read asks for nothing."""
    rules = KINDS.get(case.kind)
    return session.get(Substitution, case.id) if rules and rules.has_terms else None


def substituting_spans(session: Session, journal: str, person: str) -> Sequence[Span]:
    """When somebody stands in for the journal's teacher, by substitutions that were granted."""
    wanted = (
        select(Substitution.since, Substitution.until)
        .join(SubstitutionJournal, SubstitutionJournal.case == Substitution.case)
        .join(Case, Case.id == Substitution.case)
        .where(SubstitutionJournal.journal == journal, Substitution.substitute == person)
        .where(Case.state == "applied", Substitution.revoked_at.is_(None))
    )
    return [Span(row.since, row.until + timedelta(days=1)) for row in session.execute(wanted)]


def other_spans(session: Session, journal: str, absent: str, but: str) -> list[Span]:
    """When somebody already stands in for the same teacher, or is asked to. Two teachers may be away at once."""
    wanted = (
        select(Substitution.since, Substitution.until)
        .join(SubstitutionJournal, SubstitutionJournal.case == Substitution.case)
        .join(Case, Case.id == Substitution.case)
        .where(SubstitutionJournal.journal == journal, Substitution.absent == absent)
        .where(Substitution.revoked_at.is_(None), Case.id != but)
        .where(Case.state.in_((*UNFINISHED, "applied")))
    )
    return [Span(row.since, row.until + timedelta(days=1)) for row in session.execute(wanted)]


def lock_journal(session: Session, journal: str) -> None:
    """Keep other requests for the journal waiting until the transaction ends."""
    session.execute(select(Journal.id).where(Journal.id == journal).with_for_update())


def replace_substitution(session: Session, terms: Substitution, journals: Iterable[Journal]) -> None:
    """Keep a case's terms and journals instead of its former ones."""
    session.execute(delete(SubstitutionJournal).where(SubstitutionJournal.case == terms.case))
    session.merge(terms)
    session.flush()
    session.add_all(SubstitutionJournal(case=terms.case, journal=journal.id) for journal in journals)
    session.flush()


def substitution_journals(session: Session, case: str) -> list[str]:
    """The journals that a substitution opens."""
    wanted = select(SubstitutionJournal.journal).where(SubstitutionJournal.case == case)
    return list(session.scalars(wanted.order_by(SubstitutionJournal.journal)))
