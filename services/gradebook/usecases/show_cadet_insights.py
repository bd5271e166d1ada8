"""A cadet's study over terms: every subject that the caller may see, how it goes, and what is at risk (¶1)."""

from collections.abc import Sequence

from services.common.regulation.spans import Span
from services.common.storage.unit_of_work import Work
from services.common.text.kazakh import kazakh_order
from services.gradebook.contract import READERS, CadetInsights, CadetTerm, ShowCadetInsights
from services.gradebook.domain.terms import present_term
from services.gradebook.refusals import Reasons
from services.gradebook.sealing.caller_keys import CallerKeys
from services.gradebook.store import queries
from services.gradebook.store.models import Journal, Member
from services.gradebook.usecases.cadet_study import CadetStudies, cadet_studies
from services.gradebook.usecases.journal_study import sound_journals
from services.gradebook.usecases.list_journals import read_journals, visible_journals
from services.gradebook.views.insights import weeks_of_group
from services.gradebook.views.journals import cadets, group_of, term_span, terms_of


def show_cadet_insights(work: Work, request: ShowCadetInsights, keys: CallerKeys) -> CadetInsights:
    """The journals of the cadet's groups: a faculty's for its officers, own ones for teachers (¶3, ¶5).

    IT and moderators are told of all, and no figure. To whom no journal is to be seen, the cadet does not exist.
    """
    visible = sound_journals(work, visible_journals(work, ""))
    stays = queries.stays(work, request.cadet, {each.group_id for each in visible})
    journals = sorted((each for each in visible if _was_there(stays, each)), key=_newest_first)
    if not journals:
        raise Reasons.cadet_unknown.refused()
    read = {each.id for each in read_journals(work)}
    opened = keys.of_many(work, [each for each in journals if each.id in read])
    studies, today = cadet_studies(work, request.cadet, journals, opened, stays), work.now.date()
    begun = [each for each in journals if each.term_starts <= today]
    present = present_term(terms_of(begun), today)
    (cadet,) = cadets(stays, today)
    return CadetInsights(
        id=cadet.id,
        name=cadet.name,
        full_name=cadet.full_name,
        number=cadet.number,
        groups=tuple({each.group_id: group_of(each) for each in journals}.values()),
        risks=tuple(studies.risks([each for each in begun if present and each.term_id == present.id])),
        terms=tuple(_terms(begun, studies)),
        reads=any(work.principal.has(role) for role in READERS),
        now=work.now,
    )


def _was_there(stays: Sequence[Member], journal: Journal) -> bool:
    """¶15: whether the cadet was in the journal's group during its term."""
    spans = (Span(each.since, each.until) for each in stays if each.group_id == journal.group_id)
    return any(span.meets(journal.term_starts, journal.term_ends) for span in spans)


def _terms(journals: Sequence[Journal], studies: CadetStudies) -> list[CadetTerm]:
    by_term: dict[str, list[Journal]] = {}
    for journal in journals:
        by_term.setdefault(journal.term_id, []).append(journal)
    return [
        CadetTerm(
            term=term_span(found[0]),
            journals=tuple(studies.in_journal(each) for each in found),
            weeks=weeks_of_group(studies.marks(found)),
        )
        for found in by_term.values()
    ]


def _newest_first(journal: Journal) -> tuple[object, ...]:
    """The latest term first, within it by subject."""
    return -journal.term_starts.toordinal(), kazakh_order(journal.subject_name)
