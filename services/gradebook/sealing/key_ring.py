"""Journals' keys (¶5): each generation sealed to everybody who is entitled to the journal, and to nobody else.

Who calls brings the own private key, sealed by auth to the gradebook and bound to the session. What it opens is kept
in memory while the session goes on; in the database are only sealed copies. A copy for ``RECOVERY`` opens with the
recovery key, should all others be lost.
"""

import os
from base64 import b64decode
from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from pathlib import Path
from time import monotonic

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from services.common.concurrency import threads
from services.common.security import sealing, session_keys
from services.common.security.sealing import KEY_BYTES, PrivateKey, SealBrokenError, read_key, read_private
from services.common.security.tokens import Principal, TokenVerifier
from services.gradebook.refusals import Reasons
from services.gradebook.sealing.cadet_key import CadetKey
from services.gradebook.sealing.journal_key import JournalKey

RECOVERY = "recovery"
GRADEBOOK_KEY, RECOVERY_PUBLIC, FORMER_KEY = "gradebook.key", "recovery.pub", "journal-kek.key"
#: Lies in the folder only when it is needed.
RECOVERY_KEY = Path("recovery", "recovery.key")
#: The damage of a copy that was altered in the database, named as the refusal.
KEY_COPY_DAMAGED = Reasons.key_copy_damaged.code
#: A session's keys are forgotten when nothing was asked in it for so long.
FORGOTTEN_AFTER = timedelta(minutes=10).total_seconds()

#: A journal's key as somebody has it: generation → sealed copy.
Copies = Mapping[int, bytes]


@dataclass
class _Session:
    """The keys that are open in somebody's session."""

    private: PrivateKey = field(repr=False)
    journals: dict[str, tuple[Copies, JournalKey]]
    used_at: float


class KeyRing:
    """The process's own key, and the keys that are open in running sessions."""

    def __init__(self, folder: Path) -> None:
        self._private = read_private(folder / GRADEBOOK_KEY)
        self._former = folder / FORMER_KEY
        self.recovery_public = read_key(folder / RECOVERY_PUBLIC)
        self.read_attestation = TokenVerifier.from_file(folder / "token-verify.pem").voucher
        self.stamp_key = self._own_key(b"decided marks")
        self.reasons_key = self._own_key(b"reasons")
        self._sessions: dict[tuple[str, str], _Session] = {}
        self._lock = threads.Lock()

    def __repr__(self) -> str:
        return "KeyRing(…)"

    def _own_key(self, info: bytes) -> bytes:
        return HKDF(SHA256(), KEY_BYTES, salt=None, info=info).derive(self._private.raw())

    def key_of(self, principal: Principal, session_key: object) -> PrivateKey:
        """The caller's private key. Raises ``Refused(session_key_missing)``: none, altered, or somebody else's."""
        return self._session(principal, session_key).private

    def journal_key(self, principal: Principal, session_key: object, journal: str, copies: Copies) -> JournalKey:
        """The journal's key from the caller's copies of it. Raises ``Refused`` as above, ``SealBrokenError``."""
        session = self._session(principal, session_key)
        known = session.journals.get(journal)
        if known and known[0] == copies:
            return known[1]
        opened = {number: session.private.open(copy, copy_context(journal, number)) for number, copy in copies.items()}
        key = JournalKey(journal, opened)
        session.journals[journal] = (copies, key)
        return key

    def cadet_key(self, principal: Principal, session_key: object, journal: str, copies: Copies) -> CadetKey:
        """The key of what concerns the caller, a cadet, in a journal. Raises as ``journal_key``."""
        private, cadet = self._session(principal, session_key).private, principal.own_cadet
        opened = {number: private.open(each, cadet_context(journal, cadet, number)) for number, each in copies.items()}
        return CadetKey(journal, cadet, opened)

    def draft_key(self, principal: Principal, session_key: object, journal: str) -> bytes:
        """For what the caller types into a journal in a browser; the same in each session. Raises as ``key_of``."""
        info = f"drafts/{principal.person}/{journal}".encode()
        return HKDF(SHA256(), KEY_BYTES, salt=None, info=info).derive(self.key_of(principal, session_key).raw())

    def former_key(self, journal: str, sealed: bytes) -> bytes | None:
        """A key of the first release, which was wrapped by a file; None once the file has been taken away."""
        if not self._former.exists():
            return None
        return sealing.unseal(read_key(self._former), sealed, f"journal-key/{journal}")

    def _session(self, principal: Principal, session_key: object) -> _Session:
        if not session_key or not isinstance(session_key, str):
            raise Reasons.session_key_missing.refused()
        known = self._sessions.get((principal.session, session_key))
        session = known or self._opened(principal, session_key)
        session.used_at = monotonic()
        return session

    def _opened(self, principal: Principal, session_key: str) -> _Session:
        try:
            private = session_keys.take_over(session_key, principal.session, self._private)
        except SealBrokenError:
            raise Reasons.session_key_missing.refused() from None
        if private.public != b64decode(principal.key):
            raise Reasons.session_key_missing.refused()
        session = _Session(private, {}, monotonic())
        with self._lock:
            self._sessions[principal.session, session_key] = session
        return session

    def forget(self, ended: Container[str] = ()) -> None:
        """Drop what was not used for ``FORGOTTEN_AFTER``, and what was opened in sessions that have ended."""
        oldest = monotonic() - FORGOTTEN_AFTER
        with self._lock:
            self._sessions = {
                (session, key): each
                for (session, key), each in self._sessions.items()
                if each.used_at > oldest and session not in ended
            }


@cache
def key_ring(folder: Path) -> KeyRing:
    """The key ring whose keys are in the folder; there is one in a process."""
    return KeyRing(folder)


def fresh_key() -> bytes:
    """The key of a new generation."""
    return os.urandom(KEY_BYTES)


def sealed_copy(public: bytes, journal: str, generation: int, key: bytes) -> bytes:
    """A generation of a journal's key, sealed to somebody."""
    return sealing.seal_to(public, key, copy_context(journal, generation))


def sealed_cadet_copy(public: bytes, journal: str, cadet: str, generation: int, key: bytes) -> bytes:
    """A generation of what opens a cadet's own marks in a journal, sealed to that cadet."""
    return sealing.seal_to(public, key, cadet_context(journal, cadet, generation))


def cadet_context(journal: str, cadet: str, generation: int) -> str:
    """The associated data of a cadet's copy: it opens as no other one."""
    return f"cadet-key/{journal}/{cadet}/{generation}"


def copy_subject(journal: str, person: str = "") -> str:
    """The name of somebody's copies of a journal's key in damages; without a person, what they all begin with."""
    return f"journal-key/{journal}/{person}"


def copy_place(subject: str) -> tuple[str, str]:
    """The journal and the person of such a name."""
    journal, _, person = subject.partition("/")[2].partition("/")
    return journal, person


def copy_context(journal: str, generation: int) -> str:
    """The associated data of a copy: it opens as no other one."""
    return f"journal-key/{journal}/{generation}"
