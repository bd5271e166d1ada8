"""Cadets get what opens their own marks from one who has the journal's key open (¶3, ¶5).

A cadet's key is derived from the journal's and opens nothing of another cadet: who leaves the group need not be kept
from later marks, and no key is renewed for it.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from services.common.security.sealing import SealBrokenError
from services.common.storage import damages
from services.common.storage.damages import Damage
from services.common.storage.unit_of_work import Work
from services.gradebook.sealing.attestation import attested_cadets
from services.gradebook.sealing.generations import CADETS_FORMAT
from services.gradebook.sealing.journal_key import JournalKey
from services.gradebook.sealing.key_ring import KEY_COPY_DAMAGED, copy_place, copy_subject, sealed_cadet_copy
from services.gradebook.sealing.opened_marks import SEAL_BROKEN
from services.gradebook.store import cadet_keys
from services.gradebook.store.cadet_keys import CadetAccount
from services.gradebook.store.models import CadetKeyCopy


def journals_with_waiting_cadets(work: Work, journals: Collection[str], *, with_older_marks: bool) -> set[str]:
    """Where a cadet waits for a key; or, on demand, for marks that were not sealed for cadets when written."""
    if not journals or not cadet_keys.is_switched_on(work.session):
        return set()
    waiting = {each.journal for each in _waiting(work, journals)}
    if with_older_marks:
        waiting |= {journal for journal in journals if journal not in waiting and _marks_waiting(work, journal)}
    return waiting


def share_with_cadets(work: Work, journal: str, key: JournalKey, *, with_older_marks: bool) -> None:
    """Seal to each cadet of the group who signs in what opens the own marks, and on demand older marks."""
    if not cadet_keys.is_switched_on(work.session):
        return
    waiting = _waiting(work, [journal])
    for account in waiting:
        _give_key(work, account, key)
    copies = [*_sealed_once_more(work, _marks_waiting(work, journal), key)] if with_older_marks else []
    cadet_keys.add_copies(work.session, copies)
    work.session.flush()
    if waiting or copies:
        facts = {"cadets": sorted(each.cadet for each in waiting), "marks": len(copies)}
        work.audit("journal_key.shared_with_cadets", f"journal/{journal}", **facts)
        damages.mend(work, [Damage(KEY_COPY_DAMAGED, copy_subject(journal, each.person)) for each in waiting])


def _waiting(work: Work, journals: Collection[str]) -> list[CadetAccount]:
    """Who has no sound copy of the newest generation, sealed to the present key; only theirs are verified."""
    damaged = {*damages.subjects(work.session, KEY_COPY_DAMAGED, "")}
    places = [(journal, person) for journal, person in map(copy_place, damaged) if journal in journals]
    return attested_cadets(work, cadet_keys.accounts_without_copy(work.session, journals, places))


def _marks_waiting(work: Work, journal: str) -> list[Any]:
    """The marks of attested cadets that nobody has sealed for them yet, but those known not to open."""
    accounts = cadet_keys.accounts(work.session, [journal])
    rows = _untried(work, cadet_keys.marks_without_copy(work.session, [journal], _cadets(accounts), CADETS_FORMAT))
    theirs = {row.cadet for row in rows}
    known = _cadets(attested_cadets(work, [each for each in accounts if each.cadet in theirs]))
    return [row for row in rows if row.cadet in known]


def _untried(work: Work, rows: Sequence[Any]) -> list[Any]:
    broken = {*damages.subjects(work.session, SEAL_BROKEN, "")} if rows else set()
    return [row for row in rows if _subject(row) not in broken]


def _cadets(accounts: Iterable[CadetAccount]) -> set[str]:
    return {each.cadet for each in accounts}


def _subject(row: Any) -> str:
    return cadet_keys.mark_subject(row.lesson, row.cadet, row.number, make_up=row.make_up)


def _give_key(work: Work, to: CadetAccount, key: JournalKey) -> None:
    for number, raw in key.of_cadet(to.cadet).generations.items():
        row = CadetKeyCopy(journal=to.journal, cadet=to.cadet, generation=number, person=to.person, public=to.public)
        row.sealed = sealed_cadet_copy(to.public, to.journal, to.cadet, number, raw)
        work.session.merge(row)


def _sealed_once_more(work: Work, rows: Iterable[Any], key: JournalKey) -> Iterable[dict[str, Any]]:
    """The marks under their cadets' keys. One that was altered is reported, hides no other and is not tried again."""
    for row in rows:
        opened = key.open_make_up if row.make_up else key.open
        seal = key.seal_make_up if row.make_up else key.seal
        try:
            value = opened(row.lesson, row.cadet, row.number, row.sealed)
        except (SealBrokenError, TypeError):
            work.damaged(SEAL_BROKEN, _subject(row))
        else:
            place = {"lesson": row.lesson, "cadet": row.cadet, "make_up": row.make_up, "number": row.number}
            yield {**place, "sealed": seal(row.lesson, row.cadet, row.number, value, for_cadet=True)}
