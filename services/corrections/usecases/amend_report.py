"""Mend a report that came back (¶13)."""

from dataclasses import replace
from typing import Any, cast

import msgspec

from services.common.errors import Refusal, Refused
from services.common.security.warrants import HeldLesson
from services.common.storage.unit_of_work import Work
from services.corrections import contract
from services.corrections.contract import AmendReport
from services.corrections.domain.amendments import fields_refusal
from services.corrections.domain.discrepancies import text_refusal
from services.corrections.domain.kinds import KINDS
from services.corrections.domain.reports import days_refusal, open_refusal, teaching_refusal
from services.corrections.domain.substitutions import request_refusal
from services.corrections.refusals import Reasons
from services.corrections.sealing import sealed_texts
from services.corrections.store import substitutions
from services.corrections.store.models import Case, Journal, Substitution
from services.corrections.store.pending_changes import is_pending, lesson_key
from services.corrections.usecases.case_papers import draw_up_paper
from services.corrections.usecases.case_transitions import case_to_move, move
from services.corrections.usecases.draw_up_act import change_of, filled_fields
from services.corrections.usecases.file_report import set_held_lesson
from services.corrections.usecases.journal_access import teaching_spans
from services.corrections.usecases.substitutions import (
    RequestedSubstitution,
    locked_journals,
    substitution_facts,
    write_substitution,
)
from services.corrections.views.cases import case_reply
from services.gradebook.contract import CheckChange, CheckedChange


def change_to_check(work: Work, request: AmendReport) -> CheckChange | None:
    """What the gradebook is asked before; nothing for a substitution, which names no lesson."""
    case = _checked(work, request)
    if KINDS[case.kind].has_terms:
        return None
    asked = change_of(case, request.value)
    return replace(asked, held=_or(request.held, asked.held))


def amend_report(work: Work, request: AmendReport, checked: CheckedChange | None) -> contract.Case:
    """File the report anew. It counts as reported when it was first reported (¶19)."""
    case = _checked(work, request)
    case.sealed_text, case.act_author = sealed_texts.sealed_text(work, case.id, request.text), ""
    if checked:
        case.version, case.sealed = checked.version, checked.sealed
    if KINDS[case.kind].has_terms:
        _amend_terms(work, case, request)
    if request.held is not msgspec.UNSET:
        set_held_lesson(case, cast(str, case.journal), request.held)
    case.open_days = _or(request.open_days, case.open_days)
    draw_up_paper(work, case, "report", request.text)
    move(work, case, "amend", request.text)
    return case_reply(work, case)


def _checked(work: Work, request: AmendReport) -> Case:
    case = case_to_move(work, request.case, "amend")
    if refusal := _form_refusal(work, case, request):
        raise Refused(refusal)
    return case


def _form_refusal(work: Work, case: Case, request: AmendReport) -> Refusal | None:
    return (
        fields_refusal("report", case.kind, filled_fields(request))
        or days_refusal(case.kind, _or(request.open_days, case.open_days))
        or text_refusal(request.text, Reasons.text_required, KINDS[case.kind].rule)
        or (None if request.held is msgspec.UNSET else _held_refusal(work, case, request.held))
    )


def _held_refusal(work: Work, case: Case, held: HeldLesson) -> Refusal | None:
    """¶3, ¶4: the author taught the amended lesson too, and no other case asks for it."""
    journal = work.session.get_one(Journal, case.journal)
    key = lesson_key(journal.id, held)
    return teaching_refusal(teaching_spans(work.session, journal, case.author), held.date) or open_refusal(
        already_open=key != case.open_place and is_pending(work.session, key)
    )


def _amend_terms(work: Work, case: Case, request: AmendReport) -> None:
    """Write the amended substitution. The rule checks unchanged terms too, for time has passed (¶21)."""
    wanted = _wanted(work, case, request)
    journals = locked_journals(work, wanted)
    facts = substitution_facts(work, wanted, journals, case.faculty_id, case.id)
    if refusal := request_refusal(wanted.since, wanted.until, request.text, facts, work.now):
        raise Refused(refusal)
    write_substitution(work, case, wanted, journals)


def _wanted(work: Work, case: Case, request: AmendReport) -> RequestedSubstitution:
    kept = work.session.get_one(Substitution, case.id)
    return RequestedSubstitution(
        absent=_or(request.absent, kept.absent),
        substitute=_or(request.substitute, kept.substitute),
        journals=_or(request.journals, tuple(substitutions.substitution_journals(work.session, case.id))),
        since=_or(request.since, kept.since),
        until=_or(request.until, kept.until),
    )


def _or(said: Any, kept: Any) -> Any:
    """The new value; the stored one where the request leaves it out."""
    return kept if said is msgspec.UNSET else said
