"""Make a notice that paper and journal differ an act (¶13, ¶20)."""

from services.common.storage.unit_of_work import Work
from services.corrections import contract, words
from services.corrections.contract import Someone, TurnIntoAct
from services.corrections.domain.discrepancies import turning_refusal
from services.corrections.models import Case, Discrepancy, Journal
from services.corrections.moving import put, record_step
from services.corrections.papers import draw_up
from services.corrections.places import asked_for, open_place
from services.corrections.queries import text_of
from services.corrections.refusals import Reasons
from services.corrections.usecases.file_report import new_case, number_case
from services.corrections.usecases.read_discrepancies import locked, refused
from services.corrections.views import case_reply
from services.gradebook.contract import ExamineChange, Examined


def what_to_examine(work: Work, request: TurnIntoAct) -> ExamineChange:
    """What the gradebook is asked before, when the notice may be turned into an act."""
    notice = _checked(work, request)
    return ExamineChange(
        journal=notice.journal, lesson=notice.lesson, kind="discrepancy", cadet=notice.cadet, value=request.value
    )


def turn_into_act(work: Work, request: TurnIntoAct, examined: Examined) -> contract.Case:
    """Draw up the act and close the notice; the case's author is who noticed, so that nobody decides on an own one."""
    notice = _checked(work, request)
    journal = work.session.get_one(Journal, notice.journal)
    case = new_case(work, "discrepancy", journal, notice.lesson_date, notice.cadet)
    case.lesson, case.open_place = notice.lesson, open_place(notice.lesson, notice.cadet)
    case.author, case.author_name = notice.author, notice.author_name
    said = text_of(work, notice)
    if said.damaged:
        raise Reasons.data_damaged.refused()
    noticed = said.text
    case.sealed_text, case.discrepancy = words.sealed(work, case.id, noticed), notice.id
    case.version, case.sealed = examined.version, examined.sealed
    case.act_author = work.principal.person
    work.session.add(case)
    work.session.flush()
    author = Someone(id=notice.author, name=notice.author_name)
    record_step(work, case, "noticed", noticed, at=notice.at, by=author)
    number_case(case, draw_up(work, case, "act", request.text).number, work)
    put(work, case, "act_drawn", "act_drawn", reason=request.text)
    _close(work, notice, case)
    return case_reply(work, case)


def _checked(work: Work, request: TurnIntoAct) -> Discrepancy:
    notice = locked(work, request.discrepancy)
    refusal = turning_refusal(
        in_faculty=work.principal.has("methodist", notice.faculty_id),
        is_closed=notice.closed_at is not None,
        is_own=notice.author == work.principal.person,
        names_cadet=notice.cadet is not None,
        already_open=asked_for(work, open_place(notice.lesson, notice.cadet)),
        text=request.text,
    )
    if refusal:
        raise refused(work, notice, refusal)
    return notice


def _close(work: Work, notice: Discrepancy, case: Case) -> None:
    notice.sealed_reason = words.sealed(work, notice.id, f"Акт № {case.number}")
    notice.closed_at = work.now
    notice.closed_by, notice.closed_by_name = work.principal.person, work.principal.name
    facts = {"faculty": notice.faculty_id, "author": notice.author}
    work.audit("discrepancy.turned_into_act", f"discrepancy/{notice.id}", case=case.id, **facts)
