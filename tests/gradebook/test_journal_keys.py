"""Journals' keys (¶5): for who is entitled, not for IT, nor for who has left, nor for who has stolen a disk."""

from base64 import b64decode
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, update

from services.common.errors import Refused
from services.common.messaging.envelope import Trace
from services.common.security import sealing
from services.common.security.sealing import PrivateKey, SealBrokenError, read_private
from services.common.security.tokens import Principal
from services.common.storage.tables import audit_entry, damage
from services.gradebook import contract
from services.gradebook.sealing.caller_keys import CallerKeys
from services.gradebook.sealing.journal_key import JournalKey
from services.gradebook.sealing.key_ring import FORMER_KEY, RECOVERY, KeyRing, copy_context, key_ring
from services.gradebook.store.key_copies import newest_generation
from services.gradebook.store.models import Journal, JournalKeyCopy, JournalTeacher, MarkVersion
from services.gradebook.usecases.show_journal import show_journal
from tests.gradebook.academy import COLLEAGUE, IT, METHODIST, MODERATOR, TEACHER, Academy, cell
from tests.support.databases import ENGINE
from tests.support.hands import by_hand
from tests.support.runtimes import principal, private_key, session_key

MONDAY = date(2026, 10, 5)
HEAD = principal("head-1", ("faculty_head", "faculty-1"))
OTHER_METHODIST = principal("methodist-9", ("methodist", "faculty-2"))
SUBJECTS = ("journal_key.made", "journal_key.shared", "journal_key.withdrawn", "journal_key.renewed")


def _copies(academy: Academy) -> dict[tuple[str, int], JournalKeyCopy]:
    with academy.runtime.unit.reading() as work:
        rows = work.session.scalars(select(JournalKeyCopy)).all()
    return {(row.person, row.generation): row for row in rows}


def _holders(academy: Academy, generation: int = 1) -> set[str]:
    return {person for person, number in _copies(academy) if number == generation}


def _values(academy: Academy, who: Principal = TEACHER) -> list[Any]:
    return [mark["value"] for mark in academy.show(who)["marks"]]


def _code(academy: Academy, who: Principal, keys: CallerKeys | None = None) -> str:
    body = {"journal": academy.journal}
    with pytest.raises(Refused) as refused:
        academy.runtime.run_query(
            lambda work, request: show_journal(work, request, keys or academy.keys(who)),
            contract.ShowJournal,
            body,
            who,
            Trace(),
        )
    return refused.value.refusal.code


def _leaves(academy: Academy, who: Principal) -> None:
    with academy.runtime.unit.writing() as work:
        gone = (JournalTeacher.person == who.person) & (JournalTeacher.journal == academy.journal)
        work.session.execute(update(JournalTeacher).where(gone).values(until=MONDAY))
        work.audit("teacher.gone", "teacher")


def test_the_first_lesson_makes_a_key_for_who_is_entitled(academy: Academy) -> None:
    """¶3, ¶5: both teachers and the faculty's methodist; not IT, a moderator, a stranger or another faculty."""
    academy.knows(OTHER_METHODIST)
    academy.hold(MONDAY)
    assert {TEACHER.person, COLLEAGUE.person, METHODIST.person, RECOVERY} == _holders(academy)


def test_each_of_them_opens_what_any_of_them_sealed(academy: Academy) -> None:
    """¶5: with nothing but the own private key."""
    lesson = academy.hold(MONDAY)
    academy.record(cell(lesson, "aliev", 97))
    assert [[97]] * 3 == [_values(academy, who) for who in (TEACHER, COLLEAGUE, METHODIST)]


def test_it_and_moderators_have_no_way_to_a_mark(academy: Academy) -> None:
    """¶5, ¶7: they see that there is a journal; what is stored for them opens nothing, with their own keys too."""
    lesson = academy.hold(MONDAY)
    academy.record(cell(lesson, "aliev", 97))
    for who in (IT, MODERATOR):
        assert not academy.show(who)["marks"]
        for (_, generation), copy in _copies(academy).items():
            with pytest.raises(SealBrokenError):
                private_key(who.person).open(copy.sealed, copy_context(academy.journal, generation))


