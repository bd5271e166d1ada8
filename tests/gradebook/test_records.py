"""Electronic records on a database: issued of what was signed, superseded, revoked, checked by anybody (¶2–¶5)."""

from base64 import b64decode
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import func, select, text

from deploy.keys import RECORDS, make_keys, rotate
from services.common.errors import Refused
from services.common.messaging.envelope import Trace
from services.common.security.tokens import Principal
from services.common.storage.checks import ListDamages, list_damages
from services.gradebook.consistency import contradictions
from services.gradebook.domain.policies import DEFAULT
from services.gradebook.sealing import record_codes
from services.gradebook.sealing.cadet_key import CadetKey
from services.gradebook.sealing.secret_shares import joined
from services.gradebook.store import records as store
from services.gradebook.store.models import Journal, MarkVersion, Record, RecordLine, SheetChange, Warrant
from services.gradebook.subscriptions import take_in_group, take_in_journal
from services.roster.contract import GroupState, JournalState, MemberState, NameState, TeacherState, TermRow
from services.roster.contract import Named as RosterNamed
from tests.gradebook.academy import FACULTY, IT, METHODIST, MODERATOR, TEACHER, TERM, Academy, cell
from tests.gradebook.recording import checked, issued, previewed, recorded, records, revoked
from tests.gradebook.signing import HEAD, closed, examined_term, opened, signed
from tests.support.databases import ENGINE
from tests.support.hands import by_hand
from tests.support.runtimes import confirmation, principal

MONDAY = date(2026, 10, 5)
ELSEWHERE = principal("methodist-2", ("methodist", "faculty-2"))


@pytest.fixture
def term(academy: Academy) -> Academy:
    """Әлиев has passed with C+, Баев is not admitted; another subject has a journal and no sheet."""
    examined_term(academy)
    begin(academy, "journal-law", "Әкімшілік құқық", TERM)
    return academy


def begin(
    academy: Academy, journal: str, subject: str, term: TermRow, *, group: str = "", faculty: RosterNamed = FACULTY
) -> None:
    """Roster tells of another journal, of the group or of another."""
    teacher = TeacherState(person=TEACHER.person, name="t", since=term.starts, until=None)
    state = JournalState(
        id=journal,
        group=group or academy.group,
        group_name="ҚҚ-21",
        faculty=faculty,
        subject=RosterNamed(id=subject, name=subject),
        term=term,
        teachers=(teacher,),
    )
    with academy.runtime.unit.writing() as work:
        take_in_journal(work, state)
        work.audit("journal.told", f"journal/{journal}")


def refusal(what: Callable[..., Any], *args: Any, **named: Any) -> tuple[str, str]:
    """With which code and paragraph something is refused."""
    with pytest.raises(Refused) as refused:
        what(*args, **named)
    return refused.value.refusal.code, refused.value.refusal.rule


def figures(answer: Any) -> list[tuple[Any, ...]]:
    """Subject, state, rating, examination, points and letter of each line."""
    said = [(each["subject"], each["figures"]) for each in answer["lines"]]
    return [
        (subject, *(it[name] for name in ("state", "rating", "examination", "points", "letter")))
        for subject, it in said
    ]


def damages(academy: Academy) -> list[Any]:
    """What is known to be damaged."""
    answer = academy.runtime.run_query(list_damages, ListDamages, {}, MODERATOR, Trace())
    return sorted(answer["damages"], key=lambda each: str(each["kind"]))


def audit(academy: Academy, action: str) -> list[str]:
    """What stands in the audit of an action."""
    with academy.runtime.unit.reading() as work:
        wanted = "SELECT facts FROM audit_entry WHERE action = :action ORDER BY sequence"
        return list(work.session.scalars(text(wanted), {"action": action}))


def test_a_record_says_what_was_signed_and_what_is_not_closed(term: Academy) -> None:
    """¶2: by the sheet's policy; its GPA is of what has a final."""
    closed(term, "examination")
    answer = issued(term)
    assert answer["number"] == "1/2026"
    shown = recorded(term, answer["id"])
    assert figures(shown) == [
        ("Әкімшілік құқық", "not_closed", None, None, None, None),
        ("Криминалистика", "graded", "76", 64, 71, "C+"),
    ]
    assert (shown["gpa"], shown["row"]["state"], shown["altered"], shown["hidden"]) == ("2.33", "valid", False, False)
    assert shown["row"]["cadet"]["name"] == "Әлиев Айбек"


