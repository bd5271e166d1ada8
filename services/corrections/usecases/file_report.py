"""Report that something must change after the window (¶4, ¶13, ¶19)."""

from datetime import date
from uuid import uuid4

from services.common.errors import Refused
from services.common.security.warrants import HeldLesson
from services.common.storage.unit_of_work import Work
from services.corrections import contract
from services.corrections.contract import CaseKind, FileReport
from services.corrections.domain.kinds import KINDS
from services.corrections.domain.reports import REPORTABLE, ReportFacts, filing_refusal
from services.corrections.refusals import Reasons
from services.corrections.sealing import sealed_texts
from services.corrections.store import queries
from services.corrections.store.cadet_names import called_on
from services.corrections.store.models import Case, Journal, Person
from services.corrections.store.pending_changes import cell_key, is_pending, lesson_key
from services.corrections.usecases.case_papers import draw_up_paper
from services.corrections.usecases.case_transitions import set_state
from services.corrections.usecases.journal_access import required_journal, teaching_spans
from services.corrections.views.cases import case_reply
from services.gradebook.contract import CheckChange, CheckedChange


def change_to_check(work: Work, request: FileReport) -> CheckChange:
    """What the gradebook is asked before, when the papers' own rules allow the report."""
    _checked(work, request)
    kind = _kind(request.kind)
    value = request.value if KINDS[kind].has_value else None
    return CheckChange(
        journal=request.journal,
        kind=kind,  # type: ignore[arg-type]  # whatever is reported is a change
        lesson=request.lesson,
        held=request.held,
        cadet=request.cadet,
        value=value,
    )


def file_report(work: Work, request: FileReport, checked: CheckedChange) -> contract.Case:
    """File the report; ``checked`` is the gradebook's answer to ``change_to_check``."""
    journal, day = _checked(work, request)
    case = new_case(work, _kind(request.kind), journal, day, request.cadet)
    if request.held:
        set_held_lesson(case, journal.id, request.held)
    else:
        case.lesson, case.open_place = request.lesson, cell_key(request.lesson, request.cadet)
    case.sealed_text, case.open_days = sealed_texts.sealed_text(work, case.id, request.text), request.open_days
    case.version, case.sealed = checked.version, checked.sealed
    open_case(work, case, request.text)
    return case_reply(work, case)


def set_held_lesson(case: Case, journal: str, held: HeldLesson) -> None:
    """Write the lesson that the case asks to add, instead of the former one."""
    case.lesson_date, case.lesson_kind, case.topic = held.date, held.kind, held.topic.strip()
    case.open_place = lesson_key(journal, held)


def new_case(work: Work, kind: CaseKind, journal: Journal, day: date, cadet: str | None) -> Case:
    """A case by the caller about a day in a journal; not yet reported."""
    case = blank_case(work, kind, journal.faculty_id, journal.faculty_name)
    members = queries.memberships(work.session, journal.group_id, cadet) if cadet else ()
    case.journal, case.lesson_date, case.cadet = journal.id, day, cadet
    name = called_on(members, day)
    case.cadet_name, case.cadet_full_name, case.cadet_number = name.short, name.full, name.number
    whom = filter(None, (name.short, name.full, name.number))
    author = work.session.get(Person, case.author)
    who = (case.author_name, *([author.full_name] if author else ()))
    case.words = " ".join((journal.group_name, journal.subject_name, *whom, *who)).casefold().strip()
    return case


def blank_case(work: Work, kind: CaseKind, faculty: str, faculty_name: str) -> Case:
    """An empty case of a faculty by the caller."""
    return Case(
        id=str(uuid4()),
        kind=kind,
        faculty_id=faculty,
        faculty_name=faculty_name,
        cadet_name="",
        cadet_full_name="",
        cadet_number="",
        author=work.principal.person,
        author_name=work.principal.name,
        at=work.now,
        open_days=0,
        version=0,
        sealed="",
        act_author="",
        returned_to="",
        waits_for="",
        overdue_told=False,
        warrant="",
        words="",
        state="reported",
        number="",
    )


def open_case(work: Work, case: Case, text: str) -> None:
    """Give the case its report with a number, and begin."""
    work.session.add(case)
    work.session.flush()
    number_case(case, draw_up_paper(work, case, "report", text).number, work)
    set_state(work, case, "reported", "reported", reason=text)


def number_case(case: Case, number: int, work: Work) -> None:
    """Give the case its first paper's number."""
    case.number = f"{number}/{work.now.year}"
    case.words = f"{case.number} {case.words}"


def _checked(work: Work, request: FileReport) -> tuple[Journal, date]:
    journal = required_journal(work, request.journal, Reasons.not_your_journal, "¶3")
    facts = _facts(work, request, journal)
    if refusal := filing_refusal(request.kind, request.text, facts, work.now):
        raise Refused(refusal)
    assert facts.lesson_date is not None, "the rule has refused an unknown lesson"
    return journal, facts.lesson_date


def _facts(work: Work, request: FileReport, journal: Journal) -> ReportFacts:
    members = queries.memberships(work.session, journal.group_id, request.cadet) if request.cadet else ()
    held, lesson = request.held, queries.lesson_of(work.session, journal.id, request.lesson)
    key = lesson_key(journal.id, held) if held else cell_key(request.lesson, request.cadet)
    return ReportFacts(
        teaches=teaching_spans(work.session, journal, work.principal.person),
        lesson_date=held.date if held else lesson.date if lesson else None,
        names_lesson=request.lesson != "",
        names_held=held is not None,
        names_cadet=request.cadet is not None,
        names_value=request.value is not None,
        memberships=queries.spans(members),
        open_days=request.open_days,
        already_open=is_pending(work.session, key),
    )


def _kind(kind: str) -> CaseKind:
    return next(known for known in REPORTABLE if known == kind)
