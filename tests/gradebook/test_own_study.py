"""¶3, ¶5: a cadet opens the own marks, computed as everybody's, and nothing of anybody else's, whatever is moved."""

from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from deploy.keys import make_keys
from services.common.errors import Refused
from services.common.messaging.envelope import Trace
from services.common.security.sealing import SealBrokenError, read_key
from services.common.security.session_keys import hand_over
from services.common.security.tokens import Principal
from services.common.storage.tables import damage
from services.gradebook import contract
from services.gradebook.sealing.cadet_key import PADDED, CadetKey, of_make_up, of_version
from services.gradebook.sealing.caller_keys import CallerKeys
from services.gradebook.sealing.key_ring import cadet_context, copy_context, key_ring
from services.gradebook.sealing.proofs import PROOF_BYTES
from services.gradebook.store.models import (
    CadetKeyCopy,
    CadetMarkCopy,
    Journal,
    JournalKeyCopy,
    JournalTeacher,
    MakeUp,
    MarkVersion,
    Person,
    Warrant,
)
from services.gradebook.usecases.renew_key import renew_key
from services.gradebook.usecases.share_keys import journals_with_key_changes
from services.gradebook.usecases.show_cadet_insights import show_cadet_insights
from services.gradebook.usecases.show_own_study import show_own_study
from tests.gradebook.academy import COLLEAGUE, METHODIST, TEACHER, Academy, cell
from tests.support.databases import ENGINE
from tests.support.hands import by_hand
from tests.support.runtimes import cadet, person_state, principal, private_key

MONDAY = date(2026, 10, 5)
#: PostgreSQL keeps a column's kind; a file of SQLite takes anything.
TEXTS = ["text"] if ENGINE == "sqlite" else []
MORNING = datetime(2026, 10, 5, 4, tzinfo=UTC)
ALIEV, BAEV = cadet("account-a", "aliev"), cadet("account-b", "baev")
HEAD = principal("head-1", ("faculty_head", "faculty-1"))


@pytest.fixture
def open_academy(academy: Academy) -> Academy:
    """Cadets may sign in, and two of them do."""
    academy.lets_cadets_in()
    academy.knows(ALIEV, BAEV)
    return academy


def _study(academy: Academy, who: Principal = ALIEV) -> Any:
    return academy.ask(show_own_study, contract.ShowOwnStudy, {}, who)["journals"][0]


def _values(academy: Academy, who: Principal = ALIEV) -> Any:
    shown = _study(academy, who)
    return [each["value"] for each in shown["marks"]] if shown["state"] == "open" else shown["state"]


def _rows(academy: Academy, table: Any) -> list[Any]:
    with academy.runtime.unit.reading() as work:
        return list(work.session.scalars(select(table)))


def _put(academy: Academy, *rows: Any) -> None:
    """Somebody writes into the database."""
    with academy.runtime.unit.writing() as work:
        for row in rows:
            work.session.merge(row)
        work.audit("rows.put", "database")


def _add_make_up(academy: Academy, lesson: str, sealed: bytes) -> None:
    """The first one beside a cell of Aliev's."""
    warrant = Warrant(id="warrant-1", case="case-1", kind="make_up", statement="", at=MORNING)
    _put(academy, warrant)
    row = MakeUp(lesson=lesson, cadet="aliev", number=1, sealed=sealed, at=MORNING, warrant="warrant-1")
    row.author = TEACHER.person
    _put(academy, row)


def _alter(academy: Academy, lesson: str, sealed: bytes | str) -> None:
    """Somebody alters the first version of a cell of Aliev's."""
    where = "WHERE lesson = :lesson AND cadet = 'aliev' AND version = 1"
    statement = f"UPDATE mark_version SET sealed = :sealed {where}"
    by_hand(academy.runtime, "mark_version", statement, lesson=lesson, sealed=sealed)


