"""Who is entitled to a journal gets its key from whoever has it open; who no longer is loses it (¶3, ¶5, ¶21).

Only somebody's session opens a key, so it is shared when one of the entitled opens the journal. When somebody has
left, marks are sealed under a new generation from then on.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, select

from services.common.work import Work
from services.gradebook import queries
from services.gradebook.caller import CallerKeys
from services.gradebook.contract import ShareKeys
from services.gradebook.keys import RECOVERY, fresh_key, sealed_copy
from services.gradebook.models import Journal, JournalKeyCopy
from services.gradebook.sealing import JournalKey


@dataclass(frozen=True)
class Due:
    """What is to be done for one journal: public keys of those who wait, and who holds a copy no longer theirs."""

    waiting: Mapping[str, bytes]
    leavers: Collection[str]


def journals_due(work: Work, request: ShareKeys) -> list[str]:
    """Which of the journals that the caller can open have somebody who waits or has left."""
    mine = queries.openable(work.session, request.journals, work.principal.person)
    return [journal for journal, due in _due(work, mine).items() if due.waiting or due.leavers]


def share_keys(work: Work, request: ShareKeys, keys: CallerKeys) -> None:
    """Do what is due."""
    for journal_id in sorted(request.journals):
        journal = work.session.scalar(select(Journal).where(Journal.id == journal_id).with_for_update())
        key = keys.of(work, journal) if journal else None
        due = _due(work, [journal_id]).get(journal_id)
        if key and due:
            share(work, journal_id, key, due, keys)


def first_key(work: Work, journal: Journal, keys: CallerKeys) -> None:
    """The journal's first generation, with its first lesson."""
    key = JournalKey(journal.id, {1: fresh_key()})
    work.audit("journal_key.made", f"journal/{journal.id}")
    entitled = queries.entitled(work.session, [journal.id], work.now).get(journal.id, {})
    share(work, journal.id, key, Due(entitled | keys.own(work), ()), keys)


def share(work: Work, journal: str, key: JournalKey, due: Due, keys: CallerKeys) -> None:
    """Seal every generation to who waits; after somebody has left, a new one to everybody else."""
    waiting = {**due.waiting, RECOVERY: keys.keeper.recovery_public}
    _write(work, journal, key.generations, waiting)
    if due.waiting:
        work.audit("journal_key.shared", f"journal/{journal}", people=sorted(due.waiting))
    if due.leavers:
        gone = JournalKeyCopy.person.in_(due.leavers)
        work.session.execute(delete(JournalKeyCopy).where(JournalKeyCopy.journal == journal, gone))
        renew(work, journal, key.generation + 1)
        work.audit("journal_key.withdrawn", f"journal/{journal}", people=sorted(due.leavers))


def renew(work: Work, journal: str, generation: int) -> None:
    """A new generation for everybody who holds the present one."""
    holders = {person: copy.public for person, copy in queries.newest_copies(work.session, [journal])[journal].items()}
    _write(work, journal, {generation: fresh_key()}, holders)
    work.audit("journal_key.renewed", f"journal/{journal}", generation=generation)


def promise(work: Work, journal: str, key: JournalKey, to: Mapping[str, bytes], until: date) -> None:
    """Copies for who will be entitled: the decision is about to be carried out (¶21)."""
    _write(work, journal, key.generations, to, until)
    work.audit("journal_key.shared", f"journal/{journal}", people=sorted(to))


def _write(
    work: Work, journal: str, generations: Mapping[int, bytes], to: Mapping[str, bytes], until: date | None = None
) -> None:
    for number, raw in generations.items():
        for person, public in to.items():
            row = JournalKeyCopy(journal=journal, generation=number, person=person, public=public, kept_until=until)
            row.sealed = sealed_copy(public, journal, number, raw)
            work.session.merge(row)
    work.session.flush()


def _due(work: Work, journals: Collection[str]) -> dict[str, Due]:
    entitled = queries.entitled(work.session, journals, work.now)
    found: dict[str, Due] = {}
    for journal, copies in queries.newest_copies(work.session, journals).items():
        own = entitled.get(journal, {})
        waiting = {each: key for each, key in own.items() if each not in copies or copies[each].public != key}
        today = work.now.date()
        leavers = [
            person
            for person, copy in copies.items()
            if person not in own and person != RECOVERY and not copy.is_promised(today)
        ]
        found[journal] = Due(waiting, [each for each in leavers if each != work.principal.person])
    return found
