"""The marks in the answer to a write, read when it is given: what refused cells hold now, and the new results.

The answer of a command is kept so that it can be given again, and no mark may be kept in clear (¶5).
"""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from services.common.messaging.wire import decode
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import CurrentMark, MarksRecorded, RecordMarks, RefusedMark, Result, Someone
from services.gradebook.domain.results import UNREADABLE, Found, value_or_none
from services.gradebook.refusals import Reasons
from services.gradebook.sealing import opened_marks
from services.gradebook.sealing.caller_keys import CallerKeys
from services.gradebook.sealing.journal_key import JournalKey
from services.gradebook.store import marks
from services.gradebook.store.marks import Cell, StoredMark
from services.gradebook.store.queries import OpenJournal
from services.gradebook.usecases.journal_access import enters, open_journal
from services.gradebook.usecases.journal_policy import journal_policy
from services.gradebook.views import displayed_names
from services.gradebook.views.results import means, results

STALE = Reasons.version_stale.code


def complete_answer(work: Work, request: RecordMarks, kept: Any, keys: CallerKeys) -> MarksRecorded:
    """The stored answer with the values, which are not stored, for who still enters marks in the journal (¶5)."""
    answer = decode(kept, MarksRecorded)
    journal = open_journal(work, request.journal)
    if journal is None:
        return answer
    if not enters(work, journal.id):
        return answer
    cadets = {saved.cadet for saved in answer.saved}
    if not cadets and not any(each.code == STALE for each in answer.refused):
        return answer
    key = keys.for_writing(work, journal)
    refused = _with_current(work, journal.id, key, answer.refused)
    found = _results(work, journal, cadets, key) if cadets else ()
    return replace(answer, refused=refused, means=means(found), results=found)


def _results(work: Work, journal: OpenJournal, cadets: Collection[str], key: JournalKey) -> tuple[Result, ...]:
    """The new results of the cadets whose cells were written, by their marks in this journal alone (¶2)."""
    version = journal_policy(work, journal.subject, journal.term_starts)
    entries = opened_marks.counted_entries(work, journal.id, cadets, key)
    return results(version, entries, sorted(cadets), work.now)


def _with_current(
    work: Work, journal: str, key: JournalKey, refused: tuple[RefusedMark, ...]
) -> tuple[RefusedMark, ...]:
    stale = {(each.lesson, each.cadet) for each in refused if each.code == STALE}
    current = _current(work, journal, key, stale) if stale else {}
    return tuple(replace(each, current=current.get((each.lesson, each.cadet))) for each in refused)


def _current(work: Work, journal: str, key: JournalKey, stale: Collection[Cell]) -> dict[Cell, CurrentMark]:
    """What the cells hold that were refused because somebody else wrote them first."""
    stored = marks.stored_cells(work.session, stale)
    names = displayed_names.displayed_names(work.session, journal, {mark.author for mark in stored.values()})
    found = {cell: opened_marks.opened_mark(work, mark, key) for cell, mark in stored.items()}
    return {cell: _current_mark(mark, found[cell], names[mark.author]) for cell, mark in stored.items()}


def _current_mark(mark: StoredMark, value: Found, author: Someone) -> CurrentMark:
    broken = value is UNREADABLE
    return CurrentMark(value=value_or_none(value), version=mark.version, author=author, at=mark.at, broken=broken)
