"""Act on a warrant that corrections has issued (¶4, ¶19, ¶21): verified alone, accepted once."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import cast

from services.common.security.sealing import SealBrokenError
from services.common.security.warrants import HeldLesson, Warrant, WarrantInvalidError, WarrantVerifier
from services.common.storage.unit_of_work import Work
from services.corrections.contract import WarrantIssued
from services.gradebook.contract import LESSON_HELD
from services.gradebook.domain.changes import WarrantFacts, warrant_refusal
from services.gradebook.domain.deadlines import late_entry_until
from services.gradebook.domain.lessons import late_lesson_refusal
from services.gradebook.refusals import Reasons
from services.gradebook.sealing.sealed_decisions import DecidedMark, make_up_in, stamp_context, verified
from services.gradebook.store import entitlement, marks, models, queries, sheets
from services.gradebook.store.models import (
    Journal,
    Lesson,
    MakeUp,
    MakeUpPermit,
    Mark,
    MarkVersion,
    Opening,
    Substitute,
)
from services.gradebook.usecases.hold_lesson import add_lesson, lesson_facts, lesson_state
from services.gradebook.usecases.revise_sheet import note_change
from services.gradebook.usecases.warrant_outcomes import (
    APPLIED,
    REGISTERED,
    WarrantOutcome,
    end_permits_of_cells,
    end_permits_of_lesson,
    report_outcome,
)


def act_on_warrant(work: Work, issued: WarrantIssued, verifier: WarrantVerifier, stamp_key: bytes) -> None:
    """Do what the warrant says, or say why not; either way the case hears of it and the audit too.

    A warrant that comes again changes nothing: its first outcome holds.
    Raises ``UnknownKeyError``: nothing is settled, so that the event is tried again, or parked until the key is there
    (¶4).
    """
    try:
        warrant = verifier.verify(issued.warrant)
    except WarrantInvalidError:
        invalid = Reasons.warrant_invalid.refusal()
        work.audit("warrant.refused", f"case/{issued.case}", code=invalid.code, rule=invalid.rule, by=issued.asked_by)
        report_outcome(work, issued.case, "", WarrantOutcome("refused", invalid.code))
        return
    if refusal := warrant_refusal(_facts(work, warrant, stamp_key), work.now):
        work.audit("warrant.refused", f"case/{warrant.case}", code=refusal.code, rule=refusal.rule, by=issued.asked_by)
        if refusal.code != Reasons.warrant_used.code:
            report_outcome(work, warrant.case, warrant.id, WarrantOutcome("refused", refusal.code))
    else:
        _accept(work, warrant, issued.warrant)
        report_outcome(work, warrant.case, warrant.id, EFFECTS[warrant.kind](work, warrant, stamp_key))


def _facts(work: Work, warrant: Warrant, stamp_key: bytes) -> WarrantFacts:
    sheets.hold_journals(work.session, warrant.journals)
    lesson = _locked_lesson(work, warrant)
    fits = _fits(work, warrant, lesson)
    journals = [work.session.get(Journal, each) for each in warrant.journals]
    known = bool(journals) and all(each is not None and each.faculty_id == warrant.faculty for each in journals)
    if warrant.lesson:
        known = known and lesson is not None
    return WarrantFacts(
        used=work.session.get(models.Warrant, warrant.id) is not None,
        expires_at=warrant.expires_at,
        decided_by=warrant.decided_by,
        parties=(warrant.reported_by, warrant.act_by, warrant.person),
        known=known,
        fits=fits,
        readable=EFFECTS[warrant.kind] is not _set_mark or _is_stamped(warrant, stamp_key),
    )


def _locked_lesson(work: Work, warrant: Warrant) -> Lesson | None:
    """The lesson, if it is the journal's; whoever writes its cells next waits."""
    if warrant.lesson is None:
        return None
    return queries.locked_lesson(work.session, warrant.lesson, warrant.journals)