def test_who_is_not_admitted_has_a_line_without_a_final(term: Academy) -> None:
    """¶2, ¶15: and no GPA; though not in the group any more."""
    closed(term, "examination")
    shown = recorded(term, issued(term, "baev", HEAD)["id"])
    assert figures(shown)[1] == ("Криминалистика", "not_admitted", "35", None, None, None)
    assert shown["gpa"] is None


def test_the_final_attestation_has_a_line_of_its_own(term: Academy) -> None:
    """¶2: which a reader of its code is told too; it changes no GPA, and who was not there has no letter."""
    attestation = term.hold(MONDAY, "final_attestation")
    term.record(cell(attestation, "aliev", 88), cell(attestation, "baev", "а"))
    closed(term, "examination")
    closed(term, "final_attestation")
    shown, absent = (recorded(term, issued(term, cadet)["id"]) for cadet in ("aliev", "baev"))
    assert figures(shown)[1:] == [
        ("Криминалистика", "graded", "76", 64, 71, "C+"),
        ("Криминалистика", "attested", None, None, 88, "B+"),
    ]
    assert (shown["gpa"], {each["credits"] for each in shown["lines"]}) == ("2.33", {DEFAULT.credits})
    assert figures(absent)[2] == ("Криминалистика", "not_attested", None, None, None, None)
    assert checked(term, shown["code"])["lines"] == shown["lines"]


def test_what_would_be_issued_is_seen_before(term: Academy) -> None:
    """¶2, ¶4: the same lines, kept nowhere; refused to whom, and for what, the issue would be."""
    assert refusal(previewed, term) == ("record_nothing_closed", "¶2")
    closed(term, "examination")
    seen = previewed(term)
    assert records(term)["total"] == 0
    shown = recorded(term, issued(term)["id"])
    assert (seen["lines"], seen["gpa"], seen["cadet"]["name"]) == (shown["lines"], shown["gpa"], "Әлиев Айбек")
    assert refusal(previewed, term, who=ELSEWHERE) == ("record_cadet_not_yours", "¶3")
    assert refusal(previewed, term, who=TEACHER) == ("role_required", "¶2")


def test_a_retake_counts_and_a_record_before_it_holds_what_it_said(term: Academy) -> None:
    """¶2, ¶4: a new record supersedes the former, with the day."""
    examination = next(each["id"] for each in term.show()["lessons"] if each["kind"] == "examination")
    term.record(cell(examination, "aliev", 40, 1))
    closed(term, "examination")
    first = issued(term)["id"]
    retake = term.hold(MONDAY, "retake")
    term.record(cell(retake, "aliev", 70))
    closed(term, "retake", retake)
    term.clock.move(hours=1)
    second = issued(term)["id"]
    before, after = recorded(term, first), recorded(term, second)
    assert figures(before)[1] == ("Криминалистика", "graded", "76", 40, 40, "FX")
    assert figures(after)[1] == ("Криминалистика", "graded", "76", 70, 74, "C+")
    assert (before["row"]["state"], before["row"]["since"]) == ("superseded", after["row"]["issued_at"])
    assert checked(term, before["code"])["state"] == "superseded"
    assert checked(term, after["code"])["state"] == "valid"


@pytest.mark.parametrize(
    ("who", "cadet", "refused"),
    [
        (TEACHER, "aliev", ("role_required", "¶2")),
        (IT, "aliev", ("role_required", "¶2")),
        (ELSEWHERE, "aliev", ("record_cadet_not_yours", "¶3")),
        (METHODIST, "unheard-of", ("record_cadet_not_yours", "¶3")),
    ],
    ids=lambda each: each.person if isinstance(each, Principal) else str(each),
)
def test_only_the_cadets_faculty_issues_one(
    term: Academy, who: Principal, cadet: str, refused: tuple[str, str]
) -> None:
    """¶2, ¶3: another faculty's cadet is as unknown as one that there is not; and no number is taken."""
    closed(term, "examination")
    assert refusal(issued, term, cadet, who) == refused
    assert issued(term)["number"] == "1/2026"


