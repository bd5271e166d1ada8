"""Cadets get what opens their own marks from one who has the journal's key open (¶3, ¶5).

A cadet's key is derived from the journal's and opens nothing of another cadet: who leaves the group need not be kept
from later marks, and no key is renewed for it.
"""

from collections.abc import Collection, Iterable
from typing import Any

from services.common.security.sealing import SealBrokenError
from services.common.storage import damages
from services.common.storage.damages import Damage
from services.common.storage.unit_of_work import Work
from services.gradebook.sealing.attestation import attested_cadets
from services.gradebook.sealing.journal_key import JournalKey
from services.gradebook.sealing.key_ring import KEY_COPY_DAMAGED, copy_subject, sealed_cadet_copy
from services.gradebook.sealing.own_marks import marks_waiting
from services.gradebook.store import cadet_keys, key_copies
from services.gradebook.store.cadet_keys import CadetAccount
from services.gradebook.store.models import CadetKeyCopy


def journals_with_waiting_cadets(work: Work, journals: Collection[str], *, opened: bool) -> set[str]:
    """Where a cadet waits for a key; ``opened``: or for marks that were not sealed for cadets when written."""
    if not journals or not cadet_keys.is_switched_on(work.session):
        return set()
    known = attested_cadets(work, cadet_keys.accounts(work.session, journals))
    waiting = {each.journal for each in _waiting(work, known)}
    if opened:
        waiting |= {journal for journal in journals if _marks(work, journal, _of(known, journal))}
    return waiting


def share_with_cadets(work: Work, journal: str, key: JournalKey, *, opened: bool) -> None:
    """Seal to each cadet of the group who signs in what opens the own marks; ``opened``: and older marks for them."""
    if not cadet_keys.is_switched_on(work.session):
        return
    known = attested_cadets(work, cadet_keys.accounts(work.session, [journal]))
    waiting = _waiting(work, known)
    for account in waiting:
        _give_key(work, account, key)
    copies = [*_sealed_once_more(work, journal, key, known)] if opened else []
    cadet_keys.add_copies(work.session, copies)
    work.session.flush()
    if waiting or copies:
        facts = {"cadets": sorted(each.cadet for each in waiting), "marks": len(copies)}
        work.audit("journal_key.shared_with_cadets", f"journal/{journal}", **facts)
        damages.mend(work, [Damage(KEY_COPY_DAMAGED, copy_subject(journal, each.person)) for each in waiting])


def _of(known: Iterable[CadetAccount], journal: str) -> list[CadetAccount]:
    return [each for each in known if each.journal == journal]


def _waiting(work: Work, known: Collection[CadetAccount]) -> list[CadetAccount]:
    """Who has no sound copy of the newest generation, sealed to the present key."""
    journals = {each.journal for each in known}
    newest = key_copies.newest_generations(work.session, journals)
    made = cadet_keys.copies_made(work.session, journals)
    broken = {*damages.subjects(work.session, KEY_COPY_DAMAGED, "")} if known else set()

    def has_it(each: CadetAccount) -> bool:
        is_made = (each.journal, each.cadet, newest[each.journal], each.person, each.public) in made
        return is_made and copy_subject(each.journal, each.person) not in broken

    return [each for each in known if each.journal in newest and not has_it(each)]


def _give_key(work: Work, to: CadetAccount, key: JournalKey) -> None:
    for number, raw in key.of_cadet(to.cadet).generations.items():
        row = CadetKeyCopy(journal=to.journal, cadet=to.cadet, generation=number, person=to.person, public=to.public)
        row.sealed = sealed_cadet_copy(to.public, to.journal, to.cadet, number, raw)
        work.session.merge(row)


def _marks(work: Work, journal: str, known: Collection[CadetAccount]) -> Any:
    return marks_waiting(work.session, journal, [each.cadet for each in known]) if known else ()


def _sealed_once_more(
    work: Work, journal: str, key: JournalKey, known: Collection[CadetAccount]
) -> Iterable[dict[str, Any]]:
    """The marks under their cadets' keys. One that was altered is reported and hides no other."""
    for row in _marks(work, journal, known):
        opened = key.open_make_up if row.make_up else key.open
        own = key.of_cadet(row.cadet)
        seal = own.seal_make_up if row.make_up else own.seal_mark
        try:
            value = opened(row.lesson, row.cadet, row.number, row.sealed)
        except SealBrokenError:
            kind = "make-up" if row.make_up else "mark"
            work.damaged("seal_broken", f"{kind}/{row.lesson}/{row.cadet}/{row.number}")
        else:
            place = {"lesson": row.lesson, "cadet": row.cadet, "make_up": row.make_up, "number": row.number}
            yield {**place, "sealed": seal(row.lesson, row.number, value)}
