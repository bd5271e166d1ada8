"""Say that paper and journal differ (¶20)."""

from uuid import uuid4

from services.common.errors import Refused
from services.common.storage.unit_of_work import Work
from services.corrections import contract, queries, words
from services.corrections.contract import FileDiscrepancy
from services.corrections.domain.discrepancies import NoticeFacts, filing_refusal
from services.corrections.faces import called_on
from services.corrections.models import Discrepancy, Journal
from services.corrections.reach import journal_of, teaching_spans
from services.corrections.refusals import Reasons


def file_discrepancy(work: Work, request: FileDiscrepancy) -> contract.Discrepancy:
    """File the notice. A lesson whose event has not come yet is ``lesson_unknown``: trying again helps."""
    journal = journal_of(work, request.journal, Reasons.not_your_journal)
    lesson = queries.lesson_of(work.session, journal.id, request.lesson)
    members = queries.memberships(work.session, journal.group_id, request.cadet) if request.cadet else ()
    facts = NoticeFacts(
        teaches=teaching_spans(work.session, journal, work.principal.person),
        lesson_date=lesson.date if lesson else None,
        names_cadet=request.cadet is not None,
        memberships=queries.spans(members),
    )
    if refusal := filing_refusal(request.text, facts, work.now.date()):
        raise Refused(refusal)
    assert lesson is not None, "the rule has refused an unknown lesson"
    notice = _notice(work, request, journal)
    notice.sealed_text = words.sealed(work, notice.id, request.text)
    notice.lesson_date = lesson.date
    name = called_on(members, lesson.date)
    notice.cadet_name, notice.cadet_full_name, notice.cadet_number = name.short, name.full, name.number
    work.session.add(notice)
    place = {"faculty": notice.faculty_id, "journal": journal.id, "lesson": lesson.id}
    work.audit("discrepancy.filed", f"discrepancy/{notice.id}", **place, author=notice.author)
    return queries.reply(work, notice)


def _notice(work: Work, request: FileDiscrepancy, journal: Journal) -> Discrepancy:
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
