"""The rules of notices (¶15) by plain calls, and the arithmetic of memberships by whatever Hypothesis thinks of."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.common.errors import Refusal
from services.common.regulation.spans import Span
from services.roster.domain.memberships import DatedName, name_on
from services.roster.domain.notices import (
    FURTHEST,
    LONGEST_TEXT,
    RETURNED_WAITS,
    Asker,
    NoticeFacts,
    PastNotice,
    RequestedChange,
    access_refusal,
    author_refusal,
    decision_refusal,
    identity,
    is_turn_of,
    notice_refusal,
    stays_after,
    text_refusal,
    waits_for,
    withdrawal_refusal,
)
from services.roster.domain.stays import DAY, Stay, held
from services.roster.refusals import Reasons

TODAY = date(2026, 10, 5)
TERM = date(2026, 9, 1)
OLD, NEW = ("Әлиева", "Айгүл", "Серікқызы"), ("Оспанова", "Айгүл", "Серікқызы")

#: Of group a since the term began; groups a, b and c are on record.
FACTS = NoticeFacts(
    groups=frozenset("abc"),
    stays=(Stay("a", Span(TERM)),),
    names=(DatedName(TERM, *OLD),),
    number_taken=False,
)
NEWCOMER = replace(FACTS, stays=(), names=())
EXPELLED = replace(FACTS, stays=(Stay("a", Span(TERM, date(2026, 10, 1))),))


def change(kind: Any, since: date = TODAY, **more: Any) -> RequestedChange:
    """A notice about the cadet of group a, or a newcomer to it."""
    usual: dict[str, Any] = {"group": "a", "cadet": "cadet", "until": None, "number": ""}
    usual["to_group"] = "b" if kind == "transfer" else ""
    usual["names"] = NEW if kind == "rename" else ("", "", "")
    return RequestedChange(**{"kind": kind, "since": since, **usual, **more})


def newcomer(**more: Any) -> RequestedChange:
    """An admission of somebody new."""
    return change("admission", **{"cadet": "", "number": "77", "names": OLD, **more})


def refused(asked: RequestedChange, facts: NoticeFacts = FACTS, today: date = TODAY) -> tuple[str, str] | None:
    """Code and paragraph of the refusal."""
    return said(notice_refusal(asked, facts, today))


def said(refusal: Refusal | None) -> tuple[str, str] | None:
    """Code and paragraph."""
    return None if refusal is None else (refusal.code, refusal.rule)


# --- what passes, and what does not -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "facts"),
    [
        (change("transfer"), FACTS),
        (change("expulsion"), FACTS),
        (change("rename"), FACTS),
        (change("leave", until=date(2027, 10, 5)), FACTS),
        (change("leave"), FACTS),
        (change("admission"), EXPELLED),
        (newcomer(), NEWCOMER),
    ],
)
def test_each_kind_may_hold_from_a_day_past_or_to_come(asked: RequestedChange, facts: NoticeFacts) -> None:
    """¶15: today, some days ago, and in a month."""
    days = (TODAY, date(2026, 10, 2), date(2026, 11, 5))
    assert [None] * 3 == [refused(replace(asked, since=day), facts) for day in days]


@pytest.mark.parametrize("kind", ["transfer", "expulsion", "rename", "leave"])
def test_for_an_expelled_cadet_there_is_nothing_but_an_admission(kind: str) -> None:
    """¶15: neither from today on, nor for the days before the expulsion; an admission passes."""
    days = (TODAY, date(2026, 9, 20))
    assert [("cadet_expelled", "¶15")] * 2 == [refused(change(kind, day), EXPELLED) for day in days]
    first = date(2026, 10, 1)
    assert ("cadet_expelled", "¶15") == refused(change(kind, first), EXPELLED, today=first)
    assert None is refused(change("admission"), EXPELLED)


@pytest.mark.parametrize("kind", ["transfer", "expulsion", "leave"])
def test_a_change_is_not_dated_before_the_previous_one(kind: str) -> None:
    """¶15: a transfer of 20 September bars earlier days and its own; the day after passes."""
    moved = replace(FACTS, stays=(Stay("b", Span(TERM, date(2026, 9, 20))), Stay("a", Span(date(2026, 9, 20)))))
    days = (date(2026, 9, 10), date(2026, 9, 20), date(2026, 9, 21))
    barred = ("dated_before_previous", "¶15")
    assert [barred, barred, None] == [refused(change(kind, day), moved) for day in days]


def test_a_change_that_is_to_come_bars_the_days_before_it() -> None:
    """¶15: who is expelled from November on is not transferred in October; and is here until then."""
    leaving = replace(FACTS, stays=(Stay("a", Span(TERM, date(2026, 11, 1))),))
    assert ("dated_before_previous", "¶15") == refused(change("transfer"), leaving)
    assert None is refused(change("rename"), leaving)


def test_a_transfer_does_not_meet_a_stay_that_is_to_come() -> None:
    """¶15: who will be in the other group from November on is not brought there in October."""
    facts = replace(FACTS, stays=(*FACTS.stays, Stay("b", Span(date(2026, 11, 1)))))
    assert ("dated_before_previous", "¶15") == refused(change("transfer"), facts)
    assert None is refused(change("transfer", to_group="c"), facts)


def test_the_refusal_says_which_day_would_do() -> None:
    """¶15: and that day does."""
    refusal = notice_refusal(change("expulsion", TERM), FACTS, TODAY)
    assert refusal is not None
    assert None is refused(change("expulsion", date.fromisoformat(refusal.params["first"])))


@pytest.mark.parametrize(
    ("to_group", "expected"),
    [("a", "same_group"), ("nowhere", "group_unknown"), ("", "group_unknown"), ("b", None), ("c", "cadet_in_group")],
)
def test_a_transfer_goes_to_another_group(to_group: str, expected: str | None) -> None:
    """¶15: not to the same, not to one that is not there, not to one in which the cadet is as well."""
    facts = replace(FACTS, stays=(*FACTS.stays, Stay("c", Span(TERM))))
    answer = refused(change("transfer", to_group=to_group), facts)
    assert expected == (answer and answer[0])


@pytest.mark.parametrize("kind", ["transfer", "expulsion", "leave", "rename"])
def test_a_change_is_of_a_cadet_of_the_group(kind: str) -> None:
    """¶15: a cadet of group a is, and one of group c is not."""
    elsewhere = replace(FACTS, stays=(Stay("c", Span(TERM)),))
    assert (("cadet_not_in_group", "¶15"), None) == (refused(change(kind), elsewhere), refused(change(kind)))


@pytest.mark.parametrize("kind", ["transfer", "expulsion", "leave", "rename", "admission"])
def test_a_change_is_of_a_cadet_on_record_in_a_group_on_record(kind: str) -> None:
    """¶15: an id that is nobody's, and a group that is not there."""
    nobody = replace(FACTS, names=(), stays=())
    assert ("cadet_unknown", "¶15") == refused(change(kind), nobody)
    assert ("group_unknown", "¶15") == refused(change(kind, group="nowhere"))


