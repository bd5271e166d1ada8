"""Applying a contingent (¶14): all of it or nothing, and never twice."""

from datetime import date
from typing import Any

import pytest

from services.common.errors import Refused
from services.roster.contract import GROUP_COMPOSED, JOURNAL_ASSIGNED
from services.roster.domain.journals import journal_id
from services.roster.store import contingent_writing
from tests.roster.academy import COMMAND, ENDS, LAW, STARTS, Academy, row
from tests.support.runtimes import principal

TWO_CADETS = (
    row(),
    row(cadet_number="2021-002", family="Яхин"),
    row(subject="Қылмыстық құқық"),
    row(cadet_number="2021-002", family="Яхин", subject="Қылмыстық құқық"),
)
WRITTEN = {
    "cadet": 2,
    "cadet_name": 2,
    "department": 1,
    "faculty": 2,
    "group": 1,
    "journal": 2,
    "membership": 2,
    "subject": 2,
    "teaching_assignment": 2,
    "term": 1,
}
NOTHING = {**dict.fromkeys(WRITTEN, 0), "faculty": 2, "term": 1}


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    """What was refused."""
    return refused.value.refusal.code


def test_applying_writes_who_is_where(academy: Academy) -> None:
    """¶14: groups, memberships, subjects, departments, assignments and journals come to be."""
    academy.applied(*TWO_CADETS)
    assert WRITTEN == academy.counts()


def test_until_it_is_applied_nothing_changes(academy: Academy) -> None:
    """¶14: a draft and a submission are words only."""
    academy.submit(academy.upload_rows(*TWO_CADETS))
    assert (NOTHING, []) == (academy.counts(), academy.events())


def test_the_others_are_told_once_per_group_and_journal(academy: Academy) -> None:
    """¶11, ¶14: one event for the group, one for each journal, whatever the number of rows."""
    academy.applied(*TWO_CADETS)
    assert [GROUP_COMPOSED, JOURNAL_ASSIGNED, JOURNAL_ASSIGNED] == [name for name, _ in academy.events()]


def test_many_rows_make_few_events(academy: Academy) -> None:
    """¶14: 3,600 rows of 90 groups make 180 events."""
    rows = [
        row(group=f"топ {number // 40}", cadet_number=str(number), subject=f"пән {number // 400}")
        for number in range(3600)
    ]
    academy.applied(*rows)
    assert (180, 3600) == (len(academy.events()), academy.counts()["membership"])


def test_a_group_is_told_with_its_members_from_the_terms_first_day(academy: Academy) -> None:
    """¶14: lessons of the term's first day can be filled, though the contingent came a month later."""
    academy.applied(row())
    state = academy.events()[0][1]
    member = state["members"][0]
    name = {"family": "Әбдірахманов", "given": "Нұрлан", "patronymic": "Серікұлы", "since": "2026-09-01"}
    assert ("ІҚ-21-1", {"id": academy.law, "name": LAW}) == (state["name"], state["faculty"])
    assert ("2021-001", [name], "2026-09-01", None) == tuple(
        member[part] for part in ("number", "names", "since", "until")
    )


def test_a_journal_is_told_with_its_teacher(academy: Academy) -> None:
    """¶3, ¶14: the gradebook learns of the journal, its term and who teaches it; its id follows from the rest."""
    academy.applied(row())
    state = academy.events()[1][1]
    teacher = {"person": academy.teacher, "name": "Оспанов Д.", "since": "2026-09-01", "until": None}
    term = {"id": academy.term, "name": "2026–2027, 1", "starts": str(STARTS), "ends": str(ENDS)}
    assert journal_id(state["group"], state["subject"]["id"], academy.term) == state["id"]
    assert ([teacher], term, False) == (state["teachers"], state["term"], state["withdrawn"])


def test_applying_an_applied_one_is_refused_and_changes_nothing(academy: Academy) -> None:
    """¶14: a submission is applied once; of the attempt there is an entry in the audit."""
    applied = academy.applied(*TWO_CADETS)
    before = academy.counts(), academy.events(), [*academy.audited(), "attempt.refused"]
    with pytest.raises(Refused) as refused:
        academy.apply(applied)
    assert "contingent_not_submitted" == code(refused)
    assert before == (academy.counts(), academy.events(), academy.audited())


