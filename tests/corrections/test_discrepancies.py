"""The discrepancy notice (¶20), from a cell to the faculty's methodist."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from services.common.errors import Refused
from services.common.security.tokens import Principal
from services.common.storage.tables import audit_entry
from services.corrections.store.models import Discrepancy
from services.corrections.subscriptions import take_in_journal, take_in_lesson
from tests.corrections.academy import (
    COLLEAGUE,
    HEAD,
    IT,
    LESSON,
    METHODIST,
    MODERATOR,
    OTHER_HEAD,
    OTHER_METHODIST,
    TEACHER,
    Academy,
    journal,
    lesson,
)


def refusal(attempt: Callable[..., Any], *args: Any, **more: Any) -> tuple[str, str, str]:
    """The kind, code and paragraph with which something is refused."""
    with pytest.raises(Refused) as caught:
        attempt(*args, **more)
    return caught.value.refusal.kind, caught.value.refusal.code, caught.value.refusal.rule


def audit(academy: Academy) -> list[tuple[str, str]]:
    """Who did what to notices, in order."""
    with academy.runtime.unit.reading() as work:
        entries = work.session.execute(select(audit_entry).order_by(audit_entry.c.sequence)).all()
    return [(each.actor, each.action) for each in entries if each.action.startswith("discrepancy.")]


def test_a_notice_says_where_who_and_when(academy: Academy) -> None:
    """¶20: with the cadet's name as it was on the lesson's date."""
    filed = academy.file()
    assert filed == academy.show(filed["id"], METHODIST)
    whom = {"id": "alieva", "name": "Әлиева А.", "full_name": "Әлиева Айгүл", "number": "alieva"}
    assert whom == filed["cadet"]
    assert ("open", "ҚҚ-21", "Криминалистика") == (filed["state"], filed["group"], filed["subject"])
    assert (LESSON, "2026-10-05") == (filed["lesson"], filed["lesson_date"])
    assert ("teacher-1", "2026-10-05T04:00:00Z") == (filed["author"]["id"], filed["at"])


def test_a_cadet_whose_name_came_on_record_later_is_still_named(academy: Academy) -> None:
    """¶20: by the earliest name there is."""
    assert "Ли А." == academy.file(cadet="li")["cadet"]["name"]


def test_a_whole_lesson_can_differ(academy: Academy) -> None:
    """¶20: a notice need not name a cadet."""
    assert academy.file(cadet=None)["cadet"] is None


@pytest.mark.parametrize("who", [COLLEAGUE, METHODIST, HEAD, MODERATOR, IT])
def test_only_a_teacher_of_the_journal_files(academy: Academy, who: Principal) -> None:
    """¶20: nobody else has the paper journal in hand."""
    assert ("forbidden", "not_your_journal", "¶20") == refusal(academy.file, who)
    assert [] == academy.listed(MODERATOR)


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ({"lesson": "lesson-9"}, "lesson_unknown"),
        ({"cadet": "nobody"}, "cadet_not_member"),
        ({"cadet": "baev"}, "cadet_not_member"),
        ({"cadet": "kim"}, "cadet_not_member"),
    ],
    ids=["no lesson", "no cadet", "had left", "had not joined"],
)
def test_a_place_that_is_not_there_is_refused(academy: Academy, place: dict[str, str], code: str) -> None:
    """¶20: the cadet was in the journal's group on the lesson's date."""
    assert ("not_found", code, "¶20") == refusal(academy.file, **place)


def test_a_lesson_of_another_journal_is_refused(academy: Academy) -> None:
    """¶20: even when the teacher teaches both."""
    academy.take_in(take_in_journal, journal(TEACHER, name="journal-2"))
    academy.take_in(take_in_lesson, lesson("lesson-2", of="journal-2"))
    assert ("not_found", "lesson_unknown", "¶20") == refusal(academy.file, lesson="lesson-2")
    assert academy.file(journal="journal-2", lesson="lesson-2")


def test_a_withdrawn_journal_takes_no_notice(academy: Academy) -> None:
    """¶20, ¶14: its contingent was undone."""
    academy.take_in(take_in_journal, journal(TEACHER, withdrawn=True))
    assert ("not_found", "journal_unknown", "¶20") == refusal(academy.file)


@pytest.mark.parametrize("who", [TEACHER, COLLEAGUE, METHODIST])
def test_a_journal_that_is_not_there_is_one_of_somebody_else(academy: Academy, who: Principal) -> None:
    """¶20, ¶5: what a notice or a report names in its body tells nobody whether it exists."""
    there = refusal(academy.file, COLLEAGUE)
    assert there == refusal(academy.file, who, journal="journal-9")
    academy.take_in(take_in_journal, journal(TEACHER, withdrawn=True))
    assert there == refusal(academy.file, COLLEAGUE)


def test_a_notice_says_something(academy: Academy) -> None:
    """¶20: in words, and not in a book."""
    assert ("invalid", "text_required", "¶20") == refusal(academy.file, text=" \n")
    assert ("invalid", "text_too_long", "¶20") == refusal(academy.file, text="ұ" * 1001)
    assert 1000 == len(academy.file(text="ұ" * 1000)["text"])


@pytest.mark.parametrize("who", [METHODIST, HEAD, TEACHER, MODERATOR], ids=lambda who: who.person)
def test_a_notice_is_read_by_whom_it_concerns(academy: Academy, who: Principal) -> None:
    """¶20, ¶7: the faculty's methodist and head, its author, the moderators."""
    filed = academy.file()["id"]
    assert [filed] == academy.listed(who)
    assert filed == academy.show(filed, who)["id"]


