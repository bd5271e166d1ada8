"""Notices (¶15) on a real database: filed by a methodist, decided by IT (¶11), told to the others."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from services.common.errors import Refused
from services.common.security.tokens import Principal
from services.common.storage.tables import audit_entry
from services.roster import contract
from services.roster.contract import GROUP_COMPOSED
from services.roster.usecases.list_notices import list_notices
from services.roster.usecases.return_notice import return_notice
from services.roster.usecases.show_notice import show_notice
from services.roster.usecases.withdraw_notice import withdraw_notice
from tests.roster.academy import COMMAND, Academy, row
from tests.roster.test_together import AT_ONCE, outcomes
from tests.support.clocks import StillClock
from tests.support.runtimes import principal

OTHER = "ІҚ-21-2"


@pytest.fixture
def academy(academy: Academy) -> Academy:
    """With a cadet in each of two groups of the faculty of law."""
    academy.applied(row(), row(group=OTHER, cadet_number="2", family="Баев"))
    return academy


def give_back(academy: Academy, notice: Any, reason: str = "бұйрық жоқ", who: Principal | None = None) -> Any:
    """Return as IT."""
    return academy.do(return_notice, contract.ReturnNotice, who or academy.it, notice=notice["id"], reason=reason)


def withdraw(academy: Academy, notice: Any, who: Principal | None = None) -> Any:
    """Withdraw as the methodist."""
    return academy.do(withdraw_notice, contract.WithdrawNotice, who or academy.methodist, notice=notice["id"])


def listed(academy: Academy, who: Principal | None = None, **request: Any) -> Any:
    """The list, as IT sees it."""
    return academy.ask(list_notices, contract.ListNotices, who or academy.it, **request)


def spans(academy: Academy, group: str = "ІҚ-21-1") -> list[tuple[str, str, str | None]]:
    """Number, first and last day of each member of a group."""
    return [(each["number"], each["since"], each["until"]) for each in academy.members(group)]


def everything(academy: Academy) -> Any:
    """All that a notice may change, and the notices."""
    return academy.members(), academy.members(OTHER), academy.events(), academy.counts(), listed(academy)


def told(academy: Academy) -> dict[str, list[Any]]:
    """The newest state of each group that the others were told: its members."""
    events = [data for kind, data in academy.events() if kind == GROUP_COMPOSED]
    return {data["name"]: data["members"] for data in events}


def code(refused: pytest.ExceptionInfo[Refused]) -> tuple[str, str]:
    """What was refused by which paragraph."""
    return refused.value.refusal.code, refused.value.refusal.rule


# --- what becomes true ------------------------------------------------------------------------------------------


def test_a_transfer_ends_one_membership_and_begins_another(academy: Academy) -> None:
    """¶15, ¶11: the day before was the last in the old group; both groups are told in the same transaction."""
    applied = academy.changed("transfer", academy.cadet(), to_group=academy.group(OTHER), since="2026-10-07")
    assert ("applied", "ІҚ-21-1", OTHER) == (applied["state"], applied["group"]["name"], applied["to_group"]["name"])
    assert [("2021-001", "2026-09-01", "2026-10-06")] == spans(academy)
    assert [("2021-001", "2026-10-07", None), ("2", "2026-09-01", None)] == spans(academy, OTHER)
    news = told(academy)
    assert ["2026-10-07"] == [each["until"] for each in news["ІҚ-21-1"]]
    assert {("2021-001", "2026-10-07"), ("2", "2026-09-01")} == {(m["number"], m["since"]) for m in news[OTHER]}


def test_an_expulsion_ends_every_membership(academy: Academy) -> None:
    """¶15: who is in two groups leaves both; the cadet stays on record."""
    academy.applied(row(group="Спорт тобы"))
    academy.changed("expulsion", academy.cadet())
    assert [[("2021-001", "2026-09-01", "2026-10-04")]] * 2 == [spans(academy), spans(academy, "Спорт тобы")]


def test_somebody_new_is_admitted_from_a_day_on(academy: Academy) -> None:
    """¶15: under the number and the name of the notice, which then knows whose it was."""
    names: dict[str, Any] = {"family": " Ким", "given": "Лев", "patronymic": ""}
    filed = academy.file("admission", number="2026-9", since="2026-11-02", **names)
    assert (None, "2026-9", "Ким") == (filed["cadet"], filed["number"], filed["family"])
    applied = academy.settle(filed)
    assert ("Ким Л.", "2026-9") == (applied["cadet"]["name"], applied["number"])
    assert ("2026-9", "2026-11-02", None) in spans(academy)


def test_a_former_cadet_is_admitted_under_the_name_on_record(academy: Academy) -> None:
    """¶15: into another group too; the earlier stay is what it was."""
    cadet = academy.cadet()
    academy.changed("expulsion", cadet)
    academy.changed("admission", cadet, group=academy.group(OTHER), since="2026-10-20", number="7", family="Х")
    assert [("2021-001", "2026-09-01", "2026-10-04")] == spans(academy)
    assert ("2021-001", "2026-10-20", None) in spans(academy, OTHER)


def test_a_rename_keeps_the_old_name_for_earlier_days(academy: Academy, clock: StillClock) -> None:
    """¶15: a new name holds from its day; every group in which the cadet is or was learns of it."""
    cadet = academy.cadet()
    academy.changed("transfer", cadet, to_group=academy.group(OTHER))
    names: dict[str, Any] = {"family": "Оспан", "given": "Нұрлан", "patronymic": ""}
    applied = academy.changed("rename", cadet, group=academy.group(OTHER), since="2026-10-09", **names)
    assert "Әбдірахманов Н. С." == applied["cadet"]["name"]
    expected = [("Әбдірахманов", "2026-09-01"), ("Оспан", "2026-10-09")]
    for members in told(academy).values():
        (member,) = (each for each in members if each["cadet"] == cadet)
        assert expected == [(name["family"], name["since"]) for name in member["names"]]
    assert "Әбдірахманов" == academy.members()[0]["family"]
    clock.move(days=4)
    assert "Оспан" == academy.members()[0]["family"]


def test_a_leave_with_an_end_brings_the_cadet_back(academy: Academy) -> None:
    """¶15: its end is the day of return; between there is no membership."""
    academy.changed("leave", academy.cadet(), until="2026-12-01")
    stays = [("2021-001", "2026-09-01", "2026-10-04"), ("2021-001", "2026-12-01", None)]
    assert stays == sorted(spans(academy))
    assert ["2026-10-05", None] == [each["until"] for each in told(academy)["ІҚ-21-1"]]


def test_who_comes_back_from_a_leave_without_an_end_is_admitted(academy: Academy) -> None:
    """¶15: until then there is no membership."""
    cadet = academy.cadet()
    academy.changed("leave", cadet)
    assert [("2021-001", "2026-09-01", "2026-10-04")] == spans(academy)
    academy.changed("admission", cadet, since="2027-09-01")
    assert ("2021-001", "2027-09-01", None) in spans(academy)


def test_filing_changes_nothing_yet(academy: Academy) -> None:
    """¶15: only IT's decision does, and each step leaves its entry in the audit."""
    before, events = spans(academy), len(academy.events())
    cadet = academy.cadet()
    returned = give_back(academy, academy.file("expulsion", cadet))
    withdrawn = withdraw(academy, academy.file("expulsion", cadet))
    assert (before, events) == (spans(academy), len(academy.events()))
    assert ("returned", "бұйрық жоқ", "it") == (returned["state"], returned["reason"], returned["decided_by"]["id"])
    assert ("withdrawn", "methodist") == (withdrawn["state"], withdrawn["decided_by"]["id"])
    academy.settle(academy.file("expulsion", cadet))
    expected = [
        "notice.filed",
        "notice.returned",
        "notice.filed",
        "notice.withdrawn",
        "notice.filed",
        "notice.applied",
    ]
    assert expected == academy.audited()[-6:]


