"""Say that paper and journal differ (¶20)."""

from uuid import uuid4

from services.common.errors import Refused, refuse
from services.common.work import Work
from services.corrections import contract, queries
from services.corrections.contract import FileDiscrepancy
from services.corrections.domain.discrepancies import NoticeFacts, filing_refusal
from services.corrections.models import Discrepancy, Journal


def file_discrepancy(work: Work, request: FileDiscrepancy) -> contract.Discrepancy:
    """File the notice. A lesson whose event has not come yet is ``lesson_unknown``: trying again helps."""
    journal = work.session.get(Journal, request.journal)
    if journal is None or journal.withdrawn:
        raise refuse("not_found", "journal_unknown", "¶20")
    lesson = queries.lesson_of(work.session, journal.id, request.lesson)
    members = queries.memberships(work.session, journal.group_id, request.cadet) if request.cadet else ()
    facts = NoticeFacts(
        teaches=any(teacher["person"] == work.principal.person for teacher in journal.teachers),
        lesson_date=lesson.date if lesson else None,
        names_cadet=request.cadet is not None,
        memberships=queries.spans(members),
    )
    if refusal := filing_refusal(request.text, facts):
        raise Refused(refusal)
    assert lesson is not None, "the rule has refused an unknown lesson"
    notice = _notice(work, request, journal)
    notice.lesson_date = lesson.date
    notice.cadet_name = queries.name_on(members, lesson.date)
    work.session.add(notice)
    work.audit("discrepancy.filed", f"discrepancy/{notice.id}", journal=journal.id, lesson=lesson.id)
    return queries.reply(work.session, notice, work.principal)


def _notice(work: Work, request: FileDiscrepancy, journal: Journal) -> Discrepancy:
    return Discrepancy(
        id=str(uuid4()),
        journal=journal.id,
        faculty_id=journal.faculty_id,
        lesson=request.lesson,
        cadet=request.cadet,
        text=request.text.strip(),
        author=work.principal.person,
        author_name=work.principal.name,
        at=work.now,
        reason="",
        closed_by=None,
        closed_by_name="",
        closed_at=None,
    )