@pytest.mark.on_postgresql
def test_marks_of_now_are_sealed_for_their_cadet_and_older_ones_once_more(academy: Academy) -> None:
    """¶3, ¶5: nothing is written anew before IT lets cadets in; afterwards a teacher's opening shares the rest."""
    lessons = [academy.hold(MONDAY), academy.hold(MONDAY, "seminar")]
    academy.record(cell(lessons[0], "aliev", 71), cell(lessons[0], "baev", 55))
    assert {2} == {row.sealed[0] for row in _rows(academy, MarkVersion)}
    academy.share()
    academy.lets_cadets_in()
    academy.knows(ALIEV)
    assert "waiting" == _values(academy)
    academy.share()
    academy.record(cell(lessons[1], "aliev", 90))
    assert [71, 90] == sorted(_values(academy))
    assert {2, 3} == {row.sealed[0] for row in _rows(academy, MarkVersion)}
    assert [("aliev", 3)] == [(row.cadet, row.sealed[0]) for row in _rows(academy, CadetMarkCopy)]
    assert {71, 90, 55} == {each["value"] for each in academy.show(COLLEAGUE)["marks"]}


@pytest.mark.parametrize("for_cadet", [False, True])
def test_a_make_up_counts_for_its_cadet_too(academy: Academy, for_cadet: bool) -> None:
    """¶19: one of before is sealed once more, one of now is for the cadet already."""
    lesson = academy.hold(MONDAY)
    academy.record(cell(lesson, "aliev", "ж"))
    academy.lets_cadets_in()
    academy.knows(ALIEV)
    with academy.runtime.unit.reading(TEACHER) as work:
        key = academy.keys(TEACHER).of(work, work.session.get_one(Journal, academy.journal))
    assert key
    _add_make_up(academy, lesson, key.seal_make_up(lesson, "aliev", 1, 77, for_cadet=for_cadet))
    academy.share()
    assert [77] == _values(academy)
    assert [False] + [True] * (not for_cadet) == sorted(row.make_up for row in _rows(academy, CadetMarkCopy))


def test_the_list_of_journals_shares_keys_and_an_opened_journal_its_older_marks_too(academy: Academy) -> None:
    """¶5: looking through every mark of forty journals would take too long for a list."""
    lesson = academy.hold(MONDAY)
    academy.record(cell(lesson, "aliev", 71))
    academy.lets_cadets_in()
    academy.knows(ALIEV)
    academy.share(with_older_marks=False)
    assert ([1], []) == ([row.generation for row in _rows(academy, CadetKeyCopy)], _rows(academy, CadetMarkCopy))
    assert "waiting" == _values(academy)
    academy.share(METHODIST)
    assert [71] == _values(academy)


def test_results_are_those_that_the_teacher_sees(open_academy: Academy) -> None:
    """¶2: by the same policy, with the same steps."""
    lessons = [open_academy.hold(MONDAY), open_academy.hold(MONDAY, "seminar"), open_academy.hold(MONDAY, "practical")]
    marks = zip(lessons, (71, "ж", 90), strict=True)
    open_academy.record(*(cell(lesson, "aliev", value) for lesson, value in marks), cell(lessons[0], "baev", 12))
    open_academy.share()
    shown = _study(open_academy)
    (teachers,) = (each for each in open_academy.show()["results"] if each["cadet"] == "aliev")
    assert (teachers, {"ж": 1}) == (shown["result"], shown["missed"])
    assert ["(71 + 90) / 2"] == [each["expression"] for each in shown["steps"] if each["name"] == "current"]
    assert {71, "ж", 90} == {each["value"] for each in shown["marks"]}