def test_a_head_who_comes_later_gets_the_key_when_a_teacher_opens_the_journal(academy: Academy) -> None:
    """¶5: until then it is said whom to ask; IT's opening the journal gives nobody anything."""
    lesson = academy.hold(MONDAY)
    academy.record(cell(lesson, "aliev", 97))
    academy.knows(HEAD)
    assert "key_not_shared" == _code(academy, HEAD)
    academy.share(IT)
    assert "key_not_shared" == _code(academy, HEAD)
    academy.share(TEACHER)
    assert [97] == _values(academy, HEAD)


def test_who_has_left_loses_the_key_and_cannot_read_on(academy: Academy) -> None:
    """¶3, ¶5: the others seal under a new generation that the one who left never had, and read everything."""
    lesson = academy.hold(MONDAY)
    academy.record(cell(lesson, "aliev", 97))
    kept = _copies(academy)[COLLEAGUE.person, 1].sealed
    _leaves(academy, COLLEAGUE)
    academy.share(TEACHER)
    academy.record(cell(lesson, "baev", 55))
    assert [{TEACHER.person, METHODIST.person, RECOVERY}] * 2 == [_holders(academy, 1), _holders(academy, 2)]
    assert {97, 55} == {*_values(academy, METHODIST)}
    stolen = JournalKey(
        academy.journal, {1: private_key(COLLEAGUE.person).open(kept, copy_context(academy.journal, 1))}
    )
    with academy.runtime.unit.reading() as work:
        sealed = {row.cadet: row.sealed for row in work.session.scalars(select(MarkVersion))}
    assert 97 == stolen.open(lesson, "aliev", 1, sealed["aliev"])
    with pytest.raises(SealBrokenError):
        stolen.open(lesson, "baev", 1, sealed["baev"])


def test_a_key_is_renewed_while_a_colleague_goes_on_entering_marks(academy: Academy) -> None:
    """¶5: what is saved with the older generation meanwhile stays readable for everybody."""
    lesson = academy.hold(MONDAY)
    academy.share(TEACHER)
    older = academy.keys(COLLEAGUE)
    with academy.runtime.unit.reading(COLLEAGUE) as work:
        key = older.of(work, work.session.get_one(Journal, academy.journal))
    assert key
    academy.knows(HEAD)
    academy.share(TEACHER)
    _leaves(academy, COLLEAGUE)
    sealed = key.seal(lesson, "aliev", 1, 61)
    academy.share(METHODIST)
    academy.record(cell(lesson, "baev", 55))
    with academy.runtime.unit.reading(TEACHER) as work:
        newer = academy.keys(TEACHER).of(work, work.session.get_one(Journal, academy.journal))
    assert newer
    assert (2, 61) == (newer.generation, newer.open(lesson, "aliev", 1, sealed))
    assert [55] == _values(academy, HEAD)


def test_sharing_again_changes_nothing(academy: Academy) -> None:
    """¶5: no generation for nothing."""
    academy.hold(MONDAY)
    before = {at: row.sealed for at, row in _copies(academy).items()}
    academy.share(TEACHER)
    academy.share(COLLEAGUE)
    assert before == {at: row.sealed for at, row in _copies(academy).items()}


def test_a_new_key_pair_gets_new_copies(academy: Academy) -> None:
    """¶5: somebody whose pair had to be made anew waits for a colleague, and reads on."""
    lesson = academy.hold(MONDAY)
    academy.record(cell(lesson, "aliev", 97))
    again = replace(COLLEAGUE, key=principal("another-pair").key)
    academy.knows(again)
    academy.share(TEACHER)
    copy = _copies(academy)[COLLEAGUE.person, 1]
    assert private_key("another-pair").public == copy.public
    assert private_key("another-pair").open(copy.sealed, copy_context(academy.journal, 1))


