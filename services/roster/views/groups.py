"""Rows of a group's page: its cadets and its teaching assignments."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from services.common.storage.people import People
from services.common.storage.tolerant import UNREADABLE, said, sound
from services.common.storage.unit_of_work import Work
from services.common.storage.unreadable import readable_name, report_unreadable
from services.common.text.kazakh import kazakh_order
from services.roster.contract import AssignmentRow, CadetRow, JournalState, MemberState, Named, Someone
from services.roster.domain.memberships import DatedName, name_on
from services.roster.store.event_data import journal_states
from services.roster.store.models import Faculty
from services.roster.store.queries import journals_of_group
from services.roster.views.displayed_names import displayed_people


def faculty_view(work: Work, faculty: Faculty | Named) -> Named:
    """A faculty with its name; with its id where the name does not read."""
    return Named(id=faculty.id, name=readable_name(work, "faculty", faculty))


def cadet_rows(work: Work, group: str, members: tuple[MemberState, ...]) -> tuple[CadetRow, ...]:
    """The group's cadets in Kazakh order, past ones too; a row that does not read is left out and reported."""

    def damaged(member: MemberState) -> None:
        work.damaged("row_unreadable", f"member/{group}/{member.cadet}")

    rows = sound(members, partial(_cadet, work), damaged)
    return tuple(sorted(rows, key=lambda row: kazakh_order(f"{row.family} {row.given} {row.patronymic}")))


def _cadet(work: Work, member: MemberState) -> CadetRow:
    return CadetRow(
        id=member.cadet,
        number=_number(work, member),
        since=member.since,
        until=member.until and member.until - timedelta(days=1),
        **_name_today(work, member),
    )


def _number(work: Work, member: MemberState) -> str:
    if member.number is UNREADABLE:
        work.damaged("row_unreadable", f"cadet/{member.cadet}")
    return said(member.number, "")


def _name_today(work: Work, member: MemberState) -> dict[str, str]:
    """The name that holds today; the cadet's id where no name reads."""
    parts = [(name.since, name.family, name.given, name.patronymic) for name in member.names]
    readable = [each for each in parts if UNREADABLE not in each]
    if len(readable) < max(len(parts), 1):
        work.damaged("row_unreadable", f"cadet/{member.cadet}")
    if not readable:
        return {"family": member.cadet, "given": "", "patronymic": ""}
    name = name_on([DatedName(*each) for each in readable], work.now.date())
    return dict(zip(("family", "given", "patronymic"), name.parts, strict=True))


def assignment_rows(work: Work, group: str) -> tuple[AssignmentRow, ...]:
    """The newest term first; an assignment whose term does not read is left out."""
    journals = journal_states(work.session, journals_of_group(work.session, group))
    dated = list(sound(journals, lambda journal: (journal.term, journal.id), _report_term(work)))
    terms = {journal: term for term, journal in dated}
    told = displayed_people(work.session)
    rows = [_assignment(work, journal, told) for journal in journals if journal.id in terms]
    rows.sort(key=lambda row: kazakh_order(row.subject.name))
    return tuple(sorted(rows, key=lambda row: terms[row.journal].starts, reverse=True))


def _assignment(work: Work, journal: JournalState, told: People) -> AssignmentRow:
    subject = Named(id=journal.subject.id, name=readable_name(work, "subject", journal.subject))
    teachers = ((each.person, said(each.name, each.person)) for each in journal.teachers)
    return AssignmentRow(
        journal=journal.id,
        subject=subject,
        term=Named(id=journal.term.id, name=journal.term.name),
        teachers=tuple(Someone(**told.named(*each)) for each in teachers),
    )


def _report_term(work: Work) -> Callable[[JournalState], None]:
    """Reports a journal's term, which alone can keep the journal out of the list."""
    return lambda journal: report_unreadable(work, "term")(journal.term)
