"""People who are entitled to a journal get its key from one who has it open; others lose it (¶3, ¶5, ¶21).

Only somebody's session opens a key, so it is shared when one of the entitled opens the journal. When somebody has
left, marks are sealed under a new generation from then on. Nobody gets a copy whose key auth has not attested.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from services.common.storage import damages
from services.common.storage.damages import Damage
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import ShareKeys
from services.gradebook.sealing.attestation import attested
from services.gradebook.sealing.caller_keys import CallerKeys
from services.gradebook.sealing.journal_key import JournalKey
from services.gradebook.sealing.key_ring import KEY_COPY_DAMAGED, RECOVERY, copy_subject, fresh_key, sealed_copy
from services.gradebook.store import entitlement, key_copies, queries
from services.gradebook.store.key_copies import Copy
from services.gradebook.store.models import Journal, JournalKeyCopy, JournalKeyGeneration
from services.gradebook.usecases.share_with_cadets import journals_with_waiting_cadets, share_with_cadets


@dataclass(frozen=True)
class DueKeyChanges:
    """What is to be done for one journal: public keys of those who wait, who has left, who keeps the newest key.

    ``missing``: who is entitled and has no copy; of them those wait whose key auth has attested.
    """

    waiting: Mapping[str, bytes]
    leavers: Collection[str]
    holders: Mapping[str, Copy]
    missing: Collection[str] = ()


def journals_with_key_changes(work: Work, request: ShareKeys) -> list[str]:
    """The journals that the caller can open and in which somebody waits for the key or has left."""
    mine = key_copies.openable(work.session, request.journals, work.principal.person)
    changed = {journal for journal, due in due_key_changes(work, mine).items() if due.waiting or due.leavers}
    changed |= journals_with_waiting_cadets(work, mine, with_older_marks=request.with_older_marks)
    return [journal for journal in mine if journal in changed]


def share_keys(work: Work, request: ShareKeys, keys: CallerKeys) -> None:
    """Share or renew the journals' keys, where somebody waits or has left."""
    for journal_id in sorted(request.journals):
        journal = queries.locked_journal(work.session, journal_id)
        key = keys.of(work, journal) if journal else None
        if journal and key:
            share_with_everybody(work, journal, key, keys, with_older_marks=request.with_older_marks)


def share_with_everybody(
    work: Work,
    journal: Journal,
    key: JournalKey,
    keys: CallerKeys,
    *,
    with_older_marks: bool = False,
    renewing: bool = False,
) -> None:
    """Share or renew a journal's key, and then with cadets what is derived from each generation, a new one too."""
    share(work, journal.id, key, due_key_changes(work, [journal.id])[journal.id], keys, renewing=renewing)
    share_with_cadets(work, journal.id, keys.of(work, journal) or key, with_older_marks=with_older_marks)


def make_first_key(work: Work, journal: Journal, keys: CallerKeys) -> None:
    """Make the journal's first generation, with its first lesson or with the decision to add one."""
    key = JournalKey(journal.id, {1: fresh_key()})
    work.audit("journal_key.made", f"journal/{journal.id}")
    work.session.add(_generation(work, journal.id, 1))
    entitled = entitlement.entitled(work.session, [journal.id], work.now).get(journal.id, {})
    share(work, journal.id, key, DueKeyChanges(entitled | keys.own(work), (), {}), keys)


def share(
    work: Work, journal: str, key: JournalKey, due: DueKeyChanges, keys: CallerKeys, *, renewing: bool = False
) -> None:
    """Seal every generation to those who wait. After somebody has left, or on demand, begin a new generation."""
    given = {person: Copy(public) for person, public in due.waiting.items()} | _recovery(due, keys)
    _write(work, journal, key.generations, given)
    if due.waiting:
        work.audit("journal_key.shared", f"journal/{journal}", people=sorted(due.waiting))
        damages.mend(work, [Damage(KEY_COPY_DAMAGED, copy_subject(journal, each)) for each in due.waiting])
    if due.leavers:
        key_copies.delete_copies(work.session, journal, due.leavers)
    if due.leavers or renewing:
        _renew(work, journal, {**due.holders, **given})
    if due.leavers:
        work.audit("journal_key.withdrawn", f"journal/{journal}", people=sorted(due.leavers))


def give_in_advance(work: Work, journal: str, key: JournalKey, to: Mapping[str, bytes], until: date) -> None:
    """Seal every generation to people who will be entitled when the decision is carried out (¶21)."""
    _write(work, journal, key.generations, {person: Copy(public, until) for person, public in to.items()})
    work.audit("journal_key.shared", f"journal/{journal}", people=sorted(to))


def due_key_changes(work: Work, journals: Collection[str]) -> dict[str, DueKeyChanges]:
    """What is to be done for each of the journals."""
    entitled = entitlement.entitled(work.session, journals, work.now)
    newest = key_copies.newest_copies(work.session, journals)
    return {journal: _due(work, journal, entitled.get(journal, {}), copies) for journal, copies in newest.items()}


def _due(work: Work, journal: str, entitled: Mapping[str, bytes], held: Mapping[str, Copy]) -> DueKeyChanges:
    """The caller has just opened the journal, and counts as entitled before roster's event arrives.

    A copy that is known to be damaged is none: its owner waits for another.
    """
    broken = {*damages.subjects(work.session, KEY_COPY_DAMAGED, copy_subject(journal))}
    copies = {person: copy for person, copy in held.items() if copy_subject(journal, person) not in broken}
    stay = {*entitled, RECOVERY, work.principal.person}
    stay |= {person for person, copy in copies.items() if copy.is_promised(work.now.date())}
    missing = {each: key for each, key in entitled.items() if each not in copies or copies[each].public != key}
    sure = attested(work, journal, missing)
    return DueKeyChanges(
        waiting={person: key for person, key in missing.items() if person in sure},
        leavers=[person for person in copies if person not in stay],
        holders={person: copy for person, copy in copies.items() if person in stay},
        missing=[*missing],
    )


def _recovery(due: DueKeyChanges, keys: CallerKeys) -> dict[str, Copy]:
    """The copy for a day when all others are lost, where there is none yet."""
    copy = Copy(keys.ring.recovery_public)
    return {} if due.holders.get(RECOVERY) == copy else {RECOVERY: copy}


def _renew(work: Work, journal: str, holders: Mapping[str, Copy]) -> None:
    """Begin a new generation."""
    number = key_copies.newest_generation(work.session, journal) + 1
    _write(work, journal, {number: fresh_key()}, holders)
    work.session.add(_generation(work, journal, number))
    work.audit("journal_key.renewed", f"journal/{journal}", generation=number)


def _generation(work: Work, journal: str, number: int) -> JournalKeyGeneration:
    return JournalKeyGeneration(journal=journal, generation=number, author=work.principal.person, at=work.now)


def _write(work: Work, journal: str, generations: Mapping[int, bytes], to: Mapping[str, Copy]) -> None:
    """Make the copies. Only this function does, and only for attested keys."""
    sure = attested(work, journal, {person: copy.public for person, copy in to.items()})
    for number, raw in generations.items():
        for person, copy in ((person, copy) for person, copy in to.items() if person in sure):
            row = JournalKeyCopy(journal=journal, generation=number, person=person, public=copy.public)
            row.kept_until, row.sealed = copy.kept_until, sealed_copy(copy.public, journal, number, raw)
            work.session.merge(row)
    work.session.flush()