def test_weeks_are_of_the_lessons_alone(open_academy: Academy) -> None:
    """¶1: as whoever leads sees them; a control, and another cadet's marks, are not in them."""
    lessons = [open_academy.hold(MONDAY), open_academy.hold(MONDAY, "seminar"), open_academy.hold(MONDAY, "practical")]
    control = open_academy.hold(MONDAY, "rating_control")
    marks = zip((*lessons, control), (71, "ж", 90, 10), strict=True)
    open_academy.record(*(cell(lesson, "aliev", value) for lesson, value in marks), cell(lessons[0], "baev", 12))
    open_academy.share()
    answer = open_academy.ask(show_own_study, contract.ShowOwnStudy, {}, ALIEV)
    seen = open_academy.ask(show_cadet_insights, contract.ShowCadetInsights, {"cadet": "aliev"}, TEACHER)
    assert answer["weeks"] == seen["terms"][0]["weeks"]
    assert [(2, "80.5", {"ж": 1})] == [(each["given"], each["mean"], each["codes"]) for each in answer["weeks"]]


def test_a_cadet_of_no_group_here_has_no_journal(open_academy: Academy) -> None:
    """¶3: nor one of another group; whose journals they are the token says."""
    lesson = open_academy.hold(MONDAY)
    open_academy.record(cell(lesson, "aliev", 71))
    shown = open_academy.ask(show_own_study, contract.ShowOwnStudy, {}, cadet("account-x", "elsewhere"))
    assert (0, 0) == (len(shown["journals"]), len(shown["terms"]))


def test_nothing_is_sealed_to_cadets_before_they_may_sign_in(academy: Academy) -> None:
    """¶3: nor after IT has switched it off again."""
    academy.knows(ALIEV)
    lesson = academy.hold(MONDAY)
    academy.record(cell(lesson, "aliev", 71))
    academy.share()
    academy.lets_cadets_in(on=False)
    academy.record(cell(lesson, "aliev", 72, 1))
    academy.knows(HEAD)
    academy.share()
    assert [] == _rows(academy, CadetKeyCopy)
    assert {2} == {row.sealed[0] for row in _rows(academy, MarkVersion)}


def test_a_cadets_key_opens_nothing_of_another(open_academy: Academy) -> None:
    """¶5: with all that is in the database and the own private key."""
    lesson = open_academy.hold(MONDAY)
    open_academy.record(cell(lesson, "aliev", 71), cell(lesson, "baev", 55))
    open_academy.share()
    mine, own = private_key(ALIEV.person), open_academy.journal
    for copy in _rows(open_academy, JournalKeyCopy):
        with pytest.raises(SealBrokenError):
            mine.open(copy.sealed, copy_context(own, copy.generation))
    copies = {row.cadet: row for row in _rows(open_academy, CadetKeyCopy)}
    with pytest.raises(SealBrokenError):
        mine.open(copies["baev"].sealed, cadet_context(own, "baev", 1))
    raw = mine.open(copies["aliev"].sealed, cadet_context(own, "aliev", 1))
    sealed = {row.cadet: row.sealed for row in _rows(open_academy, MarkVersion)}
    assert 71 == CadetKey(own, "aliev", {1: raw}).open_mark(lesson, 1, sealed["aliev"])
    for name in ("aliev", "baev"):
        with pytest.raises(SealBrokenError):
            CadetKey(own, name, {1: raw}).open_mark(lesson, 1, sealed["baev"])


def test_copies_that_were_moved_show_nothing_and_are_made_anew(open_academy: Academy) -> None:
    """¶5: another cadet's copy in the own place; it is told, and the next opening mends it."""
    lesson = open_academy.hold(MONDAY)
    open_academy.record(cell(lesson, "aliev", 71), cell(lesson, "baev", 55))
    open_academy.share()
    copies = {row.cadet: row for row in _rows(open_academy, CadetKeyCopy)}
    with open_academy.runtime.unit.writing() as work:
        place = (CadetKeyCopy.cadet == "aliev") & (CadetKeyCopy.journal == open_academy.journal)
        work.session.execute(update(CadetKeyCopy).where(place).values(sealed=copies["baev"].sealed))
        work.audit("rows.put", "database")
    assert "waiting" == _values(open_academy)
    open_academy.share()
    assert [71] == _values(open_academy)


