"""The keys of one call: who asks, and what the own private key opens (¶5)."""

from base64 import b64encode
from dataclasses import dataclass, field

from services.common.errors import Refused
from services.common.security.sealing import SealBrokenError
from services.common.storage.unit_of_work import Work
from services.gradebook.refusals import Reasons
from services.gradebook.sealing.journal_key import JournalKey
from services.gradebook.sealing.key_ring import KEY_COPY_DAMAGED, Copies, KeyRing, copy_subject
from services.gradebook.store import key_copies
from services.gradebook.store.models import Journal
from services.gradebook.store.queries import OpenJournal


@dataclass(frozen=True)
class CallerKeys:
    """``session_key`` is what the call has brought beside its token."""

    ring: KeyRing
    session_key: object = field(repr=False)

    def of(self, work: Work, journal: Journal) -> JournalKey | None:
        """The journal's key; None before there is one. Raises ``Refused``: key_not_shared, key_copy_damaged."""
        copies = key_copies.copies(work.session, journal.id, work.principal.person)
        if copies or key_copies.has_key(work.session, journal.id):
            return self._opened(work, journal.id, copies)
        return self._former(journal.id, journal.sealed_key)

    def for_writing(self, work: Work, journal: OpenJournal) -> JournalKey:
        """The key of a journal with a lesson. Raises ``Refused``: key_not_shared, key_copy_damaged."""
        former = None if journal.copies else self._former(journal.id, journal.former_key)
        return former or self._opened(work, journal.id, journal.copies)

    def own(self, work: Work) -> dict[str, bytes]:
        """The caller's own public key, by the token: the event that tells of it may be on its way."""
        return {work.principal.person: self.ring.key_of(work.principal, self.session_key).public}

    def for_drafts(self, work: Work, journal: Journal) -> str:
        """Seals what the caller has typed and not sent; base64, "" for who has brought no key."""
        try:
            return b64encode(self.ring.draft_key(work.principal, self.session_key, journal.id)).decode()
        except Refused:
            return ""

    def _former(self, journal: str, sealed: bytes | None) -> JournalKey | None:
        """The key that the first release has left, as the first generation."""
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
        """A copy that is sealed to the caller's key and does not open was altered; any other waits for a colleague."""
        public = self.ring.key_of(work.principal, self.session_key).public
        if not key_copies.has_copy(work.session, journal, work.principal.person, public):
            return Reasons.key_not_shared.refused()
        work.damaged(KEY_COPY_DAMAGED, copy_subject(journal, work.principal.person))
        return Reasons.key_copy_damaged.refused()