def test_who_is_admitted_is_in_no_group_on_that_day() -> None:
    """¶15: neither in that group nor in another; from the day of leaving on it passes."""
    elsewhere = replace(FACTS, stays=(Stay("c", Span(TERM, TODAY)),))
    answers = [refused(change("admission"), FACTS), refused(change("admission", date(2026, 10, 4)), elsewhere)]
    assert [("cadet_in_group", "¶15")] * 2 == answers
    assert None is refused(change("admission", TODAY), elsewhere)


def test_who_is_admitted_was_in_no_group_after_that_day() -> None:
    """¶15: an admission is not dated before an earlier stay, over or to come."""
    before = change("admission", date(2026, 8, 1))
    later = replace(FACTS, stays=(Stay("a", Span(date(2026, 11, 1))),))
    assert [("dated_before_previous", "¶15")] * 2 == [refused(before, EXPELLED), refused(change("admission"), later)]


def test_a_number_is_one_cadets() -> None:
    """¶15: somebody new comes under a number that is nobody's."""
    taken = replace(NEWCOMER, number_taken=True)
    assert (("number_taken", "¶15"), None) == (refused(newcomer(), taken), refused(newcomer(), NEWCOMER))


@pytest.mark.parametrize("number", ["", "9" * 41, "1\u202e2"])
def test_a_newcomer_has_a_number(number: str) -> None:
    """¶15: of 1 to 40 characters that one can see."""
    assert ("number_malformed", "¶15") == refused(newcomer(number=number), NEWCOMER)
    assert None is refused(newcomer(number="2026/ІҚ-7"), NEWCOMER)


