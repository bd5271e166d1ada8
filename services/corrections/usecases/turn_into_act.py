"""Turn a discrepancy between paper and journal into an act (¶13, ¶20)."""

from services.common.storage.unit_of_work import Work
from services.corrections import contract
from services.corrections.contract import Someone, TurnIntoAct
from services.corrections.domain.discrepancies import turning_refusal
from services.corrections.refusals import Reasons
from services.corrections.sealing import sealed_texts
from services.corrections.store.models import Case, Discrepancy, Journal
from services.corrections.store.pending_changes import cell_key, is_pending
from services.corrections.usecases.case_papers import draw_up_paper
from services.corrections.usecases.case_transitions import record_step, set_state
from services.corrections.usecases.file_report import new_case, number_case
from services.corrections.usecases.read_discrepancies import refused_to_reader, required_discrepancy
from services.corrections.views.cases import case_reply
from services.corrections.views.discrepancies import discrepancy_text
from services.gradebook.contract import CheckChange, CheckedChange


def change_to_check(work: Work, request: TurnIntoAct) -> CheckChange:
    """What the gradebook is asked before, when the discrepancy may be turned into an act."""
    discrepancy = _checked(work, request)
    return CheckChange(
        journal=discrepancy.journal,
        lesson=discrepancy.lesson,
        kind="discrepancy",
        cadet=discrepancy.cadet,
        value=request.value,
    )


def turn_into_act(work: Work, request: TurnIntoAct, checked: CheckedChange) -> contract.Case:
    """Draw up the act and close the discrepancy. Its author is the case's author and so does not decide on it."""
    discrepancy = _checked(work, request)
    journal = work.session.get_one(Journal, discrepancy.journal)
    case = new_case(work, "discrepancy", journal, discrepancy.lesson_date, discrepancy.cadet)
    case.lesson, case.open_place = discrepancy.lesson, cell_key(discrepancy.lesson, discrepancy.cadet)
    case.author, case.author_name = discrepancy.author, discrepancy.author_name
    said = discrepancy_text(work, discrepancy)
    if said.damaged:
        raise Reasons.data_damaged.refused()
    case.sealed_text, case.discrepancy = sealed_texts.sealed_text(work, case.id, said.text), discrepancy.id
    case.version, case.sealed = checked.version, checked.sealed
    case.act_author = work.principal.person
    work.session.add(case)
    work.session.flush()
    author = Someone(id=discrepancy.author, name=discrepancy.author_name)
    record_step(work, case, "noticed", said.text, at=discrepancy.at, by=author)
    number_case(case, draw_up_paper(work, case, "act", request.text).number, work)
    set_state(work, case, "act_drawn", "act_drawn", reason=request.text)
    _close(work, discrepancy, case)
    return case_reply(work, case)


def _checked(work: Work, request: TurnIntoAct) -> Discrepancy:
    discrepancy = required_discrepancy(work, request.discrepancy)
    refusal = turning_refusal(
        in_faculty=work.principal.has("methodist", discrepancy.faculty_id),
        is_closed=discrepancy.closed_at is not None,
        is_own=discrepancy.author == work.principal.person,
        names_cadet=discrepancy.cadet is not None,
        already_open=is_pending(work.session, cell_key(discrepancy.lesson, discrepancy.cadet)),
        text=request.text,
    )
    if refusal:
        raise refused_to_reader(work, discrepancy, refusal)
    return discrepancy


def _close(work: Work, discrepancy: Discrepancy, case: Case) -> None:
    discrepancy.sealed_reason = sealed_texts.sealed_text(work, discrepancy.id, f"Акт № {case.number}")
    discrepancy.closed_at = work.now
    discrepancy.closed_by, discrepancy.closed_by_name = work.principal.person, work.principal.name
    facts = {"faculty": discrepancy.faculty_id, "author": discrepancy.author}
    work.audit("discrepancy.turned_into_act", f"discrepancy/{discrepancy.id}", case=case.id, **facts)
