"""What waits for methodists, in every faculty (¶12)."""

from datetime import UTC

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from services.corrections.domain.cases import UNFINISHED
from services.corrections.domain.kinds import KINDS
from services.corrections.domain.oversight import OpenDiscrepancy, Standing
from services.corrections.store.models import Case, CaseStep, Discrepancy, Journal

WITH_ACT = [kind for kind, rules in KINDS.items() if rules.needs_act]


def standings(session: Session) -> list[Standing]:
    """The unfinished cases that need an act or wait for their author, and since when."""
    last = func.max(CaseStep.at).label("since")
    wanted = (
        select(Case.faculty_id, Case.act_author, Case.waits_for, Case.due_at, last)
        .join(CaseStep, CaseStep.case == Case.id)
        .where(or_(Case.kind.in_(WITH_ACT), Case.waits_for == "author"))
        .where(Case.state.in_(UNFINISHED), or_(Case.waits_for != "", Case.due_at.is_not(None)))
        .group_by(Case.id)
    )
    return [
        Standing(
            row.faculty_id,
            row.act_author,
            row.waits_for,
            row.since.astimezone(UTC),
            row.due_at and row.due_at.astimezone(UTC),
        )
        for row in session.execute(wanted)
    ]


def open_discrepancies(session: Session) -> list[OpenDiscrepancy]:
    """The discrepancies that no methodist has closed yet."""
    rows = session.execute(select(Discrepancy.faculty_id, Discrepancy.at).where(Discrepancy.closed_at.is_(None)))
    return [OpenDiscrepancy(row.faculty_id, row.at.astimezone(UTC)) for row in rows]


def faculty_names(session: Session) -> dict[str, str]:
    """The faculties that have journals, by id."""
    rows = session.execute(select(Journal.faculty_id, Journal.faculty_name).distinct())
    return {row.faculty_id: row.faculty_name for row in rows}