@pytest.mark.parametrize(
    "names", [("", "А", ""), ("А", "", ""), ("А1", "Б", ""), ("А", "Б", "@"), ("А" * 101, "Б", "")]
)
def test_a_name_is_a_name(names: tuple[str, str, str]) -> None:
    """¶15: family and given name, of letters; a patronymic need not be."""
    answers = [refused(newcomer(names=names), NEWCOMER), refused(change("rename", names=names))]
    assert [("names_malformed", "¶15")] * 2 == answers
    assert None is refused(change("rename", names=("Ә-Б", "О'К", "")))


def test_a_rename_changes_something() -> None:
    """¶15: the name that holds on that day is no new one; a former name is."""
    names = (DatedName(TERM, *NEW), DatedName(date(2026, 9, 10), *OLD))
    facts = replace(FACTS, names=names)
    assert ("name_unchanged", "¶15") == refused(change("rename", names=OLD), facts)
    assert None is refused(change("rename", names=NEW), facts)


def test_a_rename_is_not_dated_before_the_previous_one() -> None:
    """¶15: nor on its day, for then the earlier name would never have been."""
    facts = replace(FACTS, names=(*FACTS.names, DatedName(date(2026, 9, 10), "Басқа", "А", "")))
    days = (date(2026, 9, 9), date(2026, 9, 10), date(2026, 9, 11))
    barred = ("dated_before_previous", "¶15")
    assert [barred, barred, None] == [refused(change("rename", day), facts) for day in days]


@pytest.mark.parametrize(
    ("until", "expected"), [(TODAY, "leave_dates_wrong"), (TODAY - DAY, "leave_dates_wrong"), (TODAY + DAY, None)]
)
def test_a_leave_ends_after_its_start(until: date, expected: str | None) -> None:
    """¶15: it has a day at least."""
    answer = refused(change("leave", until=until))
    assert expected == (answer and answer[0])


@pytest.mark.parametrize("shift", [FURTHEST, -FURTHEST])
def test_a_date_can_be_meant(shift: timedelta) -> None:
    """¶15: five years at most from today, either way; what lies farther is a slip of the pen."""
    past = replace(NEWCOMER, stays=(), names=())
    over = DAY if shift > timedelta() else -DAY
    assert None is refused(newcomer(since=TODAY + shift), past)
    assert ("date_too_far", "¶15") == refused(newcomer(since=TODAY + shift + over), past)
    assert ("date_too_far", "¶15") == refused(change("leave", until=TODAY + FURTHEST + DAY))


def test_a_notice_says_why() -> None:
    """¶15: in words that fit the page."""
    texts = (" \n", "\u200b", "б" * (LONGEST_TEXT + 1), "б" * LONGEST_TEXT, "№ 12 бұйрық")
    answers = [said(text_refusal(text, Reasons.text_required)) for text in texts]
    assert [("text_required", "¶15")] * 2 + [("text_too_long", "¶15"), None, None] == answers


def test_a_methodist_speaks_for_the_own_faculty() -> None:
    """¶15: files for it alone; reads what touches it."""
    other = ("not_your_faculty", "¶15")
    assert (None, other) == (said(author_refusal({"f"}, "f")), said(author_refusal({"f"}, "g")))
    assert (None, other) == (said(access_refusal({"f"}, {"f", "g"})), said(access_refusal({"f"}, {"g"})))


def test_a_notice_is_decided_on_once() -> None:
    """¶11, ¶15: by IT, or taken back by its author, while it is filed."""
    states: tuple[Any, ...] = ("filed", "applied", "returned", "withdrawn")
    assert [None] + [("notice_not_filed", "¶11")] * 3 == [said(decision_refusal(state)) for state in states]
    own = [said(withdrawal_refusal(state, is_author=True)) for state in states]
    assert [None] + [("notice_not_filed", "¶15")] * 3 == own
    assert ("notice_not_yours", "¶15") == said(withdrawal_refusal("filed", is_author=False))


# --- memberships over time --------------------------------------------------------------------------------------

DAYS = 120
#: Stands for the group in which the cadet is on the notice's day.
HERE = "here"