def test_nothing_is_issued_before_a_sheet_is_closed(term: Academy) -> None:
    """¶2: signed by the examiner alone is not closed."""
    assert refusal(issued, term) == ("record_nothing_closed", "¶2")
    signed(term, opened(term, "examination")["id"], TEACHER)
    assert refusal(issued, term) == ("record_nothing_closed", "¶2")


def test_nothing_is_issued_or_revoked_without_the_password(term: Academy) -> None:
    """¶4: given again, by that very person."""
    closed(term, "examination")
    heads = confirmation(term.runtime.config.data, HEAD, term.clock)
    assert refusal(issued, term, confirmation="") == ("confirmation_required", "¶4")
    assert refusal(issued, term, confirmation=heads) == ("confirmation_invalid", "¶4")
    record = issued(term)["id"]
    assert refusal(revoked, term, record, confirmation="") == ("confirmation_required", "¶4")


def test_the_same_command_again_issues_one_record(term: Academy) -> None:
    """¶2: and gets its first answer."""
    closed(term, "examination")
    answers = [issued(term, command_id="issue-once-and-again") for _ in range(2)]
    assert answers[0] == answers[1]
    assert records(term)["total"] == 1


def test_who_lacks_a_journals_key_is_told_which(term: Academy) -> None:
    """¶5: a methodist to whom nobody has given it."""
    closed(term, "examination")
    newcomer = principal("methodist-3", ("methodist", "faculty-1"))
    with pytest.raises(Refused) as refused:
        issued(term, who=newcomer)
    assert refused.value.refusal.code == "record_key_missing"
    assert refused.value.refusal.params["journal"] == "Криминалистика · ҚҚ-21 · 1-семестр"
    record = issued(term)["id"]
    assert refusal(recorded, term, record, newcomer) == ("key_not_shared", "¶5")


def test_a_warrant_under_a_sheet_supersedes_the_record(term: Academy) -> None:
    """¶4: of whose cell it has changed, from that moment; and none is issued until the sheet has its new revision."""
    sheet = closed(term, "examination")
    record, other = issued(term)["id"], issued(term, "baev")["id"]
    lesson = next(each["id"] for each in term.show()["lessons"] if each["kind"] == "lecture")
    term.clock.move(hours=2)
    with term.runtime.unit.writing() as work:
        work.session.add(Warrant(id="w", case="c", kind="mark_correction", statement="", at=work.now))
        work.session.flush()
        version = MarkVersion(lesson=lesson, cadet="aliev", version=2, sealed=b"", author="teacher-1", at=work.now)
        version.warrant = "w"
        work.session.add_all([version, SheetChange(sheet=sheet, number=1, warrant="w", at=work.now)])
        work.audit("sheet.outdated", f"sheet/{sheet}")
        then = work.now
    row = recorded(term, record)["row"]
    assert (row["state"], datetime.fromisoformat(row["since"])) == ("superseded", then)
    assert recorded(term, other)["row"]["state"] == "valid"
    assert refusal(issued, term) == ("record_sheet_outdated", "¶4")


def test_a_revoked_record_stays_revoked_and_says_why(term: Academy) -> None:
    """¶2, ¶7: IT sees that it is, and no reason, which may name a mark."""
    closed(term, "examination")
    record = recorded(term, issued(term)["id"])
    which = record["row"]["id"]
    assert refusal(revoked, term, which, reason=" ") == ("reason_required", "¶2")
    assert refusal(revoked, term, which, reason="a" * 1001) == ("text_too_long", "¶2")
    assert refusal(revoked, term, which, reason="a\u202e") == ("text_unprintable", "¶2")
    assert refusal(revoked, term, which, ELSEWHERE) == ("record_unknown", "¶2")
    assert refusal(revoked, term, which, IT) == ("role_required", "¶2")
    revoked(term, which)
    assert audit(term, "record.revoked") == ['{"cadet": "aliev", "number": "1/2026"}']
    assert refusal(revoked, term, which) == ("record_revoked", "¶2")
    issued(term)
    found = recorded(term, which)
    assert (found["row"]["state"], found["reason"], found["may_revoke"]) == ("revoked", "Қате берілді.", False)
    assert recorded(term, which, IT)["reason"] == ""
    answer = checked(term, record["code"])
    assert (answer["state"], answer["lines"], answer["gpa"]) == ("revoked", (), None)