def test_a_command_again_gets_its_first_answer(academy: Academy) -> None:
    """¶11: applied once, however often it is asked for under one id."""
    body: dict[str, Any] = {
        "kind": "expulsion",
        "cadet": academy.cadet(),
        "group": academy.group(),
        "since": "2026-10-05",
    }
    first = academy.file(**body, command_id="file-0001")
    assert first == academy.file(**body, command_id="file-0001")
    assert 1 == len(listed(academy)["notices"])


# --- what is refused --------------------------------------------------------------------------------------------


def test_what_is_refused_changes_nothing_and_stays_in_the_audit(academy: Academy) -> None:
    """¶15: to the same group, of an expelled cadet, dated before the previous one: the attempt is on record."""
    cadet, other, expelled = academy.cadet(), academy.group(OTHER), academy.cadet(OTHER)
    academy.changed("expulsion", expelled, group=other)
    academy.changed("rename", cadet, family="Ә", given="Б")
    before = everything(academy)
    attempts: list[tuple[str, dict[str, Any]]] = [
        ("same_group", {"kind": "transfer", "cadet": cadet, "to_group": academy.group()}),
        ("cadet_expelled", {"kind": "transfer", "cadet": expelled, "group": other, "to_group": academy.group()}),
        ("dated_before_previous", {"kind": "transfer", "cadet": cadet, "to_group": other, "since": "2026-09-01"}),
        ("dated_before_previous", {"kind": "rename", "cadet": cadet, "family": "В", "given": "Г"}),
    ]
    for expected, body in attempts:
        with pytest.raises(Refused) as refused:
            academy.file(**body)
        assert (expected, "¶15") == code(refused)
        assert "attempt.refused" == academy.audited()[-1]
    assert before == everything(academy)


