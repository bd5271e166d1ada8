"""A record's code: what it says, and that no sign of it can be another (¶2, ¶5)."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deploy.keys import RECORDS, make_keys, rotate
from deploy.system import ROOT
from services.gradebook.contract import RecordFigures
from services.gradebook.sealing import record_codes
from services.gradebook.sealing.record_codes import (
    CodeAlteredError,
    CodeForeignError,
    Statement,
    names_digest,
)

PASSED = RecordFigures(state="graded", rating="76.2", examination=64, points=71, letter="C+", worth="2.33")
BARRED = RecordFigures(state="not_admitted", rating="35")
NOTHING = RecordFigures(state="not_closed")
ATTESTED = RecordFigures(state="attested", points=88, letter="B+", worth="3.33")
SAID = Statement(
    number=12,
    year=2026,
    day=date(2026, 10, 5),
    salt=bytes(12),
    cadet="Әлиев Арман Серікұлы",
    gpa="2.33",
    figures=(PASSED, BARRED, NOTHING, replace(PASSED, points=100, letter="A", worth="4.00", rating=None), ATTESTED),
    names=names_digest("1001", "Құқық факультеті", [("1-семестр", "Тарих", "ҚҚ-21", 5)]),
)
SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An academy's."""
    folder = tmp_path_factory.mktemp("keys")
    make_keys(folder)
    return folder


def code_of(keys: Path, said: Statement = SAID) -> str:
    """What would be printed."""
    code = record_codes.verifier(keys).code(said, record_codes.signer(keys).sign(said))
    assert code
    return code


def test_a_code_says_what_was_signed(keys: Path) -> None:
    """¶2: to the last figure, and in less than a camera reads."""
    code = code_of(keys)
    assert SAID == record_codes.verifier(keys).read(code).statement
    assert len(code) < 400
    assert code == code_of(keys), "the same each time"


@pytest.mark.parametrize("change", [-1, 1, 31], ids=str)
def test_a_code_with_one_sign_altered_is_found_wherever_it_stands(keys: Path, change: int) -> None:
    """¶2: each sign in turn, the last one too, of which a decoder drops bits."""
    code, read = code_of(keys), record_codes.verifier(keys).read
    for place, sign in enumerate(code):
        other = SIGNS[(SIGNS.index(sign) + change) % len(SIGNS)]
        with pytest.raises((CodeAlteredError, CodeForeignError)):
            read(code[:place] + other + code[place + 1 :])


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_nothing_else_is_read(keys: Path, data: st.DataObject) -> None:
    """¶2: cut, lengthened, put together anew, or anything that somebody may type."""
    code = code_of(keys)
    cut = st.integers(0, len(code) - 1).map(lambda at: code[:at])
    twice = st.integers(1, len(code)).map(lambda at: code[at:] + code[:at]).filter(lambda each: each != code)
    longer = st.text(min_size=1, max_size=9).map(lambda more: code + more)
    with pytest.raises((CodeAlteredError, CodeForeignError)):
        record_codes.verifier(keys).read(data.draw(cut | twice | longer | st.text(max_size=99)))


@pytest.mark.parametrize(
    "alter",
    [
        lambda said: replace(said, gpa="4.00"),
        lambda said: replace(said, number=13),
        lambda said: replace(said, cadet="Баев"),
        lambda said: replace(said, figures=(replace(PASSED, points=95), *said.figures[1:])),
        lambda said: replace(said, names=bytes(32)),
        lambda said: replace(said, salt=bytes(11) + b"1"),
    ],
    ids=["gpa", "number", "cadet", "points", "names", "salt"],
)
def test_another_statement_has_no_code_under_that_signature(
    keys: Path, alter: Callable[[Statement], Statement]
) -> None:
    """¶5: what the database says now is not what was issued."""
    signature = record_codes.signer(keys).sign(SAID)
    assert record_codes.verifier(keys).code(alter(SAID), signature) is None


def test_a_former_key_verifies_still(keys: Path, tmp_path: Path) -> None:
    """¶2: papers stay readable after a new key, which no process is started anew for; another academy's do not."""
    make_keys(tmp_path)
    before = code_of(tmp_path)
    rotate(tmp_path, *RECORDS)
    after = code_of(tmp_path)
    assert before != after
    assert [SAID, SAID] == [record_codes.verifier(tmp_path).read(each).statement for each in (before, after)]
    with pytest.raises(CodeForeignError):
        record_codes.verifier(keys).read(after)
    for each in (tmp_path / RECORDS[1]).glob("*.pem"):
        each.unlink()
    with pytest.raises(CodeForeignError):
        record_codes.verifier(tmp_path).read(after)


@settings(max_examples=50, deadline=None)
@given(
    points=st.none() | st.integers(0, 100),
    rating=st.none() | st.integers(0, 10_000),
    letters=st.lists(st.sampled_from(["A", "A−", "C+", "ӘҒҚ−"]), max_size=60),
)
def test_every_figure_comes_back(keys: Path, points: int | None, rating: int | None, letters: list[str]) -> None:
    """¶2: of as many lines as eight terms have."""
    printed = None if rating is None else f"{rating / 100:.2f}".rstrip("0").rstrip(".")
    line = RecordFigures(state="graded", rating=printed, points=points, examination=points)
    said = replace(SAID, figures=tuple(replace(line, letter=each, worth="3.67") for each in letters))
    assert said == record_codes.verifier(keys).read(code_of(keys, said)).statement


def checked(*words: object) -> tuple[int, str]:
    """What the command says."""
    command = [sys.executable, "-m", "services.gradebook.check_record", *map(str, words)]
    found = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return found.returncode, found.stdout + found.stderr


def test_a_code_is_checked_without_a_database(keys: Path, tmp_path: Path) -> None:
    """¶2: of the whole address in the QR code, by the public key alone."""
    (key,) = (keys / RECORDS[1]).glob("*.pem")
    make_keys(tmp_path)
    (others,) = (tmp_path / RECORDS[1]).glob("*.pem")
    code = code_of(keys)
    status, told = checked(f"https://journal.example/check#{code}", "--key", key)
    assert (0, True, True) == (status, "12/2026" in told, "final 71, letter C+" in told)
    assert (1, "foreign: signed by another key, or altered\n") == checked(code, "--key", others)
    assert (1, "altered: this is not what was signed\n") == checked(code[:-1], "--key", key)
    assert checked(code, "--key", keys / "absent.pem")[0] == 1