@pytest.mark.parametrize("who", [IT, MODERATOR], ids=lambda who: who.person)
def test_it_sees_that_there_is_one_and_no_figure(term: Academy, who: Principal) -> None:
    """¶5, ¶7: number, cadet and state."""
    closed(term, "examination")
    record = issued(term)["id"]
    shown = recorded(term, record, who)
    assert (shown["hidden"], shown["lines"], shown["gpa"], shown["code"]) == (True, (), None, "")
    assert [each["number"] for each in records(term, who)["records"]] == ["1/2026"]


def test_a_list_is_of_ones_faculties_and_is_searched(term: Academy) -> None:
    """¶3: by the cadet's name and by the number; a cadet of another faculty is not told of."""
    closed(term, "examination")
    issued(term)
    issued(term, "baev")
    assert [each["number"] for each in records(term)["records"]] == ["2/2026", "1/2026"]
    assert [each["number"] for each in records(term, search="әлиев")["records"]] == ["1/2026"]
    assert [each["number"] for each in records(term, search="2/20")["records"]] == ["2/2026"]
    assert records(term, TEACHER)["total"] == records(term, ELSEWHERE)["total"] == 0
    asked = records(term, cadet="aliev")
    assert (asked["total"], asked["cadet"]["name"], asked["cadet"]["may_issue"]) == (1, "Әлиев Айбек", True)
    assert records(term, ELSEWHERE, cadet="aliev")["cadet"] is None
    assert refusal(recorded, term, asked["records"][0]["id"], ELSEWHERE) == ("record_unknown", "¶2")


def test_anybody_checks_a_code_and_sees_what_the_paper_shows(term: Academy) -> None:
    """¶2: the figures that were signed and the names beside them; the look-up stands in the audit, without a mark."""
    closed(term, "examination")
    record = recorded(term, issued(term)["id"])
    answer = checked(term, record["code"])
    assert (answer["state"], answer["number"], answer["cadet"]) == ("valid", "1/2026", "Әлиев Айбек")
    assert (figures(answer), answer["gpa"]) == (figures(record), record["gpa"])
    assert audit(term, "record.checked") == ['{"outcome": "valid", "number": "1/2026"}']
    (said,) = audit(term, "record.issued")
    assert said == '{"cadet": "aliev", "number": "1/2026", "edition": 1}'