def test_the_recovery_key_opens_a_journal_should_all_others_be_lost(academy: Academy) -> None:
    """¶5: nothing that was entered can be lost."""
    academy.hold(MONDAY)
    recovery = read_private(academy.runtime.config.keys / "recovery" / "recovery.key")
    copies = {person: row for (person, _), row in _copies(academy).items()}
    opened = recovery.open(copies[RECOVERY].sealed, copy_context(academy.journal, 1))
    assert opened == private_key(TEACHER.person).open(copies[TEACHER.person].sealed, copy_context(academy.journal, 1))


@pytest.mark.parametrize("brought", ["", None, 7, "AA==", "не ключ", "x" * 108])
def test_a_call_without_its_key_opens_nothing(academy: Academy, brought: object) -> None:
    """¶5: a token alone is not enough; whatever is brought instead is refused, never an error."""
    academy.hold(MONDAY)
    keys = CallerKeys(key_ring(academy.runtime.config.keys), brought)
    assert "session_key_missing" == _code(academy, TEACHER, keys)


def test_somebody_elses_key_does_not_go_with_a_token(academy: Academy) -> None:
    """¶5: the key of a colleague, or of another session, is refused."""
    academy.hold(MONDAY)
    folder = academy.runtime.config.data
    ring = key_ring(academy.runtime.config.keys)
    colleagues = CallerKeys(ring, session_key(folder, COLLEAGUE))
    own_key_elsewhere = sealing.seal_to(
        PrivateKey.generate().public, private_key(TEACHER.person).raw(), "session-key/x"
    )
    assert "session_key_missing" == _code(academy, TEACHER, colleagues)
    assert "session_key_missing" == _code(academy, TEACHER, CallerKeys(ring, own_key_elsewhere.hex()))


def test_a_copy_moved_to_another_journal_does_not_open(academy: Academy) -> None:
    """¶5: nobody reads a journal by putting their copy of another one there."""
    academy.hold(MONDAY)
    sealed = _copies(academy)[TEACHER.person, 1].sealed
    for journal, generation in (("another", 1), (academy.journal, 2)):
        with pytest.raises(SealBrokenError):
            private_key(TEACHER.person).open(sealed, copy_context(journal, generation))


def test_an_officer_who_leaves_loses_the_key(academy: Academy) -> None:
    """¶5: the next who opens the journal begins a new generation, which the former methodist does not have."""
    academy.hold(MONDAY)
    academy.share(TEACHER)
    assert METHODIST.person in _holders(academy)
    academy.knows(replace(METHODIST, roles=()))
    academy.share(TEACHER)
    assert METHODIST.person not in _holders(academy)
    with academy.runtime.unit.reading() as work:
        assert 2 == newest_generation(work.session, academy.journal)


def test_a_journal_of_the_first_release_is_taken_over(academy: Academy) -> None:
    """¶5: its key, wrapped by a file then, becomes the first generation; without the file nobody has a copy of it."""
    raw, wrapping = bytes(range(32)), bytes(32)
    (academy.runtime.config.keys / FORMER_KEY).write_text(wrapping.hex(), encoding="ascii")
    with academy.runtime.unit.writing() as work:
        journal = work.session.get_one(Journal, academy.journal)
        journal.sealed_key = sealing.seal(wrapping, raw, f"journal-key/{academy.journal}")
        work.audit("test.former", "journal")
    lesson = academy.hold(MONDAY)
    academy.record(cell(lesson, "aliev", 97))
    academy.share(TEACHER)
    assert {TEACHER.person, COLLEAGUE.person, METHODIST.person, RECOVERY} == _holders(academy)
    assert raw == private_key(METHODIST.person).open(
        _copies(academy)[METHODIST.person, 1].sealed, copy_context(academy.journal, 1)
    )
    (academy.runtime.config.keys / FORMER_KEY).unlink()
    assert [97] == _values(academy, COLLEAGUE)


