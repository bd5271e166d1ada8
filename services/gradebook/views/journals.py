"""A journal's rows as its readers see them."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Literal

from services.common.regulation.deadlines import closes_at, is_open
from services.common.storage.tolerant import BREAKS, said
from services.common.text.kazakh import kazakh_order
from services.common.text.names import Called, Company, called
from services.gradebook.contract import Cadet, DatedName, Named, Someone, Stay, TermSpan
from services.gradebook.contract import Lesson as LessonReply
from services.gradebook.store.models import Journal, Lesson, Member

DAY = timedelta(days=1)


def lesson_reply(
    lesson: Lesson, author: Someone, now: datetime, opened_until: datetime | None = None, *, signed: bool = False
) -> LessonReply:
    """A lesson as a column; ``opened_until``: until when a late entry has opened it to the reader (¶4).

    ``signed``: a signed grade sheet rests on it, so that it is closed before its time.
    """
    return LessonReply(
        id=lesson.id,
        date=lesson.date,
        kind=lesson.kind,
        topic=lesson.topic,
        closes_at=closes_at(lesson.date, now.tzinfo),
        state="closed" if signed and not lesson.removed else _state(lesson, now),
        author=author,
        opened_until=opened_until and opened_until.astimezone(now.tzinfo),
        correction=lesson.correction or 0,
    )


def _state(lesson: Lesson, now: datetime) -> Literal["open", "closed", "removed"]:
    if lesson.removed:
        return "removed"
    return "open" if is_open(lesson.date, now) else "closed"


def group_of(journal: Journal) -> Named:
    """The journal's group."""
    return Named(id=journal.group_id, name=journal.group_name)


def subject_of(journal: Journal) -> Named:
    """The journal's subject."""
    return Named(id=journal.subject_id, name=journal.subject_name)


def subject_or_id(journal: Journal) -> Named:
    """The journal's subject, by its id where the name does not read."""
    return Named(id=journal.subject_id, name=said(journal.subject_name, journal.subject_id))


def term_span(journal: Journal) -> TermSpan:
    """The journal's term."""
    return TermSpan(id=journal.term_id, name=journal.term_name, starts=journal.term_starts, ends=journal.term_ends)


def terms_of(journals: Iterable[Journal]) -> tuple[TermSpan, ...]:
    """The journals' terms, the latest first."""
    found = {each.term_id: term_span(each) for each in journals}
    return tuple(sorted(found.values(), key=lambda term: term.starts, reverse=True))


def faculty_of(journal: Journal) -> Named:
    """The journal's faculty."""
    return Named(id=journal.faculty_id, name=journal.faculty_name)


def cadets(members: Iterable[Member], today: date) -> tuple[Cadet, ...]:
    """The rows: each cadet once, under the name of today, in Kazakh alphabetical order, told apart from the others.

    A cadet whose stored names are unreadable is shown by id.
    """
    by_cadet: dict[str, list[Member]] = {}
    for member in members:
        by_cadet.setdefault(member.cadet, []).append(member)
    names = {cadet: _sound_names(spans) for cadet, spans in by_cadet.items()}
    company = Company((cadet, _called(each, by_cadet[cadet])) for cadet, all_ in names.items() for each in all_)
    found = [_cadet(cadet, spans, today, names[cadet], company) for cadet, spans in by_cadet.items()]
    return tuple(sorted(found, key=lambda cadet: (kazakh_order(cadet.full_name), cadet.id)))


def _sound_names(spans: Sequence[Member]) -> list[dict[str, str]]:
    """The cadet's names, oldest first; none where they do not read."""
    try:
        names = _names(spans)
        for name in names:
            _dated("", name, spans, Company(()))
    except BREAKS:
        return []
    return names


def _nameless(cadet: str, spans: Sequence[Member]) -> dict[str, str]:
    since = min(span.since for span in spans)
    return {"family": cadet, "given": "", "patronymic": "", "since": since.isoformat()}


def _cadet(
    cadet: str, spans: Sequence[Member], today: date, sound: Sequence[dict[str, str]], company: Company
) -> Cadet:
    names = sound or [_nameless(cadet, spans)]
    stays = sorted((_stay(span) for span in spans), key=lambda stay: stay.since)
    ends = [stay.until for stay in stays]
    now = _called(_name_on(names, today), spans)
    return Cadet(
        id=cadet,
        name=company.shown(cadet, now),
        full_name=now.full,
        number=now.number,
        since=stays[0].since,
        until=None if None in ends else max(end for end in ends if end is not None),
        names=tuple(_dated(cadet, name, spans, company) for name in names),
        damaged=not sound,
        stays=tuple(stays),
    )


def _dated(cadet: str, name: dict[str, str], spans: Sequence[Member], company: Company) -> DatedName:
    then = _called(name, spans)
    since = date.fromisoformat(name["since"])
    return DatedName(name=company.shown(cadet, then), full_name=then.full, since=since)


def _stay(span: Member) -> Stay:
    return Stay(since=span.since, until=span.until and span.until - DAY)


def _called(name: dict[str, str], spans: Sequence[Member]) -> Called:
    return called(name["family"], name["given"], name["patronymic"], said(spans[-1].number, ""))


def _names(spans: Sequence[Member]) -> list[dict[str, str]]:
    """The cadet's names, oldest first; each membership knows all of them."""
    by_day = {name["since"]: name for span in spans for name in span.names}
    return [by_day[day] for day in sorted(by_day)]


def _name_on(names: Sequence[dict[str, str]], day: date) -> dict[str, str]:
    valid = [name for name in names if name["since"] <= day.isoformat()]
    return (valid or names[:1])[-1]
