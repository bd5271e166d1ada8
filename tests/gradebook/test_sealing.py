"""Marks at rest (¶5)."""

import secrets
from datetime import date

import pytest
from sqlalchemy import select

from services.common.security.sealing import SealBrokenError
from services.gradebook.sealing.cadet_key import PADDED, of_make_up, of_version
from services.gradebook.sealing.journal_key import JournalKey
from services.gradebook.sealing.proofs import PROOF_BYTES
from services.gradebook.store.models import MarkVersion
from tests.gradebook.academy import Academy, cell

KEY = JournalKey("journal", {1: secrets.token_bytes(32)})


@pytest.mark.parametrize("value", [0, 100, "ж", "дс", None])
def test_what_was_sealed_opens_in_its_place(value: int | str | None) -> None:
    """¶5: sealing loses nothing."""
    assert value == KEY.open("l", "c", 1, KEY.seal("l", "c", 1, value))  # type: ignore[arg-type]


@pytest.mark.parametrize("place", [("l2", "c", 1), ("l", "c2", 1), ("l", "c", 2)])
def test_a_ciphertext_opens_in_no_other_cell(place: tuple[str, str, int]) -> None:
    """¶5: a good mark cannot be copied over a bad one in the database."""
    with pytest.raises(SealBrokenError):
        KEY.open(*place, KEY.seal("l", "c", 1, 100))


@pytest.mark.parametrize("for_cadet", [False, True])
def test_one_altered_bit_is_noticed(for_cadet: bool) -> None:
    """¶5: authenticated encryption."""
    sealed = bytearray(KEY.seal("l", "c", 1, 100, for_cadet=for_cadet))
    for position in range(len(sealed)):
        altered = bytes([*sealed[:position], sealed[position] ^ 1, *sealed[position + 1 :]])
        with pytest.raises(SealBrokenError):
            KEY.open("l", "c", 1, altered)


def test_every_sealed_value_has_one_length() -> None:
    """¶5: the size of a ciphertext tells nothing about the mark."""
    assert 1 == len({len(KEY.seal("l", "c", 1, value)) for value in (0, 100, "ж", "дс", None)})


def test_a_cadets_key_opens_what_concerns_this_cadet_in_this_journal() -> None:
    """¶5: whoever holds the journal's key makes it; it opens nothing of another cadet, nor as something else."""
    sealed = KEY.of_cadet("aliev").seal("record/1", {"final": 71}, 8)
    assert {"final": 71} == KEY.of_cadet("aliev").open("record/1", sealed)
    others = (KEY.of_cadet("baev"), JournalKey("other", KEY.generations).of_cadet("aliev"))
    for other, what in ((others[0], "record/1"), (others[1], "record/1"), (KEY.of_cadet("aliev"), "record/2")):
        with pytest.raises(SealBrokenError):
            other.open(what, sealed)


@pytest.mark.parametrize("for_cadet", [False, True])
def test_a_mark_for_its_cadet_opens_for_both_and_in_its_place_alone(for_cadet: bool) -> None:
    """¶5: the journal's key opens either form; the cadet's key the one that is for the cadet."""
    mark = KEY.seal("l", "aliev", 1, 71, for_cadet=for_cadet)
    made_up = KEY.seal_make_up("l", "aliev", 1, 90, for_cadet=for_cadet)
    assert (71, 90) == (KEY.open("l", "aliev", 1, mark), KEY.open_make_up("l", "aliev", 1, made_up))
    assert len(mark) == len(KEY.seal("l", "aliev", 1, None, for_cadet=for_cadet)) == len(made_up)
    for place in (("l", "aliev", 2), ("l", "baev", 1), ("m", "aliev", 1)):
        with pytest.raises(SealBrokenError):
            KEY.open(*place, mark)
    own = KEY.of_cadet("aliev")
    if for_cadet:
        assert (71, 90) == (own.open_mark("l", 1, mark), own.open_make_up("l", 1, made_up))
    else:
        for opened, sealed in ((own.open_mark, mark), (own.open_make_up, made_up)):
            with pytest.raises(SealBrokenError):
                opened("l", 1, sealed)


def test_a_cadets_key_makes_no_mark() -> None:
    """¶5: who has a cadet's password and the database changes nothing; nor with the proof of another place."""
    own = KEY.of_cadet("aliev")
    for what, seal, opened in (
        (of_version("l", 1), KEY.seal, KEY.open),
        (of_make_up("l", 1), KEY.seal_make_up, KEY.open_make_up),
    ):
        forged = own.seal(what, 100, PADDED)
        true = seal("l", "aliev", 1, 55, for_cadet=True)
        for proof in (b"", bytes(PROOF_BYTES), true[-PROOF_BYTES:], seal("l", "aliev", 2, 100, for_cadet=True)):
            with pytest.raises(SealBrokenError):
                opened("l", "aliev", 1, forged + proof[-PROOF_BYTES:])
        assert 55 == opened("l", "aliev", 1, true)


def test_a_proof_is_of_its_generation_journal_and_cell() -> None:
    """¶5: what was proved before a key was renewed is proved afterwards, and nothing of another place."""
    mark = KEY.seal("l", "aliev", 1, 71, for_cadet=True)
    renewed = JournalKey("journal", {**KEY.generations, 2: secrets.token_bytes(32)})
    assert 71 == renewed.open("l", "aliev", 1, mark)
    for other in (bytes([*mark[:1], 0, 2, *mark[3:]]), bytes([*mark[:1], 0, 9, *mark[3:]]), mark[:1], mark[:20]):
        with pytest.raises(SealBrokenError):
            renewed.open("l", "aliev", 1, other)


def test_a_cadets_key_has_the_generations_of_the_journals() -> None:
    """¶5: what was sealed before a key was renewed opens afterwards."""
    sealed = KEY.of_cadet("aliev").seal("x", 1, 8)
    renewed = JournalKey("journal", {**KEY.generations, 2: secrets.token_bytes(32)}).of_cadet("aliev")
    assert {1, 2} == set(renewed.generations)
    assert 1 == renewed.open("x", sealed)
    assert not set(renewed.generations.values()) & {*KEY.generations.values()}


def test_the_database_holds_no_value_in_clear(academy: Academy) -> None:
    """¶5: a stolen database shows no mark: each version is ciphertext of one length."""
    lesson = academy.hold(date(2026, 10, 5))
    academy.record(cell(lesson, "aliev", 97), cell(lesson, "baev", "дс"))
    with academy.runtime.unit.database.reading() as session:
        sealed = session.scalars(select(MarkVersion.sealed)).all()
    assert [39, 39] == [len(each) for each in sealed]
    assert not any(b"97" in each or "дс".encode() in each for each in sealed)
