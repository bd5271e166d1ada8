"""The changes that may be asked for about a lesson or a cell (¶4, ¶17, ¶19)."""

from services.common.storage.unit_of_work import Work
from services.gradebook.contract import OfferChanges, OfferedChanges
from services.gradebook.domain.access import AccessLevel
from services.gradebook.domain.change_kinds import ABOUT_HELD_LESSONS
from services.gradebook.domain.changes import offered_kinds
from services.gradebook.domain.columns import COLUMNS
from services.gradebook.domain.lessons import late_lesson_days
from services.gradebook.sealing.caller_keys import CallerKeys
from services.gradebook.store.models import Journal
from services.gradebook.usecases.change_target import change_target
from services.gradebook.usecases.journal_access import entering_spans, visible_journal


def offer_changes(work: Work, request: OfferChanges, keys: CallerKeys) -> OfferedChanges:
    """What the caller may ask for. Changes that depend on a mark are offered only to people who may see it (¶5)."""
    journal, seen = visible_journal(work, request.journal, AccessLevel.METADATA)
    if not request.lesson:
        return _late_lesson(work, journal)
    key = keys.of(work, journal) if seen is AccessLevel.MARKS else None
    facts = change_target(work, journal, request.lesson, request.cadet, key).facts(work)
    return OfferedChanges(kinds=offered_kinds(facts, work.now), missing=facts.missing)


def _late_lesson(work: Work, journal: Journal) -> OfferedChanges:
    oversees = work.principal.has("methodist", journal.faculty_id)
    kinds = tuple(kind.name for kind in COLUMNS.values() if oversees or entering_spans(work, journal.id, kind.name))
    days = late_lesson_days(journal.term_starts, journal.term_ends, work.now.date(), kinds)
    return OfferedChanges(kinds=ABOUT_HELD_LESSONS if days else (), late_lessons=days, late_kinds=kinds)
