"""What roster answers to questions; who may ask is decided here, before anything is read."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from services.common.errors import refuse
from services.common.kazakh import kazakh_order
from services.common.work import Work
from services.roster.contract import (
    AssignmentRow,
    CadetRow,
    Frame,
    GroupPage,
    GroupRow,
    Groups,
    ListFrame,
    ListGroups,
    MemberState,
    Named,
    NameState,
    ShowGroup,
    Someone,
)
from services.roster.domain.memberships import DatedName, TermDays, name_on
from services.roster.domain.names import key
from services.roster.domain.terms import is_in
from services.roster.faces import people
from services.roster.models import Faculty, Group, Journal, Membership, Term
from services.roster.states import group_states, journal_states, term_row


def list_frame(work: Work, _request: ListFrame) -> Frame:
    """Faculties in Kazakh order, terms newest first, and today's term."""
    today = work.now.date()
    terms = list(work.session.scalars(select(Term).order_by(Term.starts.desc())))
    current = next((term.id for term in terms if is_in(today, TermDays(term.starts, term.ends))), "")
    faculties = sorted(work.session.scalars(select(Faculty)), key=lambda faculty: kazakh_order(faculty.name))
    return Frame(
        faculties=tuple(Named(id=each.id, name=each.name) for each in faculties),
        terms=tuple(map(term_row, terms)),
        current_term=current,
    )


def readable_faculties(work: Work) -> frozenset[str] | None:
    """Whose groups the caller may see; None when everybody's. Raises ``Refused(forbidden, role_required)``."""
    who = work.principal
    if who.has("it_staff") or who.has("moderator"):
        return None
    own = who.faculties("methodist") | who.faculties("faculty_head")
    if not own:
        raise refuse("forbidden", "role_required", role="methodist")
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
            name=group.name,
            faculty=Named(id=faculty.id, name=faculty.name),
            cadets=counts.get(group.id, 0),
        )
        for group, faculty in work.session.execute(query)
        if (own is None or faculty.id in own)
        and request.faculty in ("", faculty.id)
        and key(request.search) in group.key
    ]
    return Groups(groups=tuple(sorted(rows, key=_by_faculty_and_name)))


def show_group(work: Work, request: ShowGroup) -> GroupPage:
    """A group with its cadets, past ones too, and its teaching assignments; to who may not see it there is none."""
    own = readable_faculties(work)
    state = next(iter(group_states(work.session, [request.group])), None)
    if state is None or (own is not None and state.faculty.id not in own):
        raise refuse("not_found", "group_unknown")
    return GroupPage(
        id=state.id,
        name=state.name,
        faculty=state.faculty,
        cadets=_cadets(work, state.members),
        assignments=_assignments(work.session, state.id),
    )


def _by_faculty_and_name(row: GroupRow) -> tuple[object, object]:
    return kazakh_order(row.faculty.name), kazakh_order(row.name)


def _cadets_today(work: Work) -> dict[str, int]:
    today = work.now.date()
    lasts = (Membership.since <= today) & ((Membership.until.is_(None)) | (Membership.until > today))
    query = select(Membership.group, func.count(Membership.cadet.distinct())).where(lasts).group_by(Membership.group)
    return {row[0]: row[1] for row in work.session.execute(query)}


def _cadets(work: Work, members: tuple[MemberState, ...]) -> tuple[CadetRow, ...]:
    rows = [
        CadetRow(
            id=member.cadet,
            number=member.number,
            since=member.since,
            until=member.until and member.until - timedelta(days=1),
            **_name_today(work, member.names),
        )
        for member in members
    ]
    return tuple(sorted(rows, key=lambda row: kazakh_order(f"{row.family} {row.given} {row.patronymic}")))


def _name_today(work: Work, names: tuple[NameState, ...]) -> dict[str, str]:
    dated = [DatedName(name.since, name.family, name.given, name.patronymic) for name in names]
    return dict(zip(("family", "given", "patronymic"), name_on(dated, work.now.date()).parts, strict=True))


def _assignments(session: Session, group: str) -> tuple[AssignmentRow, ...]:
    journals = journal_states(session, session.scalars(select(Journal.id).where(Journal.group == group)))
    newest = sorted(journals, key=lambda journal: kazakh_order(journal.subject.name))
    newest.sort(key=lambda journal: journal.term.starts, reverse=True)
    told = people(session)
    return tuple(
        AssignmentRow(
            journal=journal.id,
            subject=journal.subject,
            term=Named(id=journal.term.id, name=journal.term.name),
            teachers=tuple(Someone(**told.named(teacher.person, teacher.name)) for teacher in journal.teachers),
        )
        for journal in newest
    )
