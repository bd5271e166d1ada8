"""What roster answers to questions; who may ask is decided here, before anything is read."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from sqlalchemy import func, select

from services.common.storage.tolerant import UNREADABLE, said, sound
from services.common.storage.unit_of_work import Work
from services.common.text.kazakh import kazakh_order
from services.common.text.people import People
from services.roster.contract import (
    AssignmentRow,
    CadetRow,
    Frame,
    GroupPage,
    GroupRow,
    Groups,
    JournalState,
    ListFrame,
    ListGroups,
    MemberState,
    Named,
    ShowGroup,
    Someone,
)
from services.roster.domain.memberships import DatedName, TermDays, name_on
from services.roster.domain.names import key
from services.roster.domain.terms import is_in
from services.roster.faces import people
from services.roster.models import Faculty, Group, Journal, Membership, Term
from services.roster.refusals import Reasons
from services.roster.states import group_states, journal_states, term_row
from services.roster.unreadable import name_of, telling


def list_frame(work: Work, _request: ListFrame) -> Frame:
    """Faculties in Kazakh order, terms newest first, and today's term."""
    today = work.now.date()
    found = work.session.scalars(select(Term).order_by(Term.starts.desc()))
    terms = tuple(sound(found, term_row, telling(work, "term")))
    current = next((term.id for term in terms if is_in(today, TermDays(term.starts, term.ends))), "")
    faculties = [_faculty(work, each) for each in work.session.scalars(select(Faculty))]
    return Frame(
        faculties=tuple(sorted(faculties, key=lambda faculty: kazakh_order(faculty.name))),
        terms=terms,
        current_term=current,
        damaged=work.unreadable,
    )


def readable_faculties(work: Work) -> frozenset[str] | None:
    """Whose groups the caller may see; None when everybody's. Raises ``Refused(forbidden, role_required)``."""
    who = work.principal
    if who.has("it_staff") or who.has("moderator"):
        return None
    own = who.faculties("methodist") | who.faculties("faculty_head")
    if not own:
        raise Reasons.role_required.refused(role="methodist")
    return own


def is_readable(work: Work, faculty: str) -> bool:
    """Whether the caller may see the faculty's groups."""
    own = readable_faculties(work)
    return own is None or faculty in own


def list_groups(work: Work, request: ListGroups) -> Groups:
    """Groups by faculty and name, each with how many cadets it has today."""
    own = readable_faculties(work)
    counts = _cadets_today(work)
    query = select(Group, Faculty).join(Faculty, Group.faculty == Faculty.id)
    rows = [
        GroupRow(
            id=group.id,
            name=name_of(work, "group", group),
            faculty=_faculty(work, faculty),
            cadets=counts.get(group.id, 0),
        )
        for group, faculty in work.session.execute(query)
        if (own is None or faculty.id in own)
        and request.faculty in ("", faculty.id)
        and key(request.search) in said(group.key, "")
    ]
    return Groups(groups=tuple(sorted(rows, key=_by_faculty_and_name)), damaged=work.unreadable)


def show_group(work: Work, request: ShowGroup) -> GroupPage:
    """A group with its cadets, past ones too, and its teaching assignments; to who may not see it there is none."""
    own = readable_faculties(work)
    state = next(iter(group_states(work.session, [request.group])), None)
    if state is None or (own is not None and state.faculty.id not in own):
        raise Reasons.group_unknown.refused()
    return GroupPage(
        id=state.id,
        name=name_of(work, "group", state),
        faculty=_faculty(work, state.faculty),
        cadets=_cadets(work, state.id, state.members),
        assignments=_assignments(work, state.id),
        damaged=work.unreadable,
    )


def _faculty(work: Work, faculty: Faculty | Named) -> Named:
    return Named(id=faculty.id, name=name_of(work, "faculty", faculty))


def _by_faculty_and_name(row: GroupRow) -> tuple[object, object]:
    return kazakh_order(row.faculty.name), kazakh_order(row.name)


def _cadets_today(work: Work) -> dict[str, int]:
    today = work.now.date()
    lasts = (Membership.since <= today) & ((Membership.until.is_(None)) | (Membership.until > today))
    query = select(Membership.group, func.count(Membership.cadet.distinct())).where(lasts).group_by(Membership.group)
    return {row[0]: row[1] for row in work.session.execute(query)}


def _cadets(work: Work, group: str, members: tuple[MemberState, ...]) -> tuple[CadetRow, ...]:
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
    """The name; the cadet's id where none reads."""
    parts = [(name.since, name.family, name.given, name.patronymic) for name in member.names]
    readable = [each for each in parts if UNREADABLE not in each]
    if len(readable) < max(len(parts), 1):
        work.damaged("row_unreadable", f"cadet/{member.cadet}")
    if not readable:
        return {"family": member.cadet, "given": "", "patronymic": ""}
    name = name_on([DatedName(*each) for each in readable], work.now.date())
    return dict(zip(("family", "given", "patronymic"), name.parts, strict=True))


def _assignments(work: Work, group: str) -> tuple[AssignmentRow, ...]:
    """The newest term first; an assignment whose term does not read is left out."""
    journals = journal_states(work.session, work.session.scalars(select(Journal.id).where(Journal.group == group)))
    dated = list(sound(journals, lambda journal: (journal.term, journal.id), _tell_of_journal(work)))
    terms = {journal: term for term, journal in dated}
    told = people(work.session)
    rows = [_assignment(work, journal, told) for journal in journals if journal.id in terms]
    rows.sort(key=lambda row: kazakh_order(row.subject.name))
    return tuple(sorted(rows, key=lambda row: terms[row.journal].starts, reverse=True))


def _assignment(work: Work, journal: JournalState, told: People) -> AssignmentRow:
    subject = Named(id=journal.subject.id, name=name_of(work, "subject", journal.subject))
    teachers = ((each.person, said(each.name, each.person)) for each in journal.teachers)
    return AssignmentRow(
        journal=journal.id,
        subject=subject,
        term=Named(id=journal.term.id, name=journal.term.name),
        teachers=tuple(Someone(**told.named(*each)) for each in teachers),
    )


def _tell_of_journal(work: Work) -> Callable[[JournalState], None]:
    """Of a journal its term alone is needed to place it."""
    return lambda journal: telling(work, "term")(journal.term)
