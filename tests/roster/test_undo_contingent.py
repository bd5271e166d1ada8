"""Undoing an applied contingent, while no mark hangs on it (¶14)."""

from datetime import date

import pytest

from services.common.errors import Refused
from services.roster.contract import GROUP_COMPOSED, JOURNAL_ASSIGNED
from services.roster.usecases.undo_contingent import UndoStep, cancel
from tests.roster.academy import Academy, row

NAMES = ("cadet", "cadet_name", "department", "group", "journal", "membership", "subject", "teaching_assignment")


def added(academy: Academy) -> list[int]:
    """How many rows there are that contingents add."""
    counts = academy.counts()
    return [counts[name] for name in NAMES]


def code(refused: pytest.ExceptionInfo[Refused]) -> str:
    """What was refused."""
    return refused.value.refusal.code


def test_an_undo_takes_away_all_that_was_added(academy: Academy) -> None:
    """¶14: after the undo the roster is as if it had never been applied."""
    applied = academy.applied(row(), row(cadet_number="2", subject="Қылмыстық құқық"))
    assert "undone" == academy.undo(applied)["state"]
    assert [0] * len(NAMES) == added(academy)


def test_the_others_are_told_of_the_undo(academy: Academy) -> None:
    """¶14: the group is told empty and the journal withdrawn."""
    applied = academy.applied(row())
    academy.undo(applied)
    (group_type, group), (journal_type, journal) = academy.events()[-2:]
    assert (GROUP_COMPOSED, []) == (group_type, group["members"])
    assert (JOURNAL_ASSIGNED, True) == (journal_type, journal["withdrawn"])


def test_the_gradebook_is_asked_for_the_journals_of_the_contingent(academy: Academy) -> None:
    """¶14: exactly the journals that came to be with it are to be withdrawn."""
    academy.applied(row())
    applied = academy.applied(row(subject="Қылмыстық құқық"))
    asked = academy.begin_undo(applied)
    assert ([academy.events()[-1][1]["id"]], f"undo-{applied['id']}") == (asked["journals"], asked["command_id"])


def test_it_can_be_applied_anew_after_an_undo(academy: Academy) -> None:
    """¶14: the same file again brings everything back."""
    before = added(academy)
    academy.undo(academy.applied(row()))
    academy.applied(row())
    assert [1] * len(NAMES) == [now - then for now, then in zip(added(academy), before, strict=True)]


def test_each_step_can_be_repeated_after_a_crash(academy: Academy) -> None:
    """¶14: beginning twice asks the gradebook for the same; finishing again gives the first answer."""
    applied = academy.applied(row())
    asked = academy.begin_undo(applied)
    assert asked == academy.begin_undo(applied)
    first = academy.finish_undo(applied, command_id="undo-0001")
    assert [] == academy.begin_undo(applied)["journals"]
    assert first == academy.finish_undo(applied, command_id="undo-0001")


def test_when_the_gradebook_refuses_all_stays(academy: Academy) -> None:
    """¶14: with a mark on a journal the attempt ends, and others may be applied again."""
    applied = academy.applied(row())
    academy.begin_undo(applied)
    academy.do(cancel, UndoStep, academy.it, contingent=applied["id"])
    academy.applied(row(subject="Қылмыстық құқық"))
    assert "applied" == academy.show(applied)["state"]


def test_nothing_is_applied_while_an_undo_is_under_way(academy: Academy) -> None:
    """¶14: nobody builds on what is about to go."""
    applied = academy.applied(row())
    other = academy.submit(academy.upload_rows(row(subject="Қылмыстық құқық")))
    academy.begin_undo(applied)
    with pytest.raises(Refused) as refused:
        academy.apply(other)
    assert ("undo_under_way", {"file": "контингент.csv"}) == (code(refused), refused.value.refusal.params)


def test_what_another_contingent_rests_on_is_in_use(academy: Academy) -> None:
    """¶14: a later journal needs the members of an earlier contingent; undone in turn, both go."""
    first = academy.applied(row())
    second = academy.applied(row(subject="Қылмыстық құқық"))
    with pytest.raises(Refused) as refused:
        academy.begin_undo(first)
    assert "contingent_in_use" == code(refused)
    academy.undo(second)
    academy.undo(first)
    assert [0] * len(NAMES) == added(academy)


def test_a_journal_with_a_teacher_of_another_contingent_is_in_use(academy: Academy) -> None:
    """¶14: who has become a teacher of the journal since is not forgotten by an undo."""
    first = academy.applied(row())
    academy.register("second", "Екінші", academy.law)
    second = academy.applied(row(teacher="second"))
    with pytest.raises(Refused) as refused:
        academy.begin_undo(first)
    assert "contingent_in_use" == code(refused)
    academy.undo(second)
    assert ["Оспанов Д."] == [each["name"] for each in academy.events()[-1][1]["teachers"]]


def test_names_that_others_use_stay(academy: Academy) -> None:
    """¶14: the cadet, group and subject that a later contingent uses outlive the undo of the first."""
    autumn = academy.applied(row())
    academy.create_term("2027, 1", date(2027, 1, 10), date(2027, 5, 31))
    academy.applied(row(group="Спорт тобы"))
    academy.undo(autumn)
    counts = academy.counts()
    assert (1, 1, 1, 1) == tuple(counts[name] for name in ("cadet", "membership", "subject", "group"))


def test_only_what_was_applied_is_undone(academy: Academy) -> None:
    """¶14: a submission that was not applied has nothing to undo."""
    submitted = academy.submit(academy.upload_rows(row()))
    with pytest.raises(Refused) as refused:
        academy.undo(submitted)
    assert "contingent_not_applied" == code(refused)


def test_only_it_undoes(academy: Academy) -> None:
    """¶11, ¶14: a methodist undoes nothing."""
    applied = academy.applied(row())
    with pytest.raises(Refused) as refused:
        academy.begin_undo(applied, academy.methodist)
    assert "role_required" == code(refused)
