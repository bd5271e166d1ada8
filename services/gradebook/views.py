"""Rows into the contract's answers; no rules of its own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Literal

from services.common.kazakh import kazakh_order, short_name
from services.common.stored import BREAKS
from services.gradebook.contract import Cadet, DatedName, Mean, Named, Stay, TermSpan
from services.gradebook.contract import Lesson as LessonReply
from services.gradebook.domain.deadlines import closes_at, is_open
from services.gradebook.domain.results import UNREADABLE, Found, current_mean
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
    """The rows: each cadet once, under the name of today, in Kazakh alphabetical order.

    Of a membership whose names do not read the cadet's id is the name.
    """
    by_cadet: dict[str, list[Member]] = {}
    for member in members:
        by_cadet.setdefault(member.cadet, []).append(member)
    found = [_named(cadet, spans, today) for cadet, spans in by_cadet.items()]
    return tuple(cadet for _, cadet in sorted(found, key=lambda pair: (kazakh_order(pair[0]), pair[1].id)))


def _named(cadet: str, spans: Sequence[Member], today: date) -> tuple[str, Cadet]:
    """The cadet, and by what it is sorted."""
    try:
        return _sort_name(spans, today), _cadet(cadet, spans, today, _names(spans))
    except BREAKS:
        return cadet, replace(_cadet(cadet, spans, today, [_nameless(cadet, spans)]), damaged=True)


def _nameless(cadet: str, spans: Sequence[Member]) -> dict[str, str]:
    since = min(span.since for span in spans)
    return {"family": cadet, "given": "", "patronymic": "", "since": since.isoformat()}


def means(values: Mapping[str, Sequence[Found]], of: Iterable[str]) -> tuple[Mean, ...]:
    """The current means of some cadets (¶2)."""
    return tuple(_mean(cadet, values.get(cadet, ())) for cadet in of)


def _mean(cadet: str, values: Sequence[Found]) -> Mean:
    return Mean(cadet=cadet, value=current_mean(values), broken=UNREADABLE in values)


def _cadet(cadet: str, spans: Sequence[Member], today: date, names: Sequence[dict[str, str]]) -> Cadet:
    stays = sorted((_stay(span) for span in spans), key=lambda stay: stay.since)
    ends = [stay.until for stay in stays]
    return Cadet(
        id=cadet,
        name=_short(_name_on(names, today)),
        since=stays[0].since,
        until=None if None in ends else max(end for end in ends if end is not None),
        names=tuple(DatedName(name=_short(name), since=date.fromisoformat(name["since"])) for name in names),
        stays=tuple(stays),
    )


def _stay(span: Member) -> Stay:
    return Stay(since=span.since, until=span.until and span.until - DAY)


def _short(name: dict[str, str]) -> str:
    return short_name(name["family"], name["given"], name["patronymic"])


def _sort_name(spans: Sequence[Member], today: date) -> str:
    name = _name_on(_names(spans), today)
    return f"{name['family']} {name['given']} {name['patronymic']}"


def _names(spans: Sequence[Member]) -> list[dict[str, str]]:
    """The cadet's names, oldest first; each membership knows all of them."""
    by_day = {name["since"]: name for span in spans for name in span.names}
    return [by_day[day] for day in sorted(by_day)]


def _name_on(names: Sequence[dict[str, str]], day: date) -> dict[str, str]:
    valid = [name for name in names if name["since"] <= day.isoformat()]
    return (valid or names[:1])[-1]