def test_another_cadets_mark_in_the_own_place_does_not_open(academy: Academy) -> None:
    """¶5: sealed once more for one cadet, moved to another one's cell."""
    lesson = academy.hold(MONDAY)
    academy.record(cell(lesson, "aliev", 71), cell(lesson, "baev", 55))
    academy.lets_cadets_in()
    academy.knows(ALIEV, BAEV)
    academy.share()
    (baevs,) = (row for row in _rows(academy, CadetMarkCopy) if row.cadet == "baev")
    _put(academy, CadetMarkCopy(lesson=lesson, cadet="aliev", make_up=False, number=1, sealed=baevs.sealed))
    shown = _study(academy)
    assert ([(None, True)], True) == (
        [(each["value"], each["broken"]) for each in shown["marks"]],
        shown["result"]["broken"],
    )


@pytest.mark.parametrize(
    "vouched", ["nothing", "elsewhere", "another", "another cadet", "teacher too", "switched off"]
)
def test_an_account_that_auth_has_not_signed_as_this_cadets_alone_gets_nothing(
    open_academy: Academy, tmp_path: Path, vouched: str
) -> None:
    """¶3, ¶5: whatever somebody has put into the database."""
    folder = open_academy.runtime.config.data
    make_keys(tmp_path / "elsewhere" / "keys")
    intruder = cadet("intruder", "kim")
    vouchers = {
        "nothing": None,
        "elsewhere": person_state(tmp_path / "elsewhere", intruder).voucher,
        "another": person_state(folder, replace(BAEV, key=intruder.key)).voucher,
        "another cadet": person_state(folder, cadet("intruder", "baev")).voucher,
        "teacher too": person_state(folder, cadet("intruder", "kim", ("teacher", "faculty-1"))).voucher,
        "switched off": person_state(folder, intruder, active=False).voucher,
    }
    public, voucher = private_key("intruder").public, vouchers[vouched]
    row = Person(id="intruder", name="", active=True, teaches=True, public_key=public, voucher=voucher, cadet="kim")
    teaches = JournalTeacher(journal=open_academy.journal, person="intruder", since=MONDAY, until=None, name="")
    open_academy.hold(MONDAY)
    _put(open_academy, row, teaches)
    open_academy.share()
    assert {"account-a", "account-b"} == {each.person for each in _rows(open_academy, CadetKeyCopy)}
    assert "intruder" not in {each.person for each in _rows(open_academy, JournalKeyCopy)}


@pytest.mark.parametrize("make_up", [False, True])
def test_a_mark_that_a_cadets_key_has_sealed_is_none(open_academy: Academy, make_up: bool) -> None:
    """¶5: whoever has a cadet's password and the database forges nothing; it is told, and hides no other mark."""
    lesson = open_academy.hold(MONDAY)
    open_academy.record(cell(lesson, "aliev", 20), cell(lesson, "baev", 55))
    open_academy.share()
    copies = {row.cadet: row for row in _rows(open_academy, CadetKeyCopy)}
    raw = private_key(ALIEV.person).open(copies["aliev"].sealed, cadet_context(open_academy.journal, "aliev", 1))
    own = CadetKey(open_academy.journal, "aliev", {1: raw})
    if make_up:
        _add_make_up(open_academy, lesson, own.seal(of_make_up(lesson, 1), 100, PADDED) + bytes(PROOF_BYTES))
    else:
        _alter(open_academy, lesson, own.seal(of_version(lesson, 1), 100, PADDED) + bytes(PROOF_BYTES))
    shown = open_academy.show()
    counted = {each["cadet"]: each["make_up"] if make_up else each["value"] for each in shown["marks"]}
    assert (None, True) == (counted["aliev"], {each["cadet"]: each["broken"] for each in shown["results"]}["aliev"])
    assert 55 in {each["value"] for each in shown["marks"]}