def test_the_rules_are_asked_again_when_it_is_applied(academy: Academy) -> None:
    """¶15, ¶11: of two transfers that were fine when filed the second no longer is; it stays for IT to return."""
    cadet = academy.cadet()
    first, second = (academy.file("transfer", cadet, to_group=academy.group(OTHER)) for _ in range(2))
    academy.settle(first)
    with pytest.raises(Refused) as refused:
        academy.settle(second)
    assert ("dated_before_previous", "¶15") == code(refused)
    assert "returned" == give_back(academy, second)["state"]


def test_two_newcomers_do_not_get_one_number(academy: Academy) -> None:
    """¶15: in any case and with any spaces it is one number."""
    names: dict[str, Any] = {"family": "Ким", "given": "Лев"}
    first, second = (academy.file("admission", number=number, **names) for number in ("ж 1", " Ж  1"))
    academy.settle(first)
    with pytest.raises(Refused) as refused:
        academy.settle(second)
    assert ("number_taken", "¶15") == code(refused)


@pytest.mark.parametrize("again", ["settle", "return", "withdraw"])
@pytest.mark.parametrize("ending", ["settle", "return", "withdraw"])
def test_a_notice_ends_once(academy: Academy, ending: str, again: str) -> None:
    """¶11, ¶15: applied, returned or withdrawn, it is neither of them again."""
    ways: dict[str, Callable[[Any], Any]] = {
        "settle": academy.settle,
        "return": lambda notice: give_back(academy, notice),
        "withdraw": lambda notice: withdraw(academy, notice),
    }
    filed = academy.file("expulsion", academy.cadet())
    ways[ending](filed)
    with pytest.raises(Refused) as refused:
        ways[again](filed)
    assert ("notice_not_filed", "¶15" if again == "withdraw" else "¶11") == code(refused)


def test_only_a_methodist_of_the_faculty_files(academy: Academy) -> None:
    """¶15: neither another faculty's, nor a teacher, nor IT."""
    strangers = [principal("m2", ("methodist", academy.command)), principal("t", ("teacher", academy.law)), academy.it]
    expected = [("group_unknown", "¶15"), ("role_required", "¶15"), ("role_required", "¶15")]
    for who, wanted in zip(strangers, expected, strict=True):
        with pytest.raises(Refused) as refused:
            academy.file("expulsion", academy.cadet(), who=who)
        assert wanted == code(refused)


def test_only_it_decides(academy: Academy) -> None:
    """¶11: not the methodist who filed it."""
    filed = academy.file("expulsion", academy.cadet())
    for decide in (academy.settle, lambda it, who: give_back(academy, it, who=who)):
        with pytest.raises(Refused) as refused:
            decide(filed, academy.methodist)
        assert ("role_required", "¶11") == code(refused)


def test_only_its_author_withdraws(academy: Academy) -> None:
    """¶15: not a colleague of the same faculty."""
    filed = academy.file("expulsion", academy.cadet())
    with pytest.raises(Refused) as refused:
        withdraw(academy, filed, principal("colleague", ("methodist", academy.law)))
    assert ("notice_not_yours", "¶15") == code(refused)


def test_a_return_needs_a_reason(academy: Academy) -> None:
    """¶15: so that the methodist knows what to do."""
    filed = academy.file("expulsion", academy.cadet())
    with pytest.raises(Refused) as refused:
        give_back(academy, filed, " ")
    assert ("reason_required", "¶15") == code(refused)


