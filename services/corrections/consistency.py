"""Consistency checks: rows of corrections that contradict each other (¶4, ¶7, ¶13)."""

from collections.abc import Iterator

from sqlalchemy import func, select

from services.common.security import warrants
from services.common.security.warrants import UnknownKeyError, WarrantInvalidError
from services.common.storage import consistency
from services.common.storage.damages import Damage
from services.common.storage.unit_of_work import Work
from services.corrections.domain.cases import explains
from services.corrections.sealing import sealed_texts
from services.corrections.store.models import Base, Case, CaseStep, Paper, PaperCounter

KEPT = ("case_step", "paper")


def contradictions(work: Work) -> Iterator[Damage]:
    """Every contradiction in the database."""
    yield from consistency.contradictions(work, Base.metadata, KEPT)
    yield from _gaps(work)
    yield from _unexplained(work)
    yield from _unsigned(work)
    for paper in work.session.scalars(select(Paper)):
        sealed_texts.opened_text(work, paper.case, paper.sealed_text, paper.text)


def _gaps(work: Work) -> Iterator[Damage]:
    """¶13: papers are numbered without gaps in their faculty, kind and year, steps in their case."""
    series = (Paper.faculty_id, Paper.kind, Paper.year)
    counted = work.session.execute(select(*series, func.count()).group_by(*series))
    there = {(faculty, kind, year): count for faculty, kind, year, count in counted}
    counters = work.session.scalars(select(PaperCounter))
    given_out = {(each.faculty_id, each.kind, each.year): each.value for each in counters}
    for faculty, kind, year in {**there, **given_out}:
        if there.get((faculty, kind, year), 0) != given_out.get((faculty, kind, year), 0):
            yield Damage("number_missing", f"papers/{faculty}/{kind}/{year}")
    steps = select(CaseStep.case).group_by(CaseStep.case).having(func.count() != func.max(CaseStep.position))
    for case in work.session.scalars(steps):
        yield Damage("number_missing", f"case/{case}")


def _unexplained(work: Work) -> Iterator[Damage]:
    """¶13: cases in a state to which their last step does not lead: a step was deleted, or the state altered."""
    last = select(CaseStep.case, func.max(CaseStep.position).label("position")).group_by(CaseStep.case).subquery()
    newest = select(Case.id, Case.state, CaseStep.action).join(CaseStep, CaseStep.case == Case.id)
    newest = newest.join(last, (last.c.case == Case.id) & (last.c.position == CaseStep.position))
    for case, state, action in work.session.execute(newest):
        if not explains(action, state):
            yield Damage("state_unexplained", f"case/{case}")


def _unsigned(work: Work) -> Iterator[Damage]:
    """¶4: cases whose warrant the gradebook would refuse; they would wait for ever."""
    verifier = warrants.verifier(work.keys)
    for case, statement in work.session.execute(select(Case.id, Case.warrant).where(Case.warrant != "")):
        try:
            verifier.verify(statement)
        except (WarrantInvalidError, UnknownKeyError):
            yield Damage("warrant_unsigned", f"case/{case}")
