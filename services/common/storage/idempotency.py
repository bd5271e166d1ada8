"""The same command again gets its first answer and changes nothing.

Neither what was asked nor what was answered lies in the database in clear: either may name a mark (¶5). What is kept
depends on the command's id, and the id itself is kept as a mark of it only: who has the database and the key has no
id, and so nothing to compare the hundred values of a mark with.
"""

import hmac
import json
from base64 import b64decode, b64encode
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import bindparam, delete, func, insert, select

from services.common.messaging.wire import canonical
from services.common.refusals import Reasons
from services.common.security import sealing
from services.common.security.sealing import KEY_BYTES, SealBrokenError
from services.common.storage.tables import command
from services.common.storage.unit_of_work import Work

_FIRST = select(command.c.fingerprint, command.c.reply).where(
    command.c.person == bindparam("who"), command.c.command_id == bindparam("which")
)
_REMEMBER = insert(command)
#: Of what stands for a command's id, in hexadecimal.
MARK_LENGTH = 64


class Answers:
    """The answers that commands got, kept under a key outside the database."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def __repr__(self) -> str:
        return "Answers(…)"

    def fingerprint(self, body: object) -> bytes:
        """What tells two bodies, their ids in them, apart without telling what is in them: HMAC-SHA-256."""
        return hmac.new(self._key, canonical(body), sha256).digest()

    def first(self, work: Work, command_id: str, mark: bytes) -> Any | None:
        """The reply this command got before, or None. Raises ``Refused(command_reused)`` for another body."""
        known = {"who": work.principal.person, "which": self._which(command_id)}
        row = work.session.connection().execute(_FIRST, known).one_or_none()
        if row is None:
            return None
        if not hmac.compare_digest(row.fingerprint, mark):
            raise Reasons.command_reused.refused()
        return json.loads(self._opened(row.reply, command_id, _place(work)))

    def remember(self, work: Work, command_id: str, mark: bytes, reply: Any) -> None:
        """Keep the reply in the command's own transaction."""
        said = json.dumps(reply, ensure_ascii=False).encode()
        row = {
            "person": work.principal.person,
            "command_id": self._which(command_id),
            "fingerprint": mark,
            "reply": b64encode(sealing.seal(self._sealing(command_id), said, _place(work))).decode(),
            "at": work.machine_now,
        }
        work.session.connection().execute(_REMEMBER, row)

    def forget_former(self, work: Work) -> None:
        """Throw away what a process of a release before this one has kept under ids in clear (¶5)."""
        work.session.execute(delete(command).where(func.length(command.c.command_id) != MARK_LENGTH))

    def _opened(self, kept: str, command_id: str, place: str) -> bytes:
        """One that was altered is no answer: the command is not done again."""
        try:
            return sealing.unseal(self._sealing(command_id), b64decode(kept), place)
        except (SealBrokenError, ValueError):
            raise Reasons.command_reused.refused() from None

    def _which(self, command_id: str) -> str:
        return hmac.new(self._key, b"id " + command_id.encode(), sha256).hexdigest()

    def _sealing(self, command_id: str) -> bytes:
        return HKDF(SHA256(), KEY_BYTES, salt=command_id.encode(), info=b"first answers").derive(self._key)


def _place(work: Work) -> str:
    return f"answer/{work.principal.person}"