def test_a_renewed_key_reaches_cadets_at_once(open_academy: Academy) -> None:
    """¶5: with the renewal itself; older marks and new ones open."""
    lesson = open_academy.hold(MONDAY)
    open_academy.record(cell(lesson, "aliev", 71))
    open_academy.knows(HEAD)
    open_academy.share()
    open_academy.command(renew_key, contract.RenewKey, {"journal": open_academy.journal}, HEAD)
    open_academy.record(cell(lesson, "aliev", 72, 1))
    assert [72] == _values(open_academy)
    assert {1, 2} == {row.generation for row in _rows(open_academy, CadetKeyCopy) if row.cadet == "aliev"}


def _damages(academy: Academy) -> set[tuple[str, str]]:
    with academy.runtime.unit.reading() as work:
        return {(row.kind, row.subject) for row in work.session.execute(select(damage))}


def test_a_key_that_is_renewed_for_a_leaver_reaches_cadets_in_the_same_opening(open_academy: Academy) -> None:
    """¶5: the opening that sees that a teacher has left."""
    lesson = open_academy.hold(MONDAY)
    open_academy.share()
    with open_academy.runtime.unit.writing() as work:
        theirs = JournalTeacher.person == COLLEAGUE.person
        work.session.execute(update(JournalTeacher).where(theirs).values(until=MONDAY))
        work.audit("rows.put", "database")
    open_academy.share()
    open_academy.record(cell(lesson, "aliev", 72))
    assert [72] == _values(open_academy)
    assert {1, 2} == {row.generation for row in _rows(open_academy, CadetKeyCopy) if row.cadet == "aliev"}


def test_a_mark_under_a_generation_that_was_not_shared_waits_and_is_no_damage(open_academy: Academy) -> None:
    """¶5: the next opening brings it."""
    lesson = open_academy.hold(MONDAY)
    open_academy.knows(HEAD)
    open_academy.share()
    open_academy.command(renew_key, contract.RenewKey, {"journal": open_academy.journal}, HEAD)
    open_academy.record(cell(lesson, "aliev", 72))
    by_hand(open_academy.runtime, "cadet_key_copy", "DELETE FROM cadet_key_copy WHERE generation = 2")
    assert ("waiting", set()) == (_values(open_academy), _damages(open_academy))
    open_academy.share()
    assert ([72], set()) == (_values(open_academy), _damages(open_academy))


@pytest.mark.parametrize("sealed", [b"\x02\x00\x01" + b"!" * 36, b"\x03\x00\x09" + b"!" * 52, b"", *TEXTS])
def test_a_mark_that_opens_to_nobody_hides_no_other_and_is_tried_once(academy: Academy, sealed: Any) -> None:
    """¶5: it is named in its place; the journal's next opening writes nothing, nor does the page fail."""
    lessons = [academy.hold(MONDAY), academy.hold(MONDAY, "seminar")]
    academy.record(cell(lessons[0], "aliev", 71), cell(lessons[1], "aliev", 90))
    academy.lets_cadets_in()
    academy.knows(ALIEV)
    _alter(academy, lessons[0], sealed)
    academy.share()
    assert {None, 90} == {each["value"] for each in academy.show()["marks"]}
    shown = _study(academy)
    assert {(None, True), (90, False)} == {(each["value"], each["broken"]) for each in shown["marks"]}
    assert {("seal_broken", f"mark/{lessons[0]}/aliev/1")} == _damages(academy)
    body = {"journals": [academy.journal], "with_older_marks": True}
    assert not academy.runtime.run_local(journals_with_key_changes, contract.ShareKeys, body, TEACHER, Trace())


def test_a_forged_mark_is_shown_to_its_cadet_as_broken_once_it_is_known(open_academy: Academy) -> None:
    """¶5: a cadet cannot verify a proof; whoever opens the journal does."""
    lesson = open_academy.hold(MONDAY)
    open_academy.record(cell(lesson, "aliev", 20))
    open_academy.share()
    (row,) = _rows(open_academy, MarkVersion)
    _alter(open_academy, lesson, row.sealed[:-1] + bytes([row.sealed[-1] ^ 1]))
    open_academy.show()
    assert [None] == _values(open_academy)