def test_what_is_not_there_is_unknown(academy: Academy) -> None:
    """¶15: no such group, cadet, target or notice."""
    attempts: list[tuple[str, Any]] = [
        ("group_unknown", lambda: academy.file("expulsion", academy.cadet(), group="none")),
        ("group_unknown", lambda: academy.file("transfer", academy.cadet(), to_group="none")),
        ("cadet_unknown", lambda: academy.file("expulsion", "none")),
        ("cadet_unknown", lambda: academy.file("expulsion")),
        ("notice_unknown", lambda: academy.settle({"id": "none"})),
        ("notice_unknown", lambda: academy.ask(show_notice, contract.ShowNotice, academy.it, notice="none")),
    ]
    for expected, attempt in attempts:
        with pytest.raises(Refused) as refused:
            attempt()
        assert (expected, "¶15") == code(refused)


def test_of_many_who_apply_it_one_does(academy: Academy) -> None:
    """¶11: a notice is applied once, however many apply it at the same moment."""
    filed = academy.file("transfer", academy.cadet(), to_group=academy.group(OTHER))
    expected = ["done"] + ["notice_not_filed"] * (AT_ONCE - 1)
    assert expected == outcomes(academy, lambda _: academy.settle(filed))
    assert 2 == len(spans(academy, OTHER))


def test_of_many_changes_of_one_cadet_one_is_made(academy: Academy) -> None:
    """¶15: they are decided one after another, each on what the one before has made true."""
    cadet, other = academy.cadet(), academy.group(OTHER)
    filed = [academy.file("transfer", cadet, to_group=other, since=f"2026-10-0{day}") for day in range(1, 7)]
    assert AT_ONCE == len(filed)
    done = outcomes(academy, lambda number: academy.settle(filed[number])).count("done")
    assert (1, 1) == (done, sum(number == "2021-001" for number, _, _ in spans(academy, OTHER)))


# --- who sees them ----------------------------------------------------------------------------------------------


def test_waiting_ones_come_first_and_are_counted(academy: Academy, clock: StillClock) -> None:
    """¶11: then the newest; a state or a part of a name narrows the list, not the count."""
    give_back(academy, academy.file("expulsion", academy.cadet(), text="бірінші"))
    for text in ("екінші", "үшінші"):
        clock.move(hours=1)
        academy.file("expulsion", academy.cadet(), text=text)
    clock.move(hours=1)
    give_back(academy, academy.file("expulsion", academy.cadet(OTHER), group=academy.group(OTHER), text="төртінші"))
    answer = listed(academy)
    assert (["үшінші", "екінші", "төртінші", "бірінші"], 2) == (texts(answer), answer["filed"])
    assert ["үшінші", "екінші"] == texts(listed(academy, state="filed"))
    assert [["төртінші"], ["төртінші"], ["бірінші"], []] == [
        texts(listed(academy, search=search)) for search in ("баев", OTHER.lower(), "БІРІНШІ", "Жоқ")
    ]


def texts(answer: Any) -> list[str]:
    """The texts of a list."""
    return [each["text"] for each in answer["notices"]]


def test_a_notice_is_seen_where_it_matters(academy: Academy) -> None:
    """¶15: in the faculties of both groups, by IT and moderators; elsewhere it is not, and teachers see none."""
    other = principal("m2", ("methodist", academy.command))
    draft = academy.upload_rows(
        row(faculty=COMMAND, group="ҚҚ-1", cadet_number="3", family="Ким", teacher="other"), who=other
    )
    academy.submit(draft, other)
    academy.apply(draft)
    filed = academy.file("transfer", academy.cadet(), to_group=academy.group("ҚҚ-1"))
    head, moderator = principal("h", ("faculty_head", academy.law)), principal("mod", ("moderator", ""))
    readers = [academy.methodist, other, head, moderator]
    for who in readers:
        shown = academy.ask(show_notice, contract.ShowNotice, who, notice=filed["id"])
        assert (filed, [filed["id"]]) == (shown, [each["id"] for each in listed(academy, who)["notices"]])
    outsider, teacher = principal("x", ("methodist", "elsewhere")), principal("t", ("teacher", academy.law))
    assert {"notices": [], "total": 0, "filed": 0, "waiting": 0, "damaged": []} == listed(academy, outsider)
    for who, expected in ((outsider, ("notice_unknown", "¶15")), (teacher, ("role_required", ""))):
        with pytest.raises(Refused) as refused:
            academy.ask(show_notice, contract.ShowNotice, who, notice=filed["id"])
        assert expected == code(refused)


# --- notices and contingents ------------------------------------------------------------------------------------