def _fits(work: Work, warrant: Warrant, lesson: Lesson | None) -> bool:
    if EFFECTS[warrant.kind] is _add_lesson:
        return warrant.held is not None and _can_be_added(work, warrant, warrant.held)
    if lesson is None:
        return warrant.lesson is None
    if lesson.removed:
        return False
    if warrant.cadet is None:
        return True
    cell = (lesson.id, warrant.cadet)
    same = marks.current_versions(work.session, [cell]).get(cell, 0) == warrant.version
    return same and (EFFECTS[warrant.kind] is not _set_mark or _is_what_counts(work, warrant, *cell))


def _can_be_added(work: Work, warrant: Warrant, held: HeldLesson) -> bool:
    """Whether the reporter taught that day, the day is in the term, and nobody has added the lesson (¶3, ¶18)."""
    journal = queries.locked_journal(work.session, warrant.journals[0])
    if journal is None or journal.withdrawn:
        return False
    teaches = entitlement.entering_spans(work.session, journal.id, warrant.person, held.kind, work.now)
    facts = lesson_facts(work, journal, held, teaches)
    return late_lesson_refusal(held.date, held.kind, held.topic, facts, work.now) is None


def _is_what_counts(work: Work, warrant: Warrant, lesson: str, cadet: str) -> bool:
    """Whether the decision is about the last make-up, or the cell's own mark where there is no make-up (¶19)."""
    made_up = marks.make_ups_of(work.session, lesson, cadet)
    return make_up_in(warrant.sealed) == (made_up[-1].number + 1 if made_up else 0)


def _is_stamped(warrant: Warrant, stamp_key: bytes) -> bool:
    try:
        _decided(warrant, stamp_key)
    except SealBrokenError:
        return False
    return True


def _decided(warrant: Warrant, stamp_key: bytes) -> DecidedMark:
    """The new version as the gradebook sealed it in the head's session. Nobody else has seen it (¶5)."""
    context = stamp_context(warrant.journals[0], warrant.lesson, warrant.cadet, warrant.version + 1)
    return verified(stamp_key, warrant.sealed, context)


def _accept(work: Work, warrant: Warrant, statement: str) -> None:
    """Keep the warrant as used."""
    row = models.Warrant(id=warrant.id, case=warrant.case, kind=warrant.kind, statement=statement, at=work.now)
    work.session.add(row)
    work.session.flush()
    work.audit("warrant.accepted", f"case/{warrant.case}", warrant=warrant.id, kind=warrant.kind)


def _set_mark(work: Work, warrant: Warrant, stamp_key: bytes) -> WarrantOutcome:
    """Write the decided mark. Its author is the reporter; the warrant names who decided."""
    lesson, cadet = cast(str, warrant.lesson), cast(str, warrant.cadet)
    mark, version = _decided(warrant, stamp_key), warrant.version + 1
    if mark.make_up:
        return _set_make_up(work, warrant, mark)
    row = MarkVersion(lesson=lesson, cadet=cadet, version=version, sealed=mark.sealed, at=work.now)
    row.author, row.warrant = warrant.reported_by, warrant.id
    work.session.add(row)
    work.session.flush()
    work.session.merge(Mark(lesson=lesson, cadet=cadet, version=version, filled=mark.filled))
    facts = {"journal": warrant.journals[0], "version": version, "case": warrant.case, "warrant": warrant.id}
    work.audit("mark.corrected", f"mark/{lesson}/{cadet}", **facts)
    end_permits_of_cells(work, {(lesson, cadet): warrant.version})
    _note_change(work, warrant, [cadet])
    return APPLIED


