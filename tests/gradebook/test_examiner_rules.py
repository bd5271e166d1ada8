"""Who examines and who is examined, by plain calls (¶2, ¶3, ¶4)."""

from collections.abc import Sequence

import pytest

from services.common.errors import Refusal
from services.gradebook.domain.columns import COLUMNS
from services.gradebook.domain.examiners import (
    MOST_EXAMINERS,
    NamingFacts,
    Standing,
    naming_refusal,
    needs_admission,
    standing_refusal,
)

TEACHERS = [f"teacher-{number}" for number in range(MOST_EXAMINERS + 1)]


def said(refusal: Refusal | None) -> tuple[str, str, str] | None:
    """The refusal in short."""
    return None if refusal is None else (refusal.kind, refusal.code, refusal.rule)


def naming(people: Sequence[str], named: Sequence[str] = (), *, begun: bool = False) -> tuple[str, str, str] | None:
    """What is said to such a naming."""
    return said(naming_refusal(people, NamingFacts(TEACHERS, named, begun)))


@pytest.mark.parametrize("count", range(MOST_EXAMINERS + 2))
def test_there_are_one_to_five(count: int) -> None:
    """¶2: the sixth is too many; nobody is nobody."""
    refused = None if 1 <= count <= MOST_EXAMINERS else ("invalid", "examiners_number", "¶2")
    assert refused == naming(TEACHERS[:count])


def test_one_who_is_named_twice_is_one() -> None:
    """¶2: and six times too."""
    assert naming(TEACHERS[:1] * (MOST_EXAMINERS + 1)) is None


def test_an_examiner_is_a_teacher() -> None:
    """¶3: whoever else it is."""
    assert ("invalid", "examiner_not_teacher", "¶3") == naming([TEACHERS[0], "methodist-1"])


@pytest.mark.parametrize(
    ("begun", "people", "refused"),
    [
        (False, ["teacher-1"], False),
        (True, ["teacher-0"], False),
        (True, ["teacher-1", "teacher-0"], False),
        (True, ["teacher-1"], True),
    ],
    ids=["changed before", "the same", "added", "changed after"],
)
def test_after_the_first_mark_nobody_is_taken_away(begun: bool, people: list[str], refused: bool) -> None:
    """¶4: who has entered marks stays named for them."""
    answer = ("conflict", "examination_begun", "¶4") if refused else None
    assert answer == naming(people, ["teacher-0"], begun=begun)


@pytest.mark.parametrize("kind", COLUMNS)
@pytest.mark.parametrize("value", [0, 100, "а", None])
@pytest.mark.parametrize(
    ("standing", "code"),
    [
        (Standing(admitted=True, passed=False), None),
        (Standing(admitted=False, passed=False), "not_admitted"),
        (Standing(admitted=True, passed=True), "examination_passed"),
        (None, None),
    ],
)
def test_who_has_no_mark_at_an_examination(
    kind: str, value: object, standing: Standing | None, code: str | None
) -> None:
    """¶2: at its retake neither; the cell can be emptied, and where nobody has looked nothing is refused."""
    refused = code if kind in ("examination", "retake") and value is not None else None
    answer = ("conflict", refused, "¶2") if refused else None
    assert answer == said(standing_refusal(kind, value, standing))
    assert needs_admission(kind) is (kind in ("examination", "retake"))