def test_a_contingent_with_members_whom_a_notice_changed_is_in_use(academy: Academy) -> None:
    """¶14, ¶15: whatever kind it was; one that is only filed, or returned, hinders nobody."""
    changes: list[tuple[str, dict[str, Any]]] = [
        ("transfer", {"to_group": academy.group(OTHER)}),
        ("expulsion", {}),
        ("rename", {"family": "Ә", "given": "Б"}),
        ("leave", {}),
    ]
    for number, (kind, more) in enumerate(changes):
        contingent = academy.applied(row(group=f"Т-{number}", cadet_number=f"т{number}"))
        about: dict[str, Any] = {"kind": kind, "cadet": academy.cadet(f"Т-{number}"), **more}
        about["group"] = academy.group(f"Т-{number}")
        give_back(academy, academy.file(**about))
        filed = academy.file(**about)
        academy.begin_undo(contingent)
        with pytest.raises(Refused) as refused:
            academy.settle(filed)
        assert ("undo_under_way", "¶14") == code(refused)
        academy.cancel_undo(contingent)
        academy.settle(filed)
        with pytest.raises(Refused) as refused:
            academy.begin_undo(contingent)
        assert ("contingent_in_use", "¶14") == code(refused)


def test_a_contingent_into_whose_group_a_notice_brought_somebody_is_in_use(academy: Academy) -> None:
    """¶14, ¶15: the newcomer would be left in a group without anything."""
    contingent = academy.applied(row(group="Т-1", cadet_number="т1"))
    academy.changed("admission", group=academy.group("Т-1"), number="9", family="Ким", given="Лев")
    with pytest.raises(Refused) as refused:
        academy.begin_undo(contingent)
    assert ("contingent_in_use", "¶14") == code(refused)


def test_what_a_waiting_notice_names_outlives_an_undo(academy: Academy) -> None:
    """¶15: it can still be read and returned; applied it cannot be, for nobody is in the group any more."""
    contingent = academy.applied(row(group="Т-1", cadet_number="т1", family="Ким", given="Лев", patronymic=""))
    filed = academy.file("expulsion", academy.cadet("Т-1"), group=academy.group("Т-1"))
    academy.undo(contingent)
    assert ["Ким Л."] == [each["cadet"]["name"] for each in listed(academy)["notices"]]
    with pytest.raises(Refused) as refused:
        academy.settle(filed)
    assert ("cadet_expelled", "¶15") == code(refused)
    assert "returned" == give_back(academy, filed)["state"]


def errors(academy: Academy, **request: Any) -> list[tuple[int, str, str]]:
    """What a file that names the cadet in the old group is told."""
    draft = academy.upload_rows(row(), row(group=OTHER, cadet_number="2", family="Баев"), **request)
    return [(each["row"], each["column"], each["code"]) for each in draft["errors"]]


@pytest.mark.parametrize("kind", ["transfer", "expulsion", "leave"])
def test_an_old_file_brings_nobody_back(academy: Academy, kind: str) -> None:
    """¶14, ¶15: a row of a group that the cadet has left by a notice is an error; after an admission it is none."""
    waiting = academy.submit(academy.upload_rows(row(subject="Тарих")))
    academy.changed(kind, academy.cadet(), to_group=academy.group(OTHER) if kind == "transfer" else "")
    assert [(2, "cadet_number", "cadet_left_group")] == errors(academy)
    with pytest.raises(Refused) as refused:
        academy.apply(waiting)
    assert ("contingent_outdated", "¶14") == code(refused)
    if kind != "transfer":
        academy.changed("admission", academy.cadet(), since="2026-10-20")
        assert [] == errors(academy)


def test_who_is_on_leave_over_a_whole_term_is_not_in_its_contingent(academy: Academy) -> None:
    """¶14, ¶15: in the term of the return, and in the one in which the leave begins at its end, the row is right."""
    spring = academy.create_term("2027, 1", date(2027, 1, 10), date(2027, 5, 31))["id"]
    autumn = academy.create_term("2027, 2", date(2027, 9, 1), date(2027, 12, 31))["id"]
    academy.changed("leave", academy.cadet(), since="2027-01-01", until="2027-09-01")
    expected = [[], [(2, "cadet_number", "cadet_left_group")], []]
    assert expected == [errors(academy, term=term) for term in (academy.term, spring, autumn)]


def test_an_older_notice_hinders_no_later_contingent(academy: Academy, clock: StillClock) -> None:
    """¶14: what a contingent adds after a notice can be taken back, and the notice's change stays."""
    academy.changed("rename", academy.cadet(), family="Ә", given="Б")
    clock.move(days=1)
    later = academy.applied(row(group="Спорт тобы", family="Ә", given="Б", patronymic=""))
    assert "undone" == academy.undo(later)["state"]
    assert ["Ә"] == [each["family"] for each in academy.members()]


