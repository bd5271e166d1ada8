"""A methodist of the faculty names who examines a journal's group (¶2, ¶3): kept for ever, the newest naming holds."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from services.common.errors import Refused
from services.common.storage.tolerant import said, sound
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import (
    EXAMINERS_NAMED,
    Examiners,
    ExaminersNamed,
    NameExaminers,
    Naming,
    ShowExaminers,
)
from services.gradebook.domain.access import AccessLevel
from services.gradebook.domain.examiners import MOST_EXAMINERS, NamingFacts, naming_refusal
from services.gradebook.refusals import Reasons
from services.gradebook.store import examiners, queries
from services.gradebook.store.models import Examiner, Journal
from services.gradebook.usecases.journal_access import visible_journal
from services.gradebook.views import displayed_names
from services.gradebook.views.displayed_names import in_order


def name_examiners(work: Work, request: NameExaminers) -> Examiners:
    """Name them; the same ones again are no naming. They get the journal's key as soon as somebody has it open."""
    journal = _named_by_caller(work, request.journal)
    queries.locked_journal(work.session, journal.id)
    named = examiners.examiners(work.session, [journal.id]).get(journal.id, [])
    able = {person.id for person in examiners.teachers(work.session)} & {*request.people}
    facts = NamingFacts(able, named, examiners.has_examination_marks(work.session, journal.id))
    if refusal := naming_refusal(request.people, facts):
        raise Refused(refusal)
    if {*named} != {*request.people}:
        examiners.name(work.session, journal.id, request.people, work.principal.person, work.now)
        work.audit("examiners.named", f"journal/{journal.id}", people=sorted({*request.people}))
        work.session.flush()
        tell(work, journal.id)
    return _shown(work, journal)


def tell(work: Work, journal_id: str) -> None:
    """Let others know who examines."""
    people = examiners.examiners(work.session, [journal_id]).get(journal_id, ())
    work.emit(EXAMINERS_NAMED, f"journal/{journal_id}", ExaminersNamed(journal=journal_id, people=tuple(people)))


def show_examiners(work: Work, request: ShowExaminers) -> Examiners:
    """Who examines and who was named before; for who names them, also who can be named."""
    journal, _ = visible_journal(work, request.journal, AccessLevel.METADATA)
    return _shown(work, journal)


def _named_by_caller(work: Work, journal_id: str) -> Journal:
    journal, _ = visible_journal(work, journal_id, AccessLevel.METADATA)
    if not work.principal.has("methodist", journal.faculty_id):
        raise Reasons.role_required.refused(under="¶3", role="methodist")
    return journal


def _shown(work: Work, journal: Journal) -> Examiners:
    rows = examiners.namings(work.session, journal.id)
    named = examiners.examiners(work.session, [journal.id]).get(journal.id, [])
    people = {row.person for row in rows} | {row.author for row in rows}
    names = displayed_names.displayed_names(work.session, journal.id, people)

    def naming(made: Sequence[Examiner]) -> Naming:
        return Naming(
            people=in_order(names[each.person] for each in made), author=names[made[0].author], at=made[0].at
        )

    def damaged(made: Sequence[Examiner]) -> None:
        work.damaged("row_unreadable", f"examiner/{journal.id}/{made[0].naming}")

    namings = tuple(sound(_by_naming(rows), naming, damaged))
    may = work.principal.has("methodist", journal.faculty_id)
    able = {person.id: said(person.name, "") for person in examiners.teachers(work.session)} if may else {}
    candidates = displayed_names.told_apart(work.session, able).values()
    return Examiners(
        people=in_order(names[each] for each in named),
        namings=namings,
        candidates=in_order(candidates),
        most=MOST_EXAMINERS,
    )


def _by_naming(rows: Iterable[Examiner]) -> list[list[Examiner]]:
    """Who was named together, the newest naming first."""
    return [[*made] for _, made in groupby(rows, lambda row: row.naming)]
