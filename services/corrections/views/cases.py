"""Cases as their readers see them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, cast, get_args

from services.common.regulation.deadlines import closes_at
from services.common.security import warrants
from services.common.storage.unit_of_work import Work
from services.corrections import contract
from services.corrections.contract import CaseRow, Change, HeldUp, Named
from services.corrections.domain import cases
from services.corrections.domain.cases import WaitsFor
from services.corrections.domain.deadlines import is_reported_late, report_until
from services.corrections.domain.kinds import KINDS
from services.corrections.domain.reports import most_open_days
from services.corrections.sealing import sealed_texts
from services.corrections.store import case_details, queries
from services.corrections.store.case_facts import actor, case_facts
from services.corrections.store.cases import steps_of
from services.corrections.store.models import Case, CaseStep, Journal, Paper
from services.corrections.store.papers import papers_of
from services.corrections.views.displayed_names import DisplayedNames


def case_row(work: Work, names: DisplayedNames, case: Case) -> CaseRow:
    """A case in a list, its people told apart from the others in it."""
    who, facts = actor(work.principal, case), case_facts(work.session, case, work.now.tzinfo)
    return CaseRow(
        id=case.id,
        kind=case.kind,
        first_paper=KINDS[case.kind].first_paper,
        state=case.state,
        number=case.number,
        faculty=Named(id=case.faculty_id, name=case.faculty_name),
        journal=_journal(work, case),
        lesson_date=case.lesson_date,
        cadet=names.cadet(case),
        author=names.someone(case.author, case.author_name),
        at=utc(case.at),
        due_at=case.due_at and utc(case.due_at),
        overdue=cases.is_overdue(case.state, case.due_at, work.now),
        waits_for=cast(WaitsFor, case.waits_for),
        substitution=names.of_substitution(case_details.substitution_terms(work.session, case)),
        my_turn=cases.is_turn_of(who, facts, work.now),
        expires_at=case.expires_at and utc(case.expires_at),
        may=cases.may(who, facts, work.now),
    )


def case_reply(work: Work, case: Case) -> contract.Case:
    """A case's page; instants in UTC, whether just written or read back."""
    work.session.flush()
    facts, names = case_facts(work.session, case, work.now.tzinfo), DisplayedNames(work.session, [case])
    journal = work.session.get(Journal, case.journal) if case.journal else None
    day, rules, who = case.lesson_date, KINDS[case.kind], actor(work.principal, case)
    readable = cases.reads_texts(who, facts)
    said = sealed_texts.opened_text(work, case.id, case.sealed_text, case.text) if readable else sealed_texts.HIDDEN
    steps = _steps(work, case, names, readable)
    return contract.Case(
        id=case.id,
        kind=case.kind,
        first_paper=rules.first_paper,
        state=case.state,
        number=case.number,
        faculty=Named(id=case.faculty_id, name=case.faculty_name),
        journal=_journal(work, case),
        group=journal.group_name if journal else "",
        subject=journal.subject_name if journal else "",
        lesson=case.lesson,
        lesson_date=day,
        cadet=names.cadet(case),
        author=names.someone(case.author, case.author_name),
        at=utc(case.at),
        text=said.text,
        damaged=said.damaged,
        open_days=case.open_days,
        window_closed_at=closes_at(day, work.now.tzinfo) if day else None,
        report_until=report_until(day, rules, work.now.tzinfo) if day else None,
        due_at=case.due_at and utc(case.due_at),
        overdue=cases.is_overdue(case.state, case.due_at, work.now),
        waits_for=cases.waits_for(facts),
        returned_to=facts.returned_to,
        expires_at=case.expires_at and utc(case.expires_at),
        fingerprint=warrants.fingerprint(case.warrant) if case.warrant else "",
        discrepancy=case.discrepancy,
        change=Change(version=case.version, sealed=case.sealed) if case.sealed else None,
        rule=rules.rule,
        carried_out_by=rules.carried_out_by,
        report_fields=rules.report_fields,
        act_fields=rules.act_fields,
        substitution=names.of_substitution(case_details.substitution_terms(work.session, case)),
        papers=_papers(work, case, names, readable),
        steps=steps,
        may=cases.may(who, facts, work.now),
        my_turn=cases.is_turn_of(who, facts, work.now),
        words_hidden=not readable,
        held=case_details.held_lesson(case),
        nobody_decides=cases.nobody_decides(facts, queries.heads(work.session, case.faculty_id)),
        held_up=_held_up(case, steps),
        most_open_days=most_open_days(case.kind),
        reported_late=day is not None and is_reported_late(day, case.at.astimezone(work.now.tzinfo)),
    )


def _held_up(case: Case, steps: Sequence[contract.Step]) -> HeldUp:
    """Why the case's warrant waits, as the last step says; an altered reason counts as ``not_taken_in``."""
    if case.state not in cases.NOT_DONE or not steps or steps[-1].action != cases.HELD_UP:
        return ""
    return cast(HeldUp, steps[-1].reason) if steps[-1].reason in get_args(HeldUp)[1:] else "not_taken_in"


def utc(instant: datetime) -> datetime:
    """The instant in UTC."""
    return instant.astimezone(UTC)


def _journal(work: Work, case: Case) -> Named | None:
    journal = work.session.get(Journal, case.journal) if case.journal else None
    return Named(id=journal.id, name=f"{journal.subject_name} · {journal.group_name}") if journal else None


def _papers(work: Work, case: Case, names: DisplayedNames, readable: bool) -> tuple[contract.Paper, ...]:
    now = case_details.details_snapshot(work.session, case)
    return tuple(_paper(work, each, now, names, readable) for each in papers_of(work.session, case.id))


def _paper(work: Work, paper: Paper, now: dict[str, Any], names: DisplayedNames, readable: bool) -> contract.Paper:
    said = (
        sealed_texts.opened_text(work, paper.case, paper.sealed_text, paper.text) if readable else sealed_texts.HIDDEN
    )
    told = contract.Paper(
        kind=paper.kind,
        number=paper.number,
        year=paper.year,
        author=names.someone(paper.author, paper.author_name),
        at=utc(paper.at),
        text=said.text,
        damaged=said.damaged,
        approved=paper.approved,
        **case_details.details_of_paper(paper.terms, now),
    )
    return replace(told, substitution=names.of_substitution(told.substitution))


def _steps(work: Work, case: Case, names: DisplayedNames, readable: bool) -> tuple[contract.Step, ...]:
    steps = steps_of(work.session, case.id)
    return tuple(_step(work, each, names, readable) for each in steps)


def _step(work: Work, step: CaseStep, names: DisplayedNames, readable: bool) -> contract.Step:
    """A step. Where nobody is named, the reason is the code of a refusal by the gradebook."""
    told = readable or not step.by_name
    said = sealed_texts.opened_text(work, step.case, step.sealed_reason, step.reason) if told else sealed_texts.HIDDEN
    return contract.Step(
        action=step.action,
        by=names.someone(step.by, step.by_name),
        at=utc(step.at),
        reason=said.text,
        number=step.position,
        damaged=said.damaged,
    )
