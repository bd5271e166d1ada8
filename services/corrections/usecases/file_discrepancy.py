"""Say that paper and journal differ (¶20)."""

from uuid import uuid4

from services.common.errors import Refused
from services.common.storage.unit_of_work import Work
from services.corrections import contract
from services.corrections.contract import FileDiscrepancy
from services.corrections.domain.discrepancies import DiscrepancyFacts, filing_refusal
from services.corrections.refusals import Reasons
from services.corrections.sealing import sealed_texts
from services.corrections.store import queries
from services.corrections.store.cadet_names import called_on
from services.corrections.store.models import Discrepancy, Journal
from services.corrections.usecases.journal_access import required_journal, teaching_spans
from services.corrections.views import discrepancies


def file_discrepancy(work: Work, request: FileDiscrepancy) -> contract.Discrepancy:
    """File the discrepancy. A lesson whose event has not come yet is ``lesson_unknown``: trying again helps."""
    journal = required_journal(work, request.journal, Reasons.not_your_journal, "¶20")
    lesson = queries.lesson_of(work.session, journal.id, request.lesson)
    members = queries.memberships(work.session, journal.group_id, request.cadet) if request.cadet else ()
    facts = DiscrepancyFacts(
        teaches=teaching_spans(work.session, journal, work.principal.person),
        lesson_date=lesson.date if lesson else None,
        names_cadet=request.cadet is not None,
        memberships=queries.spans(members),
    )
    if refusal := filing_refusal(request.text, facts, work.now.date()):
        raise Refused(refusal)
    assert lesson is not None, "the rule has refused an unknown lesson"
    discrepancy = _discrepancy(work, request, journal)
    discrepancy.sealed_text = sealed_texts.sealed_text(work, discrepancy.id, request.text)
    discrepancy.lesson_date = lesson.date
    name = called_on(members, lesson.date)
    discrepancy.cadet_name, discrepancy.cadet_full_name, discrepancy.cadet_number = name.short, name.full, name.number
    work.session.add(discrepancy)
    told = {"faculty": discrepancy.faculty_id, "journal": journal.id, "lesson": lesson.id}
    work.audit("discrepancy.filed", f"discrepancy/{discrepancy.id}", **told, author=discrepancy.author)
    return discrepancies.discrepancy_reply(work, discrepancy)


def _discrepancy(work: Work, request: FileDiscrepancy, journal: Journal) -> Discrepancy:
    return Discrepancy(
        id=str(uuid4()),
        journal=journal.id,
        faculty_id=journal.faculty_id,
        lesson=request.lesson,
        cadet=request.cadet,
        author=work.principal.person,
        author_name=work.principal.name,
        at=work.now,
        reason="",
        closed_by=None,
        closed_by_name="",
        closed_at=None,
    )