days = st.integers(0, DAYS).map(lambda count: TERM + timedelta(days=count))
wishes = st.builds(
    lambda kind, since, away, **more: change(kind, since, until=away and since + timedelta(days=away), **more),
    st.sampled_from(["transfer", "transfer", "expulsion", "admission", "admission", "leave"]),
    days,
    st.none() | st.integers(1, 30),
    group=st.sampled_from([HERE, HERE, HERE, "a", "b"]),
    to_group=st.sampled_from("abc"),
)
#: In the order of their days, so that many of them pass, or in any.
sequences = st.lists(wishes, min_size=1, max_size=12).flatmap(
    lambda asked: st.sampled_from([sorted(asked, key=lambda each: each.since), asked])
)
EVERY_DAY = [TERM + timedelta(days=count) for count in range(-2, 2 * DAYS)]


def applied(
    asked: Iterable[RequestedChange],
) -> tuple[frozenset[Stay], list[tuple[RequestedChange, frozenset[Stay], frozenset[Stay]]]]:
    """The stays after all notices that the rules let pass, and each of those with the stays before and after."""
    stays, steps = frozenset({Stay("a", Span(TERM))}), []
    for drawn in asked:
        each = _placed(drawn, stays)
        if refused(each, replace(FACTS, stays=tuple(stays)), today=TERM) is None:
            after = stays_after(each, stays)
            steps.append((each, stays, after))
            stays = after
    return stays, steps


def _placed(each: RequestedChange, stays: Iterable[Stay]) -> RequestedChange:
    return replace(each, group=min(held(stays, each.since), default="a")) if each.group == HERE else each


def groups_by_day(stays: Iterable[Stay]) -> dict[date, list[str]]:
    """In which groups the cadet is on each day; twice in one if two memberships hold the day."""
    return {day: sorted(stay.group for stay in stays if held([stay], day)) for day in EVERY_DAY}


@given(sequences)
@example([change("transfer", TERM + DAY), change("admission", TERM + 2 * DAY)])
def test_a_cadet_is_in_one_group_at_a_time(asked: list[RequestedChange]) -> None:
    """¶15: however notices follow each other, no day is in two memberships, and none ends before it has begun."""
    stays, _ = applied(asked)
    assert {} == {day: groups for day, groups in groups_by_day(stays).items() if len(groups) > 1}
    assert all(stay.span.until is None or stay.span.since < stay.span.until for stay in stays)


@given(sequences)
def test_nothing_before_a_notices_day_is_rewritten(asked: list[RequestedChange]) -> None:
    """¶15: on every earlier day the cadet is where the cadet was."""
    for each, before, after in applied(asked)[1]:
        was, is_now = groups_by_day(before), groups_by_day(after)
        assert {} == {day: groups for day, groups in was.items() if day < each.since and is_now[day] != groups}


@given(sequences)
def test_from_its_day_on_a_notice_holds_without_a_day_lost(asked: list[RequestedChange]) -> None:
    """¶15: transferred or admitted, in that group every day; expelled, in none; on leave, in none, then back."""
    for each, before, after in applied(asked)[1]:
        for day, groups in groups_by_day(after).items():
            if day >= each.since:
                assert _expected(each, before, day) == groups, (each, day)


def _expected(each: RequestedChange, before: frozenset[Stay], day: date) -> list[str]:
    if each.kind == "transfer":
        return [each.to_group]
    if each.kind == "admission":
        return [each.group]
    is_back = each.kind == "leave" and each.until is not None and day >= each.until
    return sorted(held(before, each.since)) if is_back else []


@given(sequences, wishes)
def test_a_day_that_the_rules_name_is_late_enough(asked: list[RequestedChange], last: RequestedChange) -> None:
    """¶15: what is refused for its date passes, or is refused for another reason, from the day that is named on."""
    stays, _ = applied(asked)
    facts, last = replace(FACTS, stays=tuple(stays)), _placed(last, stays)
    refusal = notice_refusal(last, facts, TERM)
    if refusal is not None and refusal.code == "dated_before_previous":
        again = refused(replace(last, since=date.fromisoformat(refusal.params["first"]), until=None), facts, TERM)
        assert again is None or again[0] != "dated_before_previous"


