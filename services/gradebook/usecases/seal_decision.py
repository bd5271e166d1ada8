"""Seal what the faculty's head is about to decide, in the head's own session (¶4, ¶5, ¶21)."""

from services.common.errors import refuse
from services.common.work import Work
from services.gradebook import queries
from services.gradebook.caller import CallerKeys
from services.gradebook.contract import SealDecision, SealedDecision
from services.gradebook.decisions import DecidedMark, decided_place, stamped
from services.gradebook.domain.access import SUBSTITUTE_SEES
from services.gradebook.models import Journal, Person
from services.gradebook.usecases.examine_change import unsealed
from services.gradebook.usecases.reach import headed_journal
from services.gradebook.usecases.share_keys import lock_journal, promise


def seal_decision(work: Work, request: SealDecision, keys: CallerKeys) -> SealedDecision:
    """The new mark as its version will be kept; a substitute gets copies of the journals' keys."""
    journals = [headed_journal(work, journal) for journal in request.journals]
    if request.person:
        for journal in journals:
            _promise(work, journal, request, keys)
    if not request.sealed:
        return SealedDecision(sealed="")
    return SealedDecision(sealed=_sealed(work, journals[0], request, keys))


def _sealed(work: Work, journal: Journal, request: SealDecision, keys: CallerKeys) -> str:
    key = keys.of(work, journal)
    if key is None or request.lesson is None or request.cadet is None:
        raise refuse("invalid", "change_unreadable", "¶5")
    value = unsealed(key, request.lesson, request.cadet, request.sealed)
    version = request.version + 1
    mark = DecidedMark(key.seal(request.lesson, request.cadet, version, value), filled=value is not None)
    place = decided_place(journal.id, request.lesson, request.cadet, version)
    return stamped(keys.keeper.stamp_key, mark, place)


def _promise(work: Work, journal: Journal, request: SealDecision, keys: CallerKeys) -> None:
    """Where this cannot be now, the copy comes later, when one of the entitled opens the journal."""
    lock_journal(work, journal.id)
    person = work.session.get(Person, request.person)
    public = person.public_key if person else None
    mine, theirs = (queries.copies(work.session, journal.id, each) for each in (work.principal.person, request.person))
    if public and mine and not theirs and request.until and (key := keys.of(work, journal)):
        promise(work, journal.id, key, {request.person: public}, request.until + SUBSTITUTE_SEES)