def test_what_waits_is_counted_for_whom_it_waits(academy: Academy, clock: StillClock) -> None:
    """¶11, ¶15: filed ones for IT; for their methodist those that came back, until they are filed anew."""
    cadet = academy.cadet()
    filed = academy.file("expulsion", cadet)
    assert (1, 0) == (listed(academy)["waiting"], listed(academy, academy.methodist)["waiting"])
    give_back(academy, filed)
    waiting = listed(academy, academy.methodist, waiting=True)
    assert (0, 1) == (listed(academy)["waiting"], waiting["waiting"])
    assert [filed["id"]] == [each["id"] for each in waiting["notices"]]
    colleague = principal("colleague", ("methodist", academy.law))
    assert 0 == listed(academy, colleague)["waiting"]
    clock.move(hours=1)
    academy.file("expulsion", cadet)
    assert (1, 0) == (listed(academy)["waiting"], listed(academy, academy.methodist)["waiting"])


def still_waits(academy: Academy) -> list[tuple[str, bool]]:
    """State of each notice as its methodist sees it, and whether it is the methodist's turn."""
    return [(each["state"], each["my_turn"]) for each in listed(academy, academy.methodist)["notices"]]


def test_another_kind_of_notice_answers_it_too(academy: Academy, clock: StillClock) -> None:
    """¶15: "a leave, not an expulsion": the leave that is filed then is the answer, another cadet's is none."""
    give_back(academy, academy.file("expulsion", academy.cadet()))
    clock.move(hours=1)
    academy.file("expulsion", academy.cadet(OTHER), group=academy.group(OTHER))
    assert [("filed", False), ("returned", True)] == still_waits(academy)
    academy.file("leave", academy.cadet())
    assert ("returned", False) == still_waits(academy)[-1]
    assert 0 == listed(academy, academy.methodist)["waiting"]


def test_an_admission_under_another_number_answers_it(academy: Academy, clock: StillClock) -> None:
    """¶15: of those admitted to one group only the one who is meant, also once on record; a rename is none."""
    names: dict[str, Any] = {"family": "Оспанова", "given": "Әсел", "patronymic": ""}
    give_back(academy, academy.file("admission", number="3", **names))
    give_back(academy, academy.file("admission", number="4", family="Ким", given="Лев", patronymic=""))
    clock.move(hours=1)
    academy.changed("admission", number="30", **names)
    academy.file("rename", academy.cadet(), family="Ким", given="Лев")
    found = {each["number"]: each["my_turn"] for each in listed(academy, academy.methodist, waiting=True)["notices"]}
    assert {"4": True} == found


def test_an_admission_of_one_on_record_answers_it(academy: Academy, clock: StillClock) -> None:
    """¶15: "is on record": the same name, without a number."""
    cadet = academy.cadet()
    give_back(
        academy,
        academy.file(
            "admission", number="3", family="әбдірахманов", given="Нұрлан", patronymic="Серікұлы", as_new=True
        ),
    )
    academy.changed("expulsion", cadet)
    clock.move(hours=1)
    assert 1 == listed(academy, academy.methodist)["waiting"]
    academy.file("admission", cadet, since="2026-11-05")
    assert 0 == listed(academy, academy.methodist)["waiting"]


def both_ways(academy: Academy, who: Principal) -> tuple[int, int]:
    """How many are filed, and wait for who asks: counted alone, beside the list, and as the list marks them."""
    counted, beside = listed(academy, who, limit=0), listed(academy, who)
    assert (counted["filed"], counted["waiting"]) == (beside["filed"], beside["waiting"])
    marked = [each["my_turn"] for each in beside["notices"]]
    assert sum(marked) == beside["waiting"] == listed(academy, who, waiting=True)["total"]
    return counted["filed"], counted["waiting"]


