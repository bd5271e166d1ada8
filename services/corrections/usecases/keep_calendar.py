"""The working days that IT's three days are counted in (¶10)."""

from datetime import date

from services.common.errors import Refused
from services.common.storage.people import People
from services.common.storage.unit_of_work import Work
from services.corrections.contract import Calendar, SetWorkingDay, ShowCalendar, Someone, SpecialDay
from services.corrections.domain.discrepancies import text_refusal
from services.corrections.refusals import Reasons
from services.corrections.store.calendar import days_between, holidays_of, transferred_of
from services.corrections.store.models import CalendarDay, Person


def set_working_day(work: Work, request: SetWorkingDay) -> Calendar:
    """IT says, with a reason, whether a day is a working day, for cases decided from now on."""
    if not work.principal.has("it_staff"):
        raise Reasons.role_required.refused(under="¶10", role="it_staff")
    if refusal := text_refusal(request.reason, Reasons.reason_required, "¶10"):
        raise Refused(refusal)
    said = CalendarDay(
        day=request.day,
        working=request.working,
        reason=request.reason.strip(),
        by=work.principal.person,
        by_name=work.principal.name,
        at=work.now,
    )
    work.session.merge(said)
    work.audit("calendar.day_set", f"day/{request.day.isoformat()}", working=request.working)
    work.session.flush()
    return show_calendar(work, ShowCalendar(year=request.day.year))


def show_calendar(work: Work, request: ShowCalendar) -> Calendar:
    """The year's days that differ from their day of the week. What IT has said outweighs the state's calendar."""
    days = {day: SpecialDay(day=day, working=False, reason=name, by=None) for day, name in _holidays(request.year)}
    days |= {day: SpecialDay(day=day, working=True, reason="", by=None) for day in transferred_of(request.year)}
    first, last = date(request.year, 1, 1), date(request.year, 12, 31)
    people = People(work.session, Person)
    for said in days_between(work.session, first, last):
        by = Someone(**people.named(said.by, said.by_name))
        days[said.day] = SpecialDay(day=said.day, working=said.working, reason=said.reason, by=by)
    return Calendar(year=request.year, days=tuple(days[day] for day in sorted(days)))


def _holidays(year: int) -> list[tuple[date, str]]:
    return list(holidays_of(year).items())
