"""Drawing up papers. They are numbered without gaps in each faculty, kind and year."""

from services.common.storage.unit_of_work import Work
from services.corrections.contract import PaperKind
from services.corrections.sealing import sealed_texts
from services.corrections.store import case_details
from services.corrections.store.models import Case, Paper
from services.corrections.store.papers import next_number, next_position


def draw_up_paper(work: Work, case: Case, kind: PaperKind, text: str, *, approved: bool | None = None) -> Paper:
    """Add a paper by the caller. Two people's papers get two numbers; one that is rolled back takes none."""
    paper = Paper(
        case=case.id,
        position=next_position(work.session, case.id),
        faculty_id=case.faculty_id,
        kind=kind,
        year=work.now.year,
        number=next_number(work.session, case.faculty_id, kind, work.now.year),
        author=work.principal.person,
        author_name=work.principal.name,
        at=work.now,
        sealed_text=sealed_texts.sealed_text(work, case.id, text),
        approved=approved,
        terms=case_details.details_snapshot(work.session, case),
    )
    work.session.add(paper)
    return paper