def test_the_same_command_again_gets_the_first_answer(academy: Academy) -> None:
    """¶14: a repeated command changes nothing."""
    submitted = academy.submit(academy.upload_rows(*TWO_CADETS))
    first = academy.decide(academy.applying, submitted, academy.it, command_id="apply-0001")
    told = academy.events()
    assert first == academy.decide(academy.applying, submitted, academy.it, command_id="apply-0001")
    assert told == academy.events()


def test_the_same_file_again_adds_nothing(academy: Academy) -> None:
    """¶14: applying the same contingent twice changes nothing and tells nobody."""
    academy.applied(*TWO_CADETS)
    before = academy.counts(), academy.events()
    again = academy.applied(*TWO_CADETS)
    assert before == (academy.counts(), academy.events())
    assert 4 == again["difference"]["unchanged_rows"]


def test_case_and_spaces_make_no_new_names(academy: Academy) -> None:
    """¶14: "іқ-21-1 " is the group ІҚ-21-1."""
    academy.applied(row())
    academy.applied(row(group=" іқ-21-1 ", subject="азаматтық  ҚҰҚЫҚ", faculty=LAW.upper()))
    assert (1, 1, 1) == tuple(academy.counts()[name] for name in ("group", "subject", "journal"))


def test_a_failure_in_the_middle_leaves_nothing(academy: Academy) -> None:
    """¶14: all or nothing: the last statement fails, nothing was written and nobody told; then it succeeds whole."""

    def fail(*_: Any) -> None:
        raise RuntimeError("the disk is full")

    submitted = academy.submit(academy.upload_rows(*TWO_CADETS))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(contingent_writing.ContingentWriter, "_write_journals", fail)
        with pytest.raises(RuntimeError, match="disk is full"):
            academy.apply(submitted)
    assert (NOTHING, [], "submitted") == (academy.counts(), academy.events(), academy.show(submitted)["state"])
    academy.apply(submitted)
    assert WRITTEN == academy.counts()


def test_a_second_term_continues_memberships(academy: Academy) -> None:
    """¶14, ¶15: in the next term the same members get new journals, and no second membership."""
    academy.applied(row())
    spring = academy.create_term("2026–2027, 2", date(2027, 1, 10), date(2027, 5, 31))["id"]
    shown = academy.applied(row(), term=spring)["difference"]
    assert ([], 1) == (shown["members"], len(shown["journals"]))
    assert (1, 2) == (academy.counts()["membership"], academy.counts()["journal"])


def test_a_cadet_may_be_in_several_groups(academy: Academy) -> None:
    """¶14: one number, two groups, one cadet."""
    academy.applied(row(), row(group="Спорт тобы", subject="Дене шынықтыру"))
    assert (1, 2) == (academy.counts()["cadet"], academy.counts()["membership"])


def test_several_teachers_of_one_journal(academy: Academy) -> None:
    """¶14: logins separated by commas all teach the journal."""
    academy.register("second", "Екінші", academy.law)
    academy.applied(row(teacher="ospanov, second"))
    assert {"Оспанов Д.", "Екінші Д."} == {each["name"] for each in academy.events()[-1][1]["teachers"]}


def test_a_teacher_can_join_a_journal_later(academy: Academy) -> None:
    """¶14: a later contingent adds a teacher to a journal that is there."""
    academy.applied(row())
    academy.register("second", "Екінші", academy.law)
    shown = academy.applied(row(teacher="second"))["difference"]
    assert [["Екінші Д."]] == [journal["teachers"] for journal in shown["journals"]]
    assert 2 == len(academy.events()[-1][1]["teachers"])


def test_only_it_applies(academy: Academy) -> None:
    """¶11, ¶14: the methodist who submitted cannot apply."""
    submitted = academy.submit(academy.upload_rows(row()))
    with pytest.raises(Refused) as refused:
        academy.apply(submitted, academy.methodist)
    assert "role_required" == code(refused)


def test_a_draft_cannot_be_applied(academy: Academy) -> None:
    """¶14: IT applies what a methodist has submitted, nothing else."""
    draft = academy.upload_rows(row())
    with pytest.raises(Refused) as refused:
        academy.apply(draft)
    assert "contingent_not_submitted" == code(refused)


