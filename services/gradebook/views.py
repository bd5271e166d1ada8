"""Rows into the contract's answers; no rules of its own."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Literal

from services.common.kazakh import kazakh_order, short_name
from services.gradebook.contract import Cadet, Mean, Named, TermSpan, Value
from services.gradebook.contract import Lesson as LessonReply
from services.gradebook.domain.deadlines import closes_at, is_open
from services.gradebook.domain.results import current_mean
from services.gradebook.models import Journal, Lesson, Member

DAY = timedelta(days=1)


def lesson_reply(lesson: Lesson, author: Named, now: datetime, opened_until: datetime | None = None) -> LessonReply:
    """A column; ``opened_until``: a late entry has opened it to its reader (¶4)."""
    return LessonReply(
        id=lesson.id,
        date=lesson.date,
        kind=lesson.kind,
        topic=lesson.topic,
        closes_at=closes_at(lesson.date, now.tzinfo),
        state=_state(lesson, now),
        author=author,
        opened_until=opened_until and opened_until.astimezone(now.tzinfo),
    )


def _state(lesson: Lesson, now: datetime) -> Literal["open", "closed", "removed"]:
    if lesson.removed:
        return "removed"
    return "open" if is_open(lesson.date, now) else "closed"


def term_span(journal: Journal) -> TermSpan:
    """The journal's term."""
    return TermSpan(id=journal.term_id, name=journal.term_name, starts=journal.term_starts, ends=journal.term_ends)


def cadets(members: Iterable[Member], today: date) -> tuple[Cadet, ...]:
    """The rows: each cadet once, under the name of today, in Kazakh alphabetical order."""
    by_cadet: dict[str, list[Member]] = {}
    for member in members:
        by_cadet.setdefault(member.cadet, []).append(member)
    found = [(_sort_name(spans, today), _cadet(cadet, spans, today)) for cadet, spans in by_cadet.items()]
    return tuple(cadet for _, cadet in sorted(found, key=lambda pair: (kazakh_order(pair[0]), pair[1].id)))


def means(values: Mapping[str, Iterable[Value]], of: Iterable[str]) -> tuple[Mean, ...]:
    """The current means of some cadets (¶2)."""
    return tuple(Mean(cadet=cadet, value=current_mean(values.get(cadet, ()))) for cadet in of)


def _cadet(cadet: str, spans: Sequence[Member], today: date) -> Cadet:
    name = _name_on(spans, today)
    ends = [span.until for span in spans]
    last = None if None in ends else max(end for end in ends if end is not None) - DAY
    return Cadet(
        id=cadet,
        name=short_name(name["family"], name["given"], name["patronymic"]),
        since=min(span.since for span in spans),
        until=last,
    )


def _sort_name(spans: Sequence[Member], today: date) -> str:
    name = _name_on(spans, today)
    return f"{name['family']} {name['given']} {name['patronymic']}"


def _name_on(spans: Sequence[Member], day: date) -> dict[str, str]:
    names = sorted((name for span in spans for name in span.names), key=lambda name: name["since"])
    valid = [name for name in names if name["since"] <= day.isoformat()]
    return (valid or names[:1])[-1]
