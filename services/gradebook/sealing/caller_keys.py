"""The keys that the caller of a method can open with the own private key (¶5)."""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from services.common.errors import Refused
from services.common.security.sealing import SealBrokenError
from services.common.storage.unit_of_work import Work
from services.gradebook.refusals import Reasons
from services.gradebook.sealing.cadet_key import CadetKey
from services.gradebook.sealing.journal_key import JournalKey
from services.gradebook.sealing.key_ring import KEY_COPY_DAMAGED, Copies, KeyRing, copy_subject
from services.gradebook.store import cadet_keys, key_copies
from services.gradebook.store.models import Journal
from services.gradebook.store.queries import OpenJournal


@dataclass(frozen=True)
class CallerKeys:
    """What the caller can open; ``session_key`` came with the call, beside its token."""

    ring: KeyRing
    session_key: object = field(repr=False)

    def of(self, work: Work, journal: Journal) -> JournalKey | None:
        """The journal's key; None before there is one. Raises ``Refused``: key_not_shared, key_copy_damaged."""
        return self._of(work, journal, key_copies.copies(work.session, journal.id, work.principal.person))

    def of_many(self, work: Work, journals: Sequence[Journal]) -> dict[str, JournalKey | None]:
        """By journal the same; those that do not open are left out."""
        ids = [journal.id for journal in journals]
        copies = key_copies.copies_of_many(work.session, ids, work.principal.person)
        found: dict[str, JournalKey | None] = {}
        for journal in journals:
            with suppress(Refused):
                found[journal.id] = self._of(work, journal, copies.get(journal.id, {}))
        return found

    def _of(self, work: Work, journal: Journal, copies: Copies) -> JournalKey | None:
        if copies or key_copies.has_key(work.session, journal.id):
            return self._opened(work, journal.id, copies)
        return self._former(journal.id, journal.sealed_key)

    def if_shared(self, work: Work, journal: Journal) -> JournalKey | None:
        """The journal's key; None also where nobody has given it to the caller. Raises ``key_copy_damaged``."""
        try:
            return self.of(work, journal)
        except Refused as refused:
            if refused.refusal.code != Reasons.key_not_shared.code:
                raise
            return None

    def for_writing(self, work: Work, journal: OpenJournal) -> JournalKey:
        """The key of a journal with a lesson. Raises ``Refused``: key_not_shared, key_copy_damaged."""
        former = None if journal.copies else self._former(journal.id, journal.former_key)
        return former or self._opened(work, journal.id, journal.copies)

    def of_cadet(self, work: Work, journal: str) -> CadetKey | None:
        """What opens the marks of the caller, a cadet, in a journal; None before it was shared.

        Copies that were altered are reported, and wait for others as well. Those for a former pair of keys only wait.
        """
        cadet, person = work.principal.own_cadet, work.principal.person
        copies = cadet_keys.copies(work.session, journal, cadet, person, b64decode(work.principal.key))
        try:
            return self.ring.cadet_key(work.principal, self.session_key, journal, copies) if copies else None
        except (SealBrokenError, TypeError):
            work.damaged(KEY_COPY_DAMAGED, copy_subject(journal, person))
            return None

    def own(self, work: Work) -> dict[str, bytes]:
        """The caller's own public key. The token has it before auth's event arrives."""
        return {work.principal.person: self.ring.key_of(work.principal, self.session_key).public}

    def for_drafts(self, work: Work, journal: Journal) -> str:
        """The key for what the caller has typed and not sent, in base64; "" where the call brought no key."""
        try:
            return b64encode(self.ring.draft_key(work.principal, self.session_key, journal.id)).decode()
        except Refused:
            return ""

    def _former(self, journal: str, sealed: bytes | None) -> JournalKey | None:
        """The key of a journal begun under the first release; it counts as the first generation."""
        raw = self.ring.former_key(journal, sealed) if sealed else None
        return JournalKey(journal, {1: raw}) if raw else None

    def _opened(self, work: Work, journal: str, copies: Copies) -> JournalKey:
        if not copies:
            raise Reasons.key_not_shared.refused()
        try:
            return self.ring.journal_key(work.principal, self.session_key, journal, copies)
        except (SealBrokenError, TypeError):
            raise self._unopened(work, journal) from None

    def _unopened(self, work: Work, journal: str) -> Refused:
        """Why the copies do not open.

        Copies that are sealed to the caller's key were altered. Others wait until a colleague seals them anew.
        """
        public = self.ring.key_of(work.principal, self.session_key).public
        if not key_copies.has_copy(work.session, journal, work.principal.person, public):
            return Reasons.key_not_shared.refused()
        work.damaged(KEY_COPY_DAMAGED, copy_subject(journal, work.principal.person))
        return Reasons.key_copy_damaged.refused()
