"""Papers and their numbers: without gaps in each faculty, kind and year, for a rolled back paper takes none."""

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from services.common.storage.unit_of_work import Work
from services.corrections import terms, words
from services.corrections.contract import PaperKind
from services.corrections.models import Case, Paper, PaperCounter


def draw_up(work: Work, case: Case, kind: PaperKind, text: str, *, approved: bool | None = None) -> Paper:
    """Add a paper by who asks; two people's papers get two numbers, and a rolled back one none."""
    paper = Paper(
        case=case.id,
        position=_next_position(work.session, case.id),
        faculty_id=case.faculty_id,
        kind=kind,
        year=work.now.year,
        number=_next_number(work.session, case.faculty_id, kind, work.now.year),
        author=work.principal.person,
        author_name=work.principal.name,
        at=work.now,
        sealed_text=words.sealed(work, case.id, text),
        approved=approved,
        terms=terms.kept(work.session, case),
    )
    work.session.add(paper)
    return paper


def papers_of(session: Session, case: str) -> list[Paper]:
    """A case's papers, oldest first."""
    return list(session.scalars(select(Paper).where(Paper.case == case).order_by(Paper.position)))


def _next_position(session: Session, case: str) -> int:
    session.flush()
    return (session.scalar(select(func.max(Paper.position)).where(Paper.case == case)) or 0) + 1


def _next_number(session: Session, faculty: str, kind: PaperKind, year: int) -> int:
    """A first number that two people take at once is one's; the other's command runs again (``run_command``)."""
    place = {"faculty_id": faculty, "kind": kind, "year": year}
    same = [getattr(PaperCounter, name) == value for name, value in place.items()]
    raised = update(PaperCounter).where(*same).values(value=PaperCounter.value + 1).returning(PaperCounter.value)
    number = session.scalar(raised)
    if number is None:
        session.execute(insert(PaperCounter).values(**place, value=1))
    return number or 1
