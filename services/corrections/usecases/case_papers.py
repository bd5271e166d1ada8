"""Papers and their numbers: without gaps in each faculty, kind and year, for a rolled back paper takes none."""

from services.common.storage.unit_of_work import Work
from services.corrections.contract import PaperKind
from services.corrections.sealing import sealed_texts
from services.corrections.store import case_details
from services.corrections.store.models import Case, Paper
from services.corrections.store.papers import next_number, next_position


def draw_up_paper(work: Work, case: Case, kind: PaperKind, text: str, *, approved: bool | None = None) -> Paper:
    """Add a paper by who asks; two people's papers get two numbers, and a rolled back one none."""
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