@pytest.mark.parametrize("who", [OTHER_METHODIST, OTHER_HEAD, COLLEAGUE, IT], ids=lambda who: who.person)
def test_to_others_a_notice_does_not_exist(academy: Academy, who: Principal) -> None:
    """¶20, ¶3: neither in their list nor by its id."""
    filed = academy.file()["id"]
    assert [] == academy.listed(who)
    assert ("not_found", "discrepancy_unknown", "¶20") == refusal(academy.show, filed, who)


def test_open_notices_come_first_then_the_newest(academy: Academy) -> None:
    """¶20: what waits for the methodist is on top, and counted."""
    notices = []
    for _ in range(3):
        notices.append(academy.file()["id"])
        academy.clock.move(hours=1)
    academy.close(notices[2])
    assert [notices[1], notices[0], notices[2]] == academy.listed(METHODIST)
    assert 2 == academy.waiting(METHODIST)
    assert [notices[2]] == academy.listed(METHODIST, "closed")
    assert [notices[1], notices[0]] == academy.listed(METHODIST, "open")


def test_the_methodist_closes_with_a_reason(academy: Academy) -> None:
    """¶20: the author sees how it ended; the audit says who did what."""
    filed = academy.file()["id"]
    academy.clock.move(hours=2)
    academy.close(filed, reason="  Салыстырылды.  ")
    seen = academy.show(filed, TEACHER)
    assert ("closed", "Салыстырылды.", "methodist-1") == (seen["state"], seen["reason"], seen["closed_by"]["id"])
    assert "2026-10-05T06:00:00Z" == seen["closed_at"]
    assert [("teacher-1", "discrepancy.filed"), ("methodist-1", "discrepancy.closed")] == audit(academy)


@pytest.mark.parametrize(
    ("who", "said"),
    [(who, ("forbidden", "not_your_faculty", "¶20")) for who in (HEAD, TEACHER, MODERATOR)]
    + [(who, ("not_found", "discrepancy_unknown", "¶20")) for who in (OTHER_METHODIST, IT)],
    ids=lambda each: getattr(each, "person", ""),
)
def test_nobody_else_closes(academy: Academy, who: Principal, said: tuple[str, str, str]) -> None:
    """¶20: only a methodist of the journal's faculty; to who may not read it, it does not exist."""
    filed = academy.file()["id"]
    assert said == refusal(academy.close, filed, who)
    assert "open" == academy.show(filed, METHODIST)["state"]


def test_closing_needs_an_open_notice_and_a_reason(academy: Academy) -> None:
    """¶20: not without a reason, not twice, not one that never was."""
    filed = academy.file()["id"]
    assert ("invalid", "reason_required", "¶20") == refusal(academy.close, filed, reason=" ")
    academy.close(filed)
    assert ("conflict", "discrepancy_closed", "¶20") == refusal(academy.close, filed, reason="Тағы да")
    assert "Салыстырылды." == academy.show(filed, METHODIST)["reason"]
    assert ("not_found", "discrepancy_unknown", "¶20") == refusal(academy.close, "never-was")


def test_the_same_command_files_once(academy: Academy) -> None:
    """¶20: a page that sends again after a lost answer makes no second notice."""
    again = str(uuid4())
    first = academy.file(command_id=again)
    assert first == academy.file(command_id=again)
    assert ("conflict", "command_reused", "") == refusal(academy.file, command_id=again, text="Басқа мәтін")
    assert [first["id"]] == academy.listed(METHODIST)


@pytest.mark.parametrize("text", [None, 5, True, ["x"], "\0", "\ud800"])
def test_a_malformed_notice_is_refused(academy: Academy, text: object) -> None:
    """¶20: a service trusts no caller."""
    assert ("invalid", "malformed", "") == refusal(academy.file, text=text)


def test_the_database_knows_no_end_without_a_reason(academy: Academy) -> None:
    """¶20: closed and having a reason are one thing, whatever the code forgets."""
    filed = academy.file()["id"]
    silent = update(Discrepancy).where(Discrepancy.id == filed).values(closed_at=academy.clock.now())
    with pytest.raises(IntegrityError), academy.runtime.unit.writing() as work:
        work.session.execute(silent)


@pytest.mark.parametrize(
    ("search", "found"),
    [("ққ-21", True), ("ӘЛИЕВА криминалистика", True), ("құқық", True), ("teacher-1", True), ("Қасымова", False)],
)
def test_notices_are_found_by_place_and_name(academy: Academy, search: str, found: bool) -> None:
    """¶20: every word typed is in group, subject, faculty or a name as it was then; case does not matter."""
    filed = academy.file()["id"]
    assert ([filed] if found else []) == academy.listed(METHODIST, search=search)


def test_a_search_finds_only_what_may_be_read(academy: Academy) -> None:
    """¶20: another faculty's methodist finds nothing."""
    academy.file()
    assert [] == academy.listed(OTHER_METHODIST, search="ҚҚ-21")


def test_what_waits_for_a_methodist_is_counted(academy: Academy) -> None:
    """¶20: open ones of the own faculty; nothing waits for who only reads. A list of so many counts all."""
    academy.close(academy.file()["id"])
    for _ in range(2):
        academy.file()
    told = {who.person: academy.list(who, limit=0)["waiting"] for who in (METHODIST, HEAD, TEACHER, MODERATOR)}
    assert {METHODIST.person: 2, HEAD.person: 0, TEACHER.person: 0, MODERATOR.person: 0} == told
    one = academy.list(METHODIST, limit=1)
    assert (1, 3, 2) == (len(one["discrepancies"]), one["total"], one["open"])
    assert 0 == len(academy.list(METHODIST, limit=0)["discrepancies"])