def test_what_is_counted_is_what_is_listed(academy: Academy, clock: StillClock) -> None:
    """¶11, ¶15: with ``limit`` 0 the same numbers as with a list, for every reader, whatever was filed."""
    both = principal("methodist", ("methodist", academy.law), ("it_staff", ""))
    moved = principal("methodist", ("methodist", academy.command))
    other = principal("m2", ("methodist", academy.command))
    draft = academy.upload_rows(
        row(faculty=COMMAND, group="Қ-1", cadet_number="9", family="Ким", teacher="other"), who=other
    )
    academy.submit(draft, other)
    academy.apply(draft)
    give_back(academy, academy.file("expulsion", academy.cadet()))
    give_back(academy, academy.file("leave", academy.cadet(OTHER), group=academy.group(OTHER)))
    withdraw(academy, academy.file("expulsion", academy.cadet()))
    academy.file("transfer", academy.cadet(), to_group=academy.group("Қ-1"))
    academy.file("expulsion", academy.cadet("Қ-1"), other, group=academy.group("Қ-1"))
    readers = (academy.it, both, moved, academy.methodist, other, principal("m", ("moderator", "")))
    assert [(2, 2), (2, 4), (2, 2), (1, 2), (2, 0), (2, 0)] == [both_ways(academy, who) for who in readers]
    clock.move(days=1)
    academy.file("rename", academy.cadet(), family="Ә", given="Б")
    assert [(3, 3), (3, 4), (3, 1), (2, 1), (2, 0), (3, 0)] == [both_ways(academy, who) for who in readers]
    clock.move(days=29)
    assert [(3, 4), (2, 1)] == [both_ways(academy, who) for who in (both, academy.methodist)]
    clock.move(days=1)
    assert [(3, 3), (2, 0)] == [both_ways(academy, who) for who in (both, academy.methodist)]


def test_a_list_of_so_many(academy: Academy) -> None:
    """¶15: ``limit`` shows the first ones and counts all; with none it only counts what waits."""
    cadet = academy.cadet()
    for _ in range(3):
        withdraw(academy, academy.file("expulsion", cadet))
    academy.file("expulsion", cadet)
    two = listed(academy, limit=2)
    assert (2, 4, 1) == (len(two["notices"]), two["total"], two["filed"])
    assert "filed" == two["notices"][0]["state"]
    none = listed(academy, limit=0)
    assert ([], 1) == (none["notices"], none["waiting"])


def test_the_audit_says_whom_a_notice_concerns(academy: Academy) -> None:
    """¶15: its author, and the faculties whose groups it touches."""
    other = principal("m2", ("methodist", academy.command))
    draft = academy.upload_rows(
        row(faculty=COMMAND, group="Қ-1", cadet_number="9", family="Ким", teacher="other"), who=other
    )
    academy.submit(draft, other)
    academy.apply(draft)
    notice = academy.file("transfer", academy.cadet(), to_group=academy.group("Қ-1"))
    give_back(academy, notice)
    both = sorted((academy.law, academy.command))
    with academy.runtime.unit.reading() as work:
        wanted = select(audit_entry.c.facts).where(audit_entry.c.action.startswith("notice."))
        facts = [json.loads(each) for each in work.session.scalars(wanted)]
    assert [("methodist", both)] * 2 == [(each["author"], each["faculties"]) for each in facts]


# --- who looks like somebody on record ---------------------------------------------------------------------------

SAME: dict[str, Any] = {"family": "Əбдiрахманов", "given": "Нұрлан", "patronymic": "Серікұлы"}


@pytest.mark.parametrize(
    ("newcomer", "value", "like"),
    [
        ({"number": "2021-1", "family": "Ким", "given": "Лев"}, "2021-1", "2021-001"),
        ({"number": "2021–001", "family": "Ким", "given": "Лев"}, "2021–001", "2021-001"),
        (
            {"number": "77", **SAME},
            "Әбдірахманов Нұрлан Серікұлы, 77",
            "Әбдірахманов Нұрлан Серікұлы, 2021-001",
        ),
    ],
    ids=["zeros", "dash", "name"],
)
def test_who_looks_like_a_cadet_is_admitted_once_it_is_said_who_is_meant(
    academy: Academy, newcomer: dict[str, Any], value: str, like: str
) -> None:
    """¶15: refused with whom it looks like; as new it is filed, applied, and IT sees that it was said."""
    with pytest.raises(Refused) as refused:
        academy.file("admission", **newcomer)
    params = {"value": value, "like": like, "cadet": academy.cadet()}
    assert ("looks_like", params) == (code(refused)[0], dict(refused.value.refusal.params))
    filed = academy.file("admission", **newcomer, as_new=True)
    assert listed(academy)["notices"][0]["as_new"]
    assert "applied" == academy.settle(filed)["state"]


def test_who_was_in_the_group_is_admitted_again_and_not_anew(academy: Academy) -> None:
    """¶15: an expelled cadet of the name is found, and named for an admission of somebody on record."""
    cadet = academy.cadet()
    academy.changed("expulsion", cadet)
    with pytest.raises(Refused) as refused:
        academy.file("admission", number="77", since="2026-11-02", **SAME)
    academy.changed("admission", refused.value.refusal.params["cadet"], since="2026-11-02")
    assert ["2021-001"] == sorted({each["number"] for each in academy.members()})


