"""A group's term over all subjects: finals, GPA, who is not admitted or in debt (¶2)."""

from collections.abc import Collection, Mapping, Sequence

from services.common.errors import Refused
from services.common.regulation.spans import Span
from services.common.storage.tolerant import BREAKS, reads, said
from services.common.storage.unit_of_work import Work
from services.common.text.kazakh import kazakh_order
from services.gradebook.contract import Cadet, LeftOut, LeftOutReason, ShowSummary, Summary
from services.gradebook.domain.access import there_on
from services.gradebook.domain.summaries import SubjectFigures
from services.gradebook.refusals import Reasons
from services.gradebook.sealing.caller_keys import CallerKeys
from services.gradebook.store import queries
from services.gradebook.store.models import Journal
from services.gradebook.store.summaries import SubjectBasis, subject_bases
from services.gradebook.usecases.journal_access import in_faculty, may_sum_up
from services.gradebook.usecases.list_journals import visible_journals
from services.gradebook.usecases.summary_figures import subject_figures
from services.gradebook.views.journals import cadets, faculty_of, group_of, term_span
from services.gradebook.views.summaries import LEFT_OUT, left_out, subject_reply, summary_rows, totals

#: A journal that is in the summary, and what it says; None: hidden.
Subject = tuple[SubjectBasis, SubjectFigures | None]


def show_summary(work: Work, request: ShowSummary, keys: CallerKeys) -> Summary:
    """Of all the group's journals of the term; one that does not open is named, and hides no other (¶5)."""
    journals = _journals(work, request)
    frame = next((each for each in journals if reads(each)), journals[0])
    hidden = not all(in_faculty(work, each) for each in journals)
    spans = queries.group_spans(work.session, [frame.group_id]).get(frame.group_id, {})
    bases = subject_bases(work.session, journals, spans)
    rows = _rows(work, frame, spans)
    subjects, lacking = _subjects(work, bases, rows, None if hidden else keys)
    opened = [(basis, figures) for basis, figures in subjects if figures]
    table = () if hidden else summary_rows(rows, opened)
    return Summary(
        group=group_of(frame),
        faculty=faculty_of(frame),
        term=term_span(frame),
        hidden=hidden,
        subjects=tuple(subject_reply(basis, figures) for basis, figures in subjects),
        rows=table,
        totals=None if hidden else totals(table),
        left_out=tuple(lacking),
        now=work.now,
        damaged=work.unreadable,
    )


def _journals(work: Work, request: ShowSummary) -> list[Journal]:
    """The group's, by subject. Raises ``Refused`` where there is none that the caller may sum up."""
    found = [
        each
        for each in visible_journals(work, request.term)
        if (each.group_id, each.term_id) == (request.group, request.term) and may_sum_up(work, each)
    ]
    if not found:
        raise Reasons.summary_unknown.refused()
    return sorted(found, key=lambda each: (kazakh_order(said(each.subject_name, "")), each.id))


def _rows(work: Work, journal: Journal, spans: Mapping[str, Sequence[Span]]) -> list[Cadet]:
    """Who is in the group today, or was on the term's last day (¶15)."""
    day = min(work.now.date(), journal.term_ends)
    there = there_on(spans, day)
    return [row for row in cadets(queries.members(work, journal.group_id), day) if row.id in there]


def _subjects(
    work: Work, bases: Sequence[SubjectBasis], rows: Sequence[Cadet], keys: CallerKeys | None
) -> tuple[list[Subject], list[LeftOut]]:
    """The journals that open, and those that do not; ``keys`` None: nothing is opened."""
    if keys is None:
        return [(each, None) for each in bases], []
    found = [(each, _figures(work, each, [row.id for row in rows], keys)) for each in bases]
    lacking = [left_out(each.journal, figures) for each, figures in found if not isinstance(figures, SubjectFigures)]
    return [(each, figures) for each, figures in found if isinstance(figures, SubjectFigures)], lacking


def _figures(
    work: Work, basis: SubjectBasis, cadets: Collection[str], keys: CallerKeys
) -> SubjectFigures | LeftOutReason:
    """What the journal says, or why it says nothing. Raises ``Refused`` where the caller has no key at all."""
    try:
        if not reads(basis.journal):
            raise ValueError("the journal's term does not read")
        return subject_figures(work, basis, cadets, keys.of(work, basis.journal)) or "damaged"
    except Refused as refused:
        if refused.refusal.code not in LEFT_OUT:
            raise
        return LEFT_OUT[refused.refusal.code]
    except BREAKS:
        work.damaged("row_unreadable", f"journal/{basis.journal.id}")
        return "damaged"