@pytest.mark.on_sqlite
def test_a_journal_that_does_not_read_hides_no_other(open_academy: Academy) -> None:
    """¶3: it is named to who looks after the data, and the others are shown."""
    other = str(uuid4())
    with open_academy.runtime.unit.writing() as work:
        mine = work.session.get_one(Journal, open_academy.journal)
        columns = {each.name: getattr(mine, each.name) for each in Journal.__table__.columns}
        work.session.add(Journal(**{**columns, "id": other}))
        work.audit("rows.put", "database")
    by_hand(open_academy.runtime, "journal", "UPDATE journal SET term_starts = 'soon' WHERE id = :id", id=other)
    shown = open_academy.ask(show_own_study, contract.ShowOwnStudy, {}, ALIEV)
    assert [open_academy.journal] == [each["id"] for each in shown["journals"]]
    assert {("row_unreadable", f"journal/{other}")} == _damages(open_academy)


def test_copies_for_a_former_pair_of_keys_wait_and_are_no_damage(open_academy: Academy) -> None:
    """¶5: whose pair was made anew has copies that do not open, and nobody has altered them."""
    lesson = open_academy.hold(MONDAY)
    open_academy.record(cell(lesson, "aliev", 71))
    open_academy.share()
    folder, now = open_academy.runtime.config.data, replace(ALIEV, key=principal("another-pair").key)
    session = hand_over(private_key("another-pair"), now.session, read_key(folder / "keys" / "gradebook.pub"))
    keys = CallerKeys(key_ring(folder / "keys"), session)
    ask = partial(show_own_study, keys=keys)
    shown = open_academy.runtime.run_query(ask, contract.ShowOwnStudy, {}, now, Trace())
    assert ("waiting", set()) == (shown["journals"][0]["state"], _damages(open_academy))


def test_only_the_signatures_of_those_who_wait_are_verified(
    open_academy: Academy, monkeypatch: pytest.MonkeyPatch
) -> None:
    """¶5: a list of forty journals verifies none of a thousand cadets who have what they need."""
    open_academy.hold(MONDAY)
    ring, asked = key_ring(open_academy.runtime.config.data / "keys"), list[str | None]()
    read = ring.read_attestation

    def counted(token: str | None) -> Any:
        asked.append(token)
        return read(token)

    monkeypatch.setattr(ring, "read_attestation", counted)
    body = {"journals": [open_academy.journal], "with_older_marks": True}

    def verified() -> int:
        asked.clear()
        open_academy.runtime.run_local(journals_with_key_changes, contract.ShareKeys, body, TEACHER, Trace())
        return len(asked)

    open_academy.share()
    nobody = verified()
    open_academy.knows(replace(ALIEV, key=principal("another-pair").key))
    assert (0, 1) == (nobody, verified())


def test_a_new_key_pair_gets_new_copies(open_academy: Academy) -> None:
    """¶5: whose pair had to be made anew waits for a teacher, and reads on."""
    lesson = open_academy.hold(MONDAY)
    open_academy.record(cell(lesson, "aliev", 71))
    open_academy.share()
    open_academy.knows(replace(ALIEV, key=principal("another-pair").key))
    open_academy.share()
    publics = {row.public for row in _rows(open_academy, CadetKeyCopy) if row.cadet == "aliev"}
    assert {private_key("another-pair").public} == publics


@pytest.mark.parametrize(
    "who",
    [TEACHER, METHODIST, HEAD, cadet("account-a", "aliev", ("teacher", "faculty-1")), cadet("account-a", "")],
    ids=lambda who: "+".join(held.role for held in who.roles),
)
def test_nobody_else_has_an_own_study(open_academy: Academy, who: Principal) -> None:
    """¶3: a teacher is no cadet, and who is both is neither."""
    with pytest.raises(Refused) as refused:
        open_academy.ask(show_own_study, contract.ShowOwnStudy, {}, who)
    assert ("role_required", "¶3") == (refused.value.refusal.code, refused.value.refusal.rule)
