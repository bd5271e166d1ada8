"""The changes that may be asked for about a lesson or a cell (¶4, ¶17, ¶19)."""

from services.common.storage.unit_of_work import Work
from services.gradebook.contract import OfferChanges, OfferedChanges
from services.gradebook.domain.access import Sight
from services.gradebook.domain.change_kinds import ABOUT_HELD_LESSONS
from services.gradebook.domain.changes import offered_kinds
from services.gradebook.domain.lessons import late_lesson_days
from services.gradebook.sealing.caller_keys import CallerKeys
from services.gradebook.store.models import Journal
from services.gradebook.usecases.change_target import change_target
from services.gradebook.usecases.journal_access import visible_journal


def offer_changes(work: Work, request: OfferChanges, keys: CallerKeys) -> OfferedChanges:
    """What the caller may ask for. Changes that depend on a mark are offered only to people who may see it (¶5)."""
    journal, seen = visible_journal(work, request.journal, Sight.METADATA)
    if not request.lesson:
        return _late_lesson(work, journal)
    key = keys.of(work, journal) if seen is Sight.MARKS else None
    facts = change_target(work, journal, request.lesson, request.cadet, key).facts(work)
    return OfferedChanges(kinds=offered_kinds(facts, work.now), missing=facts.missing)


def _late_lesson(work: Work, journal: Journal) -> OfferedChanges:
    days = late_lesson_days(journal.term_starts, journal.term_ends, work.now.date())
    return OfferedChanges(kinds=ABOUT_HELD_LESSONS if days else (), late_lessons=days)
