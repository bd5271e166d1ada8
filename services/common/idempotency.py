"""The same command again gets its first answer and changes nothing."""

import hmac
import json
from hashlib import sha256
from typing import Any

from sqlalchemy import bindparam, insert, select

from services.common.errors import refuse
from services.common.mechanism import command
from services.common.wire import canonical
from services.common.work import Work

_FIRST = select(command.c.fingerprint, command.c.reply).where(
    command.c.person == bindparam("who"), command.c.command_id == bindparam("which")
)
_REMEMBER = insert(command)


def fingerprint(key: bytes, body: object) -> bytes:
    """What tells two bodies apart without telling what is in them: HMAC-SHA-256 under a key outside the database."""
    return hmac.new(key, canonical(body), sha256).digest()


def first_answer(work: Work, command_id: str, mark: bytes) -> Any | None:
    """The reply this command got before, or None. Raises ``Refused(conflict, command_reused)`` for another body."""
    row = work.session.connection().execute(_FIRST, {"who": work.principal.person, "which": command_id}).one_or_none()
    if row is None:
        return None
    if not hmac.compare_digest(row.fingerprint, mark):
        raise refuse("conflict", "command_reused")
    return json.loads(row.reply)


def remember_answer(work: Work, command_id: str, mark: bytes, reply: Any) -> None:
    """Keep the reply in the command's own transaction."""
    row = {
        "person": work.principal.person,
        "command_id": command_id,
        "fingerprint": mark,
        "reply": json.dumps(reply, ensure_ascii=False),
        "at": work.machine_now,
    }
    work.session.connection().execute(_REMEMBER, row)