def _set_make_up(work: Work, warrant: Warrant, mark: DecidedMark) -> WarrantOutcome:
    """Add the decided make-up after the one that it corrects. It counts from now on; the others stay (¶19)."""
    row = MakeUp(lesson=cast(str, warrant.lesson), cadet=cast(str, warrant.cadet), number=mark.make_up, at=work.now)
    row.sealed, row.author, row.warrant = mark.sealed, warrant.reported_by, warrant.id
    work.session.add(row)
    facts = {"journal": warrant.journals[0], "number": mark.make_up, "case": warrant.case, "warrant": warrant.id}
    work.audit("make_up.corrected", f"mark/{row.lesson}/{row.cadet}", **facts)
    _note_change(work, warrant, [row.cadet])
    return APPLIED


def _note_change(work: Work, warrant: Warrant, cadets: Sequence[str] | None) -> None:
    """The signed sheets that rest on the cells are revised when somebody with the key opens them (¶4)."""
    note_change(work, work.session.get_one(Lesson, warrant.lesson), cadets, warrant.id)


def _remove_lesson(work: Work, warrant: Warrant, _stamp_key: bytes) -> WarrantOutcome:
    """Strike the lesson out. It stays in the record with its marks."""
    lesson = work.session.get_one(Lesson, warrant.lesson)
    _note_change(work, warrant, None)
    lesson.removed = True
    work.audit("lesson.removed", f"lesson/{lesson.id}", journal=lesson.journal, case=warrant.case)
    work.emit(LESSON_HELD, f"lesson/{lesson.id}", lesson_state(lesson))
    end_permits_of_lesson(work, lesson.id)
    return APPLIED


def _add_lesson(work: Work, warrant: Warrant, _stamp_key: bytes) -> WarrantOutcome:
    """Add the lesson. Its author is the reporter, to whom its column is opened."""
    held = cast(HeldLesson, warrant.held)
    permission = {"case": warrant.case, "warrant": warrant.id}
    lesson = add_lesson(work, warrant.journals[0], held, warrant.person, **permission)
    work.session.flush()
    _open(work, warrant, lesson.id)
    return WarrantOutcome("applied", lesson=lesson.id)


def _open_column(work: Work, warrant: Warrant, _stamp_key: bytes) -> WarrantOutcome:
    _open(work, warrant, cast(str, warrant.lesson))
    return APPLIED


def _open(work: Work, warrant: Warrant, lesson: str) -> None:
    """Open the column from now on, for as many days as were granted."""
    until = late_entry_until(work.now, warrant.open_days)
    work.session.add(Opening(warrant=warrant.id, lesson=lesson, person=warrant.person, until=until))
    facts = {"journal": warrant.journals[0], "person": warrant.person, "until": until.isoformat()}
    work.audit("column.opened", f"lesson/{lesson}", **facts)


def _permit_make_up(work: Work, warrant: Warrant, _stamp_key: bytes) -> WarrantOutcome:
    permit = MakeUpPermit(
        warrant=warrant.id,
        lesson=cast(str, warrant.lesson),
        cadet=cast(str, warrant.cadet),
        person=warrant.person,
        version=warrant.version,
        until=warrant.expires_at,
    )
    work.session.add(permit)
    work.audit("make_up.permitted", f"mark/{warrant.lesson}/{warrant.cadet}", case=warrant.case)
    return REGISTERED


def _begin_substitution(work: Work, warrant: Warrant, _stamp_key: bytes) -> WarrantOutcome:
    since, until = cast(date, warrant.since), cast(date, warrant.until)
    for journal in warrant.journals:
        row = Substitute(warrant=warrant.id, journal=journal, person=warrant.person, revoked=False)
        row.since, row.until = since, until
        work.session.add(row)
        facts = {"person": warrant.person, "since": since.isoformat(), "until": until.isoformat()}
        work.audit("substitution.begun", f"journal/{journal}", case=warrant.case, **facts)
    return APPLIED


EFFECTS: Mapping[str, Callable[[Work, Warrant, bytes], WarrantOutcome]] = {
    "mark_correction": _set_mark,
    "discrepancy": _set_mark,
    "removal": _remove_lesson,
    "late_entry": _open_column,
    "late_lesson": _add_lesson,
    "make_up": _permit_make_up,
    "substitution": _begin_substitution,
}