def test_an_unknown_one_cannot_be_applied(academy: Academy) -> None:
    """¶14: a submission that does not exist is refused by name."""
    with pytest.raises(Refused) as refused:
        academy.apply({"id": "none"})
    assert "contingent_unknown" == code(refused)


def test_what_no_longer_fits_is_refused(academy: Academy) -> None:
    """¶14: a teacher who has left since the check makes the submission outdated, and nothing is written."""
    submitted = academy.submit(academy.upload_rows(row()))
    academy.register("ospanov", "Оспанов", academy.law, active=False, person=academy.teacher)
    with pytest.raises(Refused) as refused:
        academy.apply(submitted)
    assert ("contingent_outdated", NOTHING) == (code(refused), academy.counts())


def test_nothing_is_applied_that_was_not_shown(academy: Academy) -> None:
    """¶14: when another submission is undone, one that rested on it would add more than it showed."""
    first = academy.applied(row())
    second = academy.submit(academy.upload_rows(row(subject="Қылмыстық құқық")))
    academy.undo(first)
    with pytest.raises(Refused) as refused:
        academy.apply(second)
    assert "contingent_outdated" == code(refused)


def test_what_has_come_meanwhile_does_no_harm(academy: Academy) -> None:
    """¶14: two submissions with the same new cadets can both be applied; the second adds less."""
    one, two = (academy.submit(academy.upload_rows(*TWO_CADETS)) for _ in range(2))
    academy.apply(one)
    academy.apply(two)
    assert WRITTEN == academy.counts()


def test_a_methodist_submits_the_own_faculty_only(academy: Academy) -> None:
    """¶14: the methodist of another faculty cannot submit it, nor can IT."""
    draft = academy.upload_rows(row())
    codes = []
    for who in (principal("stranger", ("methodist", academy.command)), academy.it):
        with pytest.raises(Refused) as refused:
            academy.submit(draft, who)
        codes.append(code(refused))
    assert ["contingent_unknown", "role_required"] == codes


def test_a_draft_with_errors_cannot_be_submitted(academy: Academy) -> None:
    """¶14: errors are put right in the file, not passed on to IT."""
    draft = academy.upload_rows(row(faculty=COMMAND), row(cadet_number="2"))
    with pytest.raises(Refused) as refused:
        academy.submit(draft, principal("both", ("methodist", academy.law), ("methodist", academy.command)))
    assert "contingent_has_errors" == code(refused)


def test_it_is_submitted_once(academy: Academy) -> None:
    """¶14: a submitted one is no draft any more."""
    submitted = academy.submit(academy.upload_rows(row()))
    with pytest.raises(Refused) as refused:
        academy.submit(submitted)
    assert "contingent_not_draft" == code(refused)


def test_it_returns_with_a_reason(academy: Academy) -> None:
    """¶14: the methodist reads why, and who has returned it."""
    submitted = academy.submit(academy.upload_rows(row()))
    academy.give_back(submitted, " Топ атауы қате ")
    shown = academy.show(submitted, academy.methodist)
    assert ("returned", "Топ атауы қате", "it") == (shown["state"], shown["reason"], shown["decided_by"]["id"])


def test_a_return_needs_a_reason(academy: Academy) -> None:
    """¶14: without a reason nothing is returned."""
    submitted = academy.submit(academy.upload_rows(row()))
    with pytest.raises(Refused) as refused:
        academy.give_back(submitted, "  ")
    assert "reason_required" == code(refused)


def test_what_was_returned_cannot_be_applied(academy: Academy) -> None:
    """¶14: a returned one is uploaded anew."""
    submitted = academy.submit(academy.upload_rows(row()))
    academy.give_back(submitted, "Қате")
    with pytest.raises(Refused) as refused:
        academy.apply(submitted)
    assert "contingent_not_submitted" == code(refused)


def test_only_it_returns(academy: Academy) -> None:
    """¶14: a methodist returns nothing."""
    submitted = academy.submit(academy.upload_rows(row()))
    with pytest.raises(Refused) as refused:
        academy.give_back(submitted, "Қате", academy.methodist)
    assert "role_required" == code(refused)


def test_every_step_is_audited(academy: Academy) -> None:
    """¶14: who handed in, submitted and applied is on record."""
    academy.applied(row())
    expected = ["contingent.uploaded", "contingent.submitted", "contingent.applied"]
    assert expected == academy.audited()[-3:]