def test_who_has_come_meanwhile_is_not_doubled(academy: Academy) -> None:
    """¶15, ¶11: two notices of one person under two writings of a number; the second is not applied unseen."""
    first, second = (academy.file("admission", number=number, family="Ким", given="Лев") for number in ("07", "7"))
    academy.settle(first)
    with pytest.raises(Refused) as refused:
        academy.settle(second)
    assert "looks_like" == code(refused)[0]


#: The same name without Kazakh letters; who bears it is in the other group, under number 3.
ALIKE: dict[str, Any] = {"family": "Абдирахманов", "given": "Нурлан", "patronymic": "Серикулы"}


def comes(academy: Academy, kind: str, **more: Any) -> Any:
    """File that the first group's cadet comes to be in the other group, or that the cadet Баев is called so."""
    if kind == "rename":
        baev = next(each["id"] for each in academy.members(OTHER) if each["number"] == "2")
        return academy.file(kind, baev, group=academy.group(OTHER), **SAME, **more)
    cadet = academy.cadet()
    if kind == "admission":
        return academy.file(kind, cadet, group=academy.group(OTHER), **more)
    return academy.file(kind, cadet, to_group=academy.group(OTHER), **more)


@pytest.mark.parametrize("kind", ["transfer", "admission", "rename"])
def test_who_comes_to_a_namesake_is_said_to_be_another(academy: Academy, kind: str) -> None:
    """¶15: refused with whom it looks like; as another one it is filed, applied, and IT sees that it was said."""
    academy.applied(row(group=OTHER, cadet_number="3", **ALIKE))
    if kind == "admission":
        academy.changed("expulsion", academy.cadet(), since="2026-10-02")
    with pytest.raises(Refused) as refused:
        comes(academy, kind)
    namesake = next(each["id"] for each in academy.members(OTHER) if each["number"] == "3")
    like = "Абдирахманов Нурлан Серикулы, 3"
    params = {"value": "Әбдірахманов Нұрлан Серікұлы", "like": like, "cadet": namesake}
    assert ("namesake_in_group", "¶15") == code(refused)
    assert params == dict(refused.value.refusal.params)
    filed = comes(academy, kind, as_new=True, since="2026-10-06")
    assert listed(academy)["notices"][0]["as_new"]
    assert "applied" == academy.settle(filed)["state"]


@pytest.mark.parametrize(
    "gone", [{"kind": "expulsion"}, {"kind": "rename", "family": "Ким", "given": "Лев"}], ids=["left", "renamed"]
)
@pytest.mark.parametrize("kind", ["transfer", "rename"])
def test_who_is_there_no_more_is_nobodys_namesake(academy: Academy, kind: str, gone: dict[str, Any]) -> None:
    """¶15: on the day of the change, whatever was before."""
    academy.applied(row(group=OTHER, cadet_number="3", **ALIKE))
    namesake = next(each["id"] for each in academy.members(OTHER) if each["number"] == "3")
    academy.changed(**gone, cadet=namesake, group=academy.group(OTHER))
    assert "filed" == comes(academy, kind, since="2026-10-06")["state"]


def test_ones_own_name_is_no_namesakes(academy: Academy) -> None:
    """¶15: a slip of the hand in a name is mended by a rename."""
    assert "filed" == academy.file("rename", academy.cadet(), **ALIKE)["state"]


def test_a_namesake_who_has_come_meanwhile_is_not_joined_unseen(academy: Academy) -> None:
    """¶15, ¶11: two notices that bring one name into one group; the second is not applied unseen."""
    transfer, rename = comes(academy, "transfer"), comes(academy, "rename")
    academy.settle(transfer)
    with pytest.raises(Refused) as refused:
        academy.settle(rename)
    assert ("namesake_in_group", "¶15") == code(refused)


def test_a_latin_letter_in_a_new_name_is_replaced(academy: Academy) -> None:
    """¶15: as in a contingent; a name like a formula is none."""
    renamed = academy.file("rename", academy.cadet(), family="Əлиxанов", given="Нұрлан", patronymic="Серікұлы")
    assert "Әлиханов" == renamed["family"]
    wrongs: list[tuple[dict[str, Any], str]] = [
        ({"family": "=1"}, "names_malformed"),
        ({"number": "-5"}, "number_malformed"),
    ]
    for wrong, expected in wrongs:
        with pytest.raises(Refused) as refused:
            academy.file("admission", **{"number": "77", "family": "Ким", "given": "Лев", **wrong})
        assert expected == code(refused)[0]
