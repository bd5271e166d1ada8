"""Seal what the faculty's head is about to decide, in the head's own session (¶4, ¶5, ¶21)."""

from services.common.storage.unit_of_work import Work
from services.gradebook.contract import SealDecision, SealedDecision
from services.gradebook.domain.access import SUBSTITUTE_SEES
from services.gradebook.refusals import Reasons
from services.gradebook.sealing.attestation import attested
from services.gradebook.sealing.caller_keys import CallerKeys
from services.gradebook.sealing.journal_key import JournalKey
from services.gradebook.sealing.requested_mark import corrected_make_up, unsealed_change
from services.gradebook.sealing.sealed_decisions import DecidedMark, stamp_context, stamped
from services.gradebook.store import cadet_keys, key_copies, queries
from services.gradebook.store.models import Journal, Person
from services.gradebook.usecases.journal_access import headed_journal
from services.gradebook.usecases.share_keys import give_in_advance, make_first_key


def seal_decision(work: Work, request: SealDecision, keys: CallerKeys) -> SealedDecision:
    """The new mark as it will be kept, a version or a make-up; a substitute gets copies of the journals' keys.

    A journal whose first lesson a warrant will add gets its key now, for the warrant comes in nobody's session.
    """
    journals = [headed_journal(work, journal) for journal in request.journals]
    if request.begins:
        for journal in journals:
            _ensure_key(work, journal, keys)
    if request.person:
        for journal in journals:
            _give_keys_in_advance(work, journal, request, keys)
    if not request.sealed:
        return SealedDecision(sealed="")
    return SealedDecision(sealed=_sealed(work, journals[0], request, keys))


def _ensure_key(work: Work, journal: Journal, keys: CallerKeys) -> None:
    """Make the journal's first key, if it has none. A head without a copy of a key decides all the same."""
    queries.locked_journal(work.session, journal.id)
    if journal.sealed_key is None and not key_copies.has_key(work.session, journal.id):
        make_first_key(work, journal, keys)


def _sealed(work: Work, journal: Journal, request: SealDecision, keys: CallerKeys) -> str:
    key = keys.of(work, journal)
    if key is None or request.lesson is None or request.cadet is None:
        raise Reasons.change_unreadable.refused()
    for_cadet = cadet_keys.is_switched_on(work.session)
    mark = _decided(key, request.lesson, request.cadet, request, for_cadet=for_cadet)
    context = stamp_context(journal.id, request.lesson, request.cadet, request.version + 1)
    return stamped(keys.ring.stamp_key, mark, context)


def _decided(key: JournalKey, lesson: str, cadet: str, request: SealDecision, *, for_cadet: bool) -> DecidedMark:
    """The next version of the cell, or the make-up after the one that is corrected (¶19)."""
    value, corrected = unsealed_change(key, lesson, cadet, request.sealed), corrected_make_up(request.sealed)
    if corrected:
        number = corrected + 1
        sealed = key.seal_make_up(lesson, cadet, number, value, for_cadet=for_cadet)
        return DecidedMark(sealed, filled=True, make_up=number)
    sealed = key.seal(lesson, cadet, request.version + 1, value, for_cadet=for_cadet)
    return DecidedMark(sealed, filled=value is not None)


def _give_keys_in_advance(work: Work, journal: Journal, request: SealDecision, keys: CallerKeys) -> None:
    """Seal the journal's keys to the substitute.

    Where that is not possible now, the substitute gets them later, when one of the entitled opens the journal.
    """
    queries.locked_journal(work.session, journal.id)
    person = work.session.get(Person, request.person)
    public = person.public_key if person and person.active and person.teaches is not False else None
    mine, theirs = (
        key_copies.copies(work.session, journal.id, each) for each in (work.principal.person, request.person)
    )
    is_theirs = public and attested(work, journal.id, {request.person: public})
    if public and is_theirs and mine and not theirs and request.until and (key := keys.of(work, journal)):
        give_in_advance(work, journal.id, key, {request.person: public}, request.until + SUBSTITUTE_SEES)
