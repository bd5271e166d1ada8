"""What corrections knows of others' facts: each event is a whole state and replaces what was known."""

from typing import Any

import pytest

from services.auth import contract as auth
from services.common.errors import Refused
from services.common.security.tokens import Principal
from services.corrections.subscriptions import (
    HANDLERS,
    take_in_examiners,
    take_in_group,
    take_in_journal,
    take_in_lesson,
)
from services.gradebook import contract as gradebook
from services.roster import contract as roster
from tests.corrections.academy import COLLEAGUE, METHODIST, TEACHER, Academy, group, journal, lesson


def code(academy: Academy, **place: Any) -> str:
    """The code with which a notice is refused."""
    with pytest.raises(Refused) as caught:
        academy.file(**place)
    return caught.value.refusal.code


def test_every_handler_takes_what_its_owner_sends() -> None:
    """¶20: the shapes are those of the owners' contracts."""
    owners = {**auth.EVENTS, **roster.EVENTS, **gradebook.EVENTS}
    assert {kind: owners[kind] for kind in HANDLERS} == {kind: each.shape for kind, each in HANDLERS.items()}


def test_a_lesson_whose_event_comes_late_can_be_named_afterwards(academy: Academy) -> None:
    """¶20: until then it is unknown, and trying again helps."""
    assert "lesson_unknown" == code(academy, lesson="lesson-3")
    academy.take_in(take_in_lesson, lesson("lesson-3"))
    assert "lesson-3" == academy.file(lesson="lesson-3")["lesson"]


def test_a_group_composed_anew_replaces_its_members(academy: Academy) -> None:
    """¶20, ¶11: who is no longer in it cannot be named; notices that were filed keep their names."""
    filed = academy.file()["id"]
    academy.take_in(take_in_group, group("kim"))
    assert "cadet_not_member" == code(academy, cadet="alieva")
    assert "Әлиева А." == academy.show(filed, METHODIST)["cadet"]["name"]


def test_a_journal_assigned_anew_has_its_new_teachers(academy: Academy) -> None:
    """¶20, ¶3: the one who takes over files, the one who has left does not."""
    academy.take_in(take_in_journal, journal(COLLEAGUE))
    assert "not_your_journal" == code(academy)
    assert academy.file(COLLEAGUE)


def test_examiners_named_anew_replace_the_former_ones(academy: Academy) -> None:
    """¶3, ¶20: who examines may give notice of a difference, who no longer does may not."""
    journal_id = journal().id
    assert "not_your_journal" == _code_of(academy, COLLEAGUE)
    for people, refused in (((COLLEAGUE.person, "another"), False), (("another",), True)):
        academy.take_in(take_in_examiners, gradebook.ExaminersNamed(journal=journal_id, people=people))
        assert refused is (_code_of(academy, COLLEAGUE) == "not_your_journal")


def _code_of(academy: Academy, who: Principal) -> str:
    try:
        academy.file(who)
    except Refused as refused:
        return refused.refusal.code
    return ""


def test_the_same_state_twice_changes_nothing(academy: Academy) -> None:
    """¶20: a replay of everything is no event of its own."""
    for handler, state in ((take_in_group, group()), (take_in_journal, journal(TEACHER)), (take_in_lesson, lesson())):
        academy.take_in(handler, state)
    assert academy.file()