def test_a_code_of_another_academy_and_of_none_is_found(
    term: Academy, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """¶2: each look-up stands in the audit."""
    closed(term, "examination")
    code = recorded(term, issued(term)["id"])["code"]
    said = record_codes.verifier(term.runtime.config.keys).read(code).statement
    others = tmp_path_factory.mktemp("others")
    make_keys(others)
    signature = record_codes.signer(others).sign(said)
    foreign = record_codes.verifier(others).code(said, signature)
    assert foreign
    assert checked(term, foreign)["state"] == "foreign"
    assert checked(term, "")["state"] == checked(term, "ә" * 50)["state"] == "altered"
    with pytest.raises(Refused) as refused:
        checked(term, "A" * 3001)
    assert refused.value.refusal.code == "malformed"
    assert [each.partition(",")[0] for each in audit(term, "record.checked")] == [
        '{"outcome": "foreign"',
        '{"outcome": "altered"',
        '{"outcome": "altered"',
    ]


def test_a_code_that_was_never_issued_is_unknown(term: Academy) -> None:
    """¶2: though the academy's own key has signed it; and nothing stands beside its number, day and name."""
    closed(term, "examination")
    code, keys = recorded(term, issued(term)["id"])["code"], term.runtime.config.keys
    said = replace(record_codes.verifier(keys).read(code).statement, gpa="4.00")
    stolen = record_codes.verifier(keys).code(said, record_codes.signer(keys).sign(said))
    assert stolen
    answer = checked(term, stolen)
    assert (answer["state"], answer["number"], answer["lines"], answer["gpa"]) == ("unknown", "1/2026", (), None)


def test_figures_are_sealed_and_told_when_altered(term: Academy) -> None:
    """¶5: of one length; a line put in another's place does not open, and the record has no code then."""
    closed(term, "examination")
    mine, other = issued(term)["id"], issued(term, "baev")["id"]
    with term.runtime.unit.reading() as work:
        kept = [each.sealed for each in work.session.scalars(select(RecordLine)) if each.sealed]
    assert (len(kept), len({len(each) for each in kept})) == (2, 1)
    read = record_codes.verifier(term.runtime.config.keys).read
    salts = {read(recorded(term, each)["code"]).statement.salt for each in (mine, other)}
    assert len(salts) == 2, "what is signed cannot be guessed from the signature"
    others = "(SELECT sealed FROM record_line WHERE record = :other AND place = 2)"
    statement = f"UPDATE record_line SET sealed = {others} WHERE record = :mine AND place = 2"
    by_hand(term.runtime, "record_line", statement, mine=mine, other=other)
    shown = recorded(term, mine)
    assert (shown["lines"][1]["figures"], shown["altered"], shown["code"]) == (None, True, "")
    assert [(each["kind"], each["subject"]) for each in damages(term)] == [("seal_broken", f"record/{mine}/2")]


@pytest.fixture
def two_closed(term: Academy) -> Academy:
    """The other subject's sheet is closed too, so that a record has two sealed lines."""
    closed(term, "examination")
    law = replace(term, journal="journal-law")
    examined_term(law)
    closed(law, "examination")
    return term


def opened_lines(academy: Academy, record: str) -> list[tuple[CadetKey, RecordLine, dict[str, Any]]]:
    """What stands in each sealed line, for who has that journal's key."""
    with academy.runtime.unit.reading(METHODIST) as work:
        rows = [each for each in store.lines(work.session, record) if each.sealed]
        journals = [work.session.get_one(Journal, each.journal) for each in rows]
        found = [academy.keys(METHODIST).of(work, each) for each in journals]
        work.session.expunge_all()
    keys = [each.of_cadet("aliev") for each in found if each]
    place = "record/{0.record}/{0.place}".format
    return [(key, row, key.open(place(row), row.sealed or b"")) for key, row in zip(keys, rows, strict=True)]


def test_one_journals_key_opens_one_line_and_nothing_of_the_others(two_closed: Academy) -> None:
    """¶5: neither the GPA nor what would let somebody try the other marks by the signature; all lines together do."""
    record = issued(two_closed)["id"]
    shown = recorded(two_closed, record)
    said = record_codes.verifier(two_closed.runtime.config.keys).read(shown["code"]).statement
    lines = [line for _, _, line in opened_lines(two_closed, record)]
    shares = [b64decode(line["share"]) for line in lines]
    assert [{*line} for line in lines] == [{"format", "figures", "worth", "share"}] * 2
    assert (joined(shares), said.salt in shares) == (said.salt, False)
    assert (said.gpa, shown["gpa"]) == ("2.33", "2.33")


def test_a_record_of_the_release_before_opens(two_closed: Academy) -> None:
    """¶2, ¶5: each of its lines has the GPA and the salt of the whole record."""
    record = issued(two_closed)["id"]
    shown = recorded(two_closed, record)
    said = record_codes.verifier(two_closed.runtime.config.keys).read(shown["code"]).statement
    for key, row, line in opened_lines(two_closed, record):
        former = {"figures": line["figures"], "gpa": said.gpa, "salt": said.salt.hex()}
        sealed = key.seal(f"record/{record}/{row.place}", former, 240)
        statement = "UPDATE record_line SET sealed = :sealed WHERE record = :record AND place = :place"
        by_hand(two_closed.runtime, "record_line", statement, sealed=sealed, record=record, place=row.place)
    assert recorded(two_closed, record) == shown


@pytest.mark.parametrize(
    "altered",
    [
        "record SET cadet_number = '7'",
        "record SET faculty_name = 'Басқа'",
        "record_line SET credits = 30",
        "record_line SET subject_name = 'Басқа' WHERE place = 2",
        pytest.param(
            "record_line SET credits = 'abc'",
            marks=pytest.mark.skipif(ENGINE != "sqlite", reason="PostgreSQL keeps a column's kind"),
        ),
    ],
)
def test_names_that_were_altered_are_found_by_the_code(term: Academy, altered: str) -> None:
    """¶5, ¶7: neither printed, nor shown to who checks."""
    closed(term, "examination")
    record = recorded(term, issued(term)["id"])
    by_hand(term.runtime, altered.partition(" ")[0], f"UPDATE {altered}")
    assert recorded(term, record["row"]["id"])["code"] == ""
    answer = checked(term, record["code"])
    assert (answer["state"], answer["number"], answer["lines"], answer["gpa"]) == ("damaged", "1/2026", (), None)
    assert audit(term, "record.checked") == ['{"outcome": "damaged", "number": "1/2026"}']
    assert [each["kind"] for each in damages(term)] == ["row_unreadable", "seal_broken"]


def test_a_file_that_is_no_key_hides_no_other(term: Academy) -> None:
    """¶2: one that is being written, or was put there by mistake."""
    closed(term, "examination")
    code = recorded(term, issued(term)["id"])["code"]
    keys = term.runtime.config.keys / record_codes.VERIFYING_KEYS
    (keys / "empty.pem").touch()
    (keys / "gone.pem").symlink_to(keys / "nowhere")
    assert checked(term, code)["state"] == "valid"
    for name in ("empty.pem", "gone.pem"):
        (keys / name).unlink()


@pytest.mark.parametrize("missing", RECORDS, ids=["private", "public"])
def test_nothing_is_issued_without_the_key_that_signs(term: Academy, missing: str) -> None:
    """¶2: which is told, and no number is taken; it need not be started anew for another key."""
    closed(term, "examination")
    keys = term.runtime.config.keys
    (keys / missing).rename(keys / "away")
    assert refusal(issued, term) == ("record_signing_key_missing", "")
    (keys / "away").rename(keys / missing)
    before = recorded(term, issued(term)["id"])
    rotate(keys, *RECORDS)
    after = recorded(term, issued(term)["id"])
    assert [each["row"]["number"] for each in (before, after)] == ["1/2026", "2/2026"]
    assert [checked(term, each["code"])["state"] for each in (before, after)] == ["superseded", "valid"]


def test_rows_are_for_ever_and_numbered_without_gaps(term: Academy) -> None:
    """¶2: what is missing is found."""
    closed(term, "examination")
    issued(term)
    with term.runtime.unit.reading() as work:
        assert list(contradictions(work)) == []
        assert work.session.scalar(select(func.count()).select_from(Record)) == 1
    by_hand(term.runtime, "record_line", "DELETE FROM record_line WHERE place = 2")
    by_hand(term.runtime, "record_counter", "UPDATE record_counter SET value = 5")
    with term.runtime.unit.reading() as work:
        found = {each.subject.partition("/")[0] for each in contradictions(work)}
    assert found == {"record", "records"}


def test_terms_stand_in_their_order(term: Academy) -> None:
    """¶2: a past term first, one that has not begun not at all."""
    closed(term, "examination")
    for name, starts, ends in (
        ("Тарих", date(2026, 9, 2), date(2026, 9, 20)),
        ("Философия", date(2027, 1, 10), date(2027, 6, 1)),
        ("Математика", date(2026, 1, 10), date(2026, 6, 1)),
    ):
        begin(term, name, name, TermRow(id=name, name="2-семестр", starts=starts, ends=ends))
    subjects = [each["subject"] for each in recorded(term, issued(term)["id"])["lines"]]
    assert subjects == ["Әкімшілік құқық", "Криминалистика", "Тарих"]


def test_who_was_transferred_has_one_line_of_a_subject(term: Academy) -> None:
    """¶2, ¶15: the closed sheet counts, whichever group's it is; the record is the newer group's faculty's."""
    closed(term, "examination")
    names = (NameState(family="Әлиев", given="Айбек", patronymic="", since=TERM.starts),)
    member = MemberState(cadet="aliev", number="7", names=names, since=MONDAY, until=None)
    law = RosterNamed(id="faculty-2", name="Заң факультеті")
    with term.runtime.unit.writing() as work:
        take_in_group(work, GroupState(id="group-2", name="ЗҚ-22", faculty=law, members=(member,)))
        work.audit("group.told", "group/group-2")
    begin(term, "journal-2", "subject-1", TERM, group="group-2", faculty=law)
    assert refusal(issued, term) == ("record_cadet_not_yours", "¶3")
    both = principal("methodist-4", ("methodist", "faculty-1"), ("methodist", "faculty-2"))
    term.knows(both)
    term.share()
    shown = recorded(term, issued(term, who=both)["id"], both)
    assert [each["subject"] for each in shown["lines"]] == ["Әкімшілік құқық", "Криминалистика"]
    assert shown["row"]["faculty"]["id"] == "faculty-2"
