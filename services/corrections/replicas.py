"""corrections' copies of roster's groups and journals and of gradebook's lessons; each event is a whole state."""

from sqlalchemy import delete, insert

from services.common.inbox import Handler
from services.common.wire import encode
from services.common.work import Work
from services.corrections.models import Journal, Lesson, Member
from services.gradebook.contract import LESSON_HELD, LessonState
from services.roster.contract import GROUP_COMPOSED, JOURNAL_ASSIGNED, GroupState, JournalState


def take_in_group(work: Work, state: GroupState) -> None:
    """Replace the group's members, past ones included."""
    work.session.execute(delete(Member).where(Member.group_id == state.id))
    rows = [
        {
            "group_id": state.id,
            "cadet": member.cadet,
            "since": member.since,
            "until": member.until,
            "names": encode(member.names),
        }
        for member in state.members
    ]
    if rows:
        work.session.execute(insert(Member), rows)


def take_in_journal(work: Work, state: JournalState) -> None:
    """Know whose journal it is."""
    journal = Journal(
        id=state.id,
        group_id=state.group,
        group_name=state.group_name,
        subject_name=state.subject.name,
        faculty_id=state.faculty.id,
        faculty_name=state.faculty.name,
        teachers=[encode(teacher) for teacher in state.teachers],
        withdrawn=state.withdrawn,
    )
    work.session.merge(journal)


def take_in_lesson(work: Work, state: LessonState) -> None:
    """Know the lesson's journal and date."""
    work.session.merge(Lesson(id=state.id, journal=state.journal, date=state.date))


HANDLERS: dict[str, Handler] = {
    GROUP_COMPOSED: Handler(GroupState, take_in_group),
    JOURNAL_ASSIGNED: Handler(JournalState, take_in_journal),
    LESSON_HELD: Handler(LessonState, take_in_lesson),
}