def test_who_gets_and_loses_a_key_stands_in_the_audit(academy: Academy) -> None:
    """¶5, ¶7: moderators see it."""
    academy.hold(MONDAY)
    _leaves(academy, COLLEAGUE)
    academy.share(TEACHER)
    with academy.runtime.unit.reading() as work:
        actions = work.session.scalars(select(audit_entry.c.action).order_by(audit_entry.c.sequence)).all()
    assert [*SUBJECTS[:2], SUBJECTS[3], SUBJECTS[2]] == [each for each in actions if each in SUBJECTS]


def test_what_is_typed_has_a_key_for_each_person_and_journal(academy: Academy) -> None:
    """¶5: the same in each session of somebody, another for a colleague; none for who enters nothing."""
    own, again, colleagues = (academy.show(who)["draft_key"] for who in (TEACHER, TEACHER, COLLEAGUE))
    assert (own, 32) == (again, len(b64decode(own)))
    assert own != colleagues
    assert ["", ""] == [academy.show(who)["draft_key"] for who in (METHODIST, IT)]
    ring, brought = key_ring(academy.runtime.config.keys), academy.keys(TEACHER).session_key
    assert b64decode(own) == ring.draft_key(TEACHER, brought, academy.journal)
    assert b64decode(own) not in {ring.draft_key(TEACHER, brought, "another"), private_key(TEACHER.person).raw()}


def test_keys_show_nothing_of_themselves(academy: Academy) -> None:
    """¶5: not in a log line, not in a traceback's variables."""
    academy.hold(MONDAY)
    keys = academy.keys(TEACHER)
    with academy.runtime.unit.reading(TEACHER) as work:
        key = keys.of(work, work.session.get_one(Journal, academy.journal))
    assert key
    shown = f"{key!r} {keys!r} {KeyRing(academy.runtime.config.keys)!r}"
    assert [] == [raw for raw in key.generations.values() if raw.hex() in shown or repr(raw) in shown]
    assert str(keys.session_key) not in shown


@pytest.mark.parametrize("junk", [b"\x01" + b"!" * 100, b"", b"a colleague's"])
def test_a_damaged_copy_is_said_to_be_and_made_anew_by_a_colleague(academy: Academy, junk: bytes) -> None:
    """¶5, ¶7: only its owner is kept out, it is told, and the next colleague who opens the journal mends it."""
    lesson = academy.hold(MONDAY)
    academy.record(cell(lesson, "aliev", 97))
    sealed = _copies(academy)[TEACHER.person, 1].sealed if junk == b"a colleague's" else junk
    altered = "UPDATE journal_key_copy SET sealed = :junk WHERE person = :person"
    by_hand(academy.runtime, "journal_key_copy", altered, junk=sealed, person=COLLEAGUE.person)
    assert "key_copy_damaged" == _code(academy, COLLEAGUE)
    subject = f"journal-key/{academy.journal}/{COLLEAGUE.person}"
    assert [("key_copy_damaged", subject)] == _told(academy)
    assert [97] == _values(academy, TEACHER)
    academy.share(TEACHER)
    assert [97] == _values(academy, COLLEAGUE)
    assert [] == _told(academy)


@pytest.mark.skipif(ENGINE != "sqlite", reason="PostgreSQL keeps a column's kind")
def test_a_copy_that_does_not_read_is_damaged_too(academy: Academy) -> None:
    """¶7."""
    academy.hold(MONDAY)
    altered = "UPDATE journal_key_copy SET sealed = 'text' WHERE person = :person"
    by_hand(academy.runtime, "journal_key_copy", altered, person=COLLEAGUE.person)
    assert "key_copy_damaged" == _code(academy, COLLEAGUE)


def _told(academy: Academy) -> list[tuple[str, str]]:
    """What is known to be damaged."""
    with academy.runtime.unit.reading() as work:
        return [(row.kind, row.subject) for row in work.session.execute(select(damage))]