@given(st.lists(st.tuples(days, st.sampled_from([OLD, NEW])), max_size=5))
def test_a_name_holds_for_the_days_before_the_next(asked: list[tuple[date, tuple[str, str, str]]]) -> None:
    """¶15: a rename changes no name of an earlier day, and is the name of every later one."""
    names = FACTS.names
    for since, parts in asked:
        if refused(change("rename", since, names=parts), replace(FACTS, names=names), TERM) is None:
            after = (*names, DatedName(since, *parts))
            before = {day: name_on(names, day).parts for day in EVERY_DAY}
            expected = {day: parts if day >= since else before[day] for day in EVERY_DAY}
            assert expected == {day: name_on(after, day).parts for day in EVERY_DAY}
            names = after


# --- what came back ---------------------------------------------------------------------------------------------

NOW = datetime(2026, 10, 12, 9, 0, tzinfo=UTC)
ASEL = ("Оспанова", "Әсел", "")
CAME_BACK = PastNotice(
    "returned", "m", identity("cadet-1", "", ("", "", "")), NOW - timedelta(days=2), NOW - timedelta(days=1)
)
LONG_AGO = replace(CAME_BACK, at=NOW - RETURNED_WAITS - timedelta(days=1))
ADMITTED = replace(CAME_BACK, about=identity("", "26-001", ASEL))
ANEW = replace(CAME_BACK, state="filed", at=NOW, decided_at=None)


@pytest.mark.parametrize(
    ("notice", "whom"),
    [
        (CAME_BACK, "author"),
        (ANEW, "it_staff"),
        (replace(CAME_BACK, state="withdrawn"), ""),
        (replace(CAME_BACK, state="applied"), ""),
        (replace(LONG_AGO, decided_at=NOW - RETURNED_WAITS), "author"),
        (replace(LONG_AGO, decided_at=NOW - RETURNED_WAITS - timedelta(seconds=1)), ""),
    ],
)
def test_whom_a_notice_waits_for(notice: PastNotice, whom: str) -> None:
    """¶11, ¶15: what is filed for IT; for its author only what IT has returned, and not for ever."""
    assert whom == waits_for(notice, [notice], NOW)


@pytest.mark.parametrize(
    ("asker", "filed", "returned"),
    [
        (Asker("m", it=False), False, True),
        (Asker("it", it=True), True, False),
        (Asker("m", it=True), True, True),
        (Asker("colleague", it=False), False, False),
    ],
)
def test_whose_turn_a_notice_is(asker: Asker, filed: bool, returned: bool) -> None:
    """¶11, ¶15: IT's, whoever of them; the author's, and no colleague's."""
    assert (filed, returned) == (is_turn_of(asker, ANEW, [], NOW), is_turn_of(asker, CAME_BACK, [], NOW))


@pytest.mark.parametrize(
    ("other", "whom"),
    [
        (ANEW, ""),
        (replace(ANEW, state="applied", decided_at=NOW), ""),
        (replace(ANEW, author="colleague"), "author"),
        (replace(ANEW, about=identity("cadet-2", "", ("", "", ""))), "author"),
        (replace(ANEW, at=CAME_BACK.at - timedelta(days=1)), "author"),
        (replace(ANEW, at=CAME_BACK.at + timedelta(hours=1)), "author"),
    ],
)
def test_what_was_filed_anew_waits_no_more(other: PastNotice, whom: str) -> None:
    """¶15: whatever the same author files about the same cadet after it came back, of this kind or another."""
    assert whom == waits_for(CAME_BACK, [CAME_BACK, other], NOW)


@pytest.mark.parametrize(
    ("whom", "waits"),
    [
        (identity("", "26-010", ASEL), ""),
        (identity("", "26-001", ("Оспанова", "Асель", "")), ""),
        (identity("", " 26-001", ("", "", "")), ""),
        (identity("cadet-7", "", ASEL), ""),
        (identity("cadet-7", "26-001", ASEL), ""),
        (identity("", "26-010", ("Баев", "Болат", "")), "author"),
        (identity("cadet-7", "", ("", "", "")), "author"),
        (identity("", "", ("26-001", "", "")), "author"),
    ],
)
def test_an_admission_filed_anew_waits_no_more(whom: frozenset[str], waits: str) -> None:
    """¶15: under another number or another name, or of somebody who is on record; the group's next newcomer is not."""
    assert waits == waits_for(ADMITTED, [ADMITTED, replace(ANEW, about=whom)], NOW)
