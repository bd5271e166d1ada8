"""What corrections asks before a paper is drawn up (¶4, ¶19), and showing what it then asks for (¶5)."""

from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from typing import Any

from services.common.boxes import SealBrokenError
from services.common.errors import Refused, refuse
from services.common.work import Work
from services.gradebook import queries
from services.gradebook.caller import CallerKeys
from services.gradebook.contract import ExamineChange, Examined, OpenChange, OpenedChange, Value
from services.gradebook.domain.access import Sight
from services.gradebook.domain.changes import examination_refusal
from services.gradebook.places import place
from services.gradebook.sealing import JournalKey
from services.gradebook.usecases.reach import journal_in_sight


def examine_change(work: Work, request: ExamineChange, keys: CallerKeys) -> Examined:
    """Whether it may be asked for by who calls; the new mark comes back sealed, so that no paper holds it in clear."""
    journal, _ = journal_in_sight(work, request.journal, Sight.MARKS)
    key = keys.of(work, journal)
    where = place(work, journal, request.lesson, request.cadet, key)
    value = _value(request, key)
    if refusal := examination_refusal(request.kind, value, where.facts(work), work.now):
        raise Refused(refusal)
    sealed = ""
    if request.cadet and key and request.kind in ("mark_correction", "discrepancy"):
        sealed = request.sealed or b64encode(key.seal_change(request.lesson, request.cadet, value)).decode()
    return Examined(version=where.version, sealed=sealed)


def open_change(work: Work, request: OpenChange, keys: CallerKeys) -> OpenedChange:
    """From what to what, for who may see the journal's marks; a change sealed for another cell does not open."""
    journal, _ = journal_in_sight(work, request.journal, Sight.MARKS)
    key = keys.of(work, journal)
    if key is None:
        raise refuse("not_found", "lesson_unknown", "¶3")
    versions = {stored.version: stored for stored in queries.history(work.session, request.lesson, request.cadet)}
    before = versions.get(request.version)
    return OpenedChange(
        before=before.opened(key) if before else None,
        after=unsealed(key, request.lesson, request.cadet, request.sealed),
    )


def unsealed(key: JournalKey, lesson: str, cadet: str, sealed: str) -> Value:
    """What a sealed change would make of the cell. Raises ``Refused(change_unreadable)`` (¶5)."""
    try:
        return key.open_change(lesson, cadet, b64decode(sealed, validate=True))
    except (SealBrokenError, Base64Error, ValueError):
        raise refuse("invalid", "change_unreadable", "¶5") from None


def _value(request: ExamineChange, key: JournalKey | None) -> Any:
    if request.sealed and request.cadet and key:
        return unsealed(key, request.lesson, request.cadet, request.sealed)
    return request.value
