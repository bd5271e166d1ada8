"""What the demo has to show of a term that runs and of one that is over: controls, examinations, results, a policy."""

from collections import Counter
from typing import Any

from deploy.demo.courses import EXAMINED, LESSONS
from deploy.demo.plan import WEIGHED, WEIGHTS
from tests.deploy.demo.conftest import Demo, taught_marks

PRESENT = {"midterm_control": 1, "rating_control": 1}
PAST = {"midterm_control": 2, "rating_control": 2, "examination": 1, "retake": 1}
#: One subject of each faculty has a final attestation too.
ATTESTED = {"final_attestation": 1}


def past(demo: Demo) -> list[Any]:
    """The journals of the term that is over."""
    found = [each for each in demo.loaded.journals if each["term"]["ends"] < demo.loaded.day.isoformat()]
    assert found
    return found


def controls(journal: Any) -> Counter[str]:
    """How many columns of each kind it has that is no lesson's."""
    return Counter(each["kind"] for each in journal["lessons"] if each["kind"] not in LESSONS)


def test_each_journal_has_the_controls_of_its_weeks(run_demo: Demo) -> None:
    """¶2: a term that is over has all of them, and its examination with a retake."""
    over = past(run_demo)
    running = [each for each in run_demo.loaded.journals if each not in over]
    assert (6, 18) == (len(over), len(running))
    assert [PAST] * 4 + [PAST | ATTESTED] * 2 == sorted((controls(each) for each in over), key=Counter.total)
    assert [PRESENT] * 18 == [controls(each) for each in running]


def test_a_past_terms_journals_are_full(run_demo: Demo) -> None:
    """Of lessons and controls no cell is empty."""
    for journal in past(run_demo):
        taught = [each for each in journal["lessons"] if each["kind"] not in EXAMINED]
        cells = len(journal["cadets"]) * len(taught)
        assert cells == sum(mark["value"] is not None for mark in taught_marks(journal))


def test_named_examiners_have_entered_the_examinations(run_demo: Demo) -> None:
    """¶2, ¶3: the teacher and a colleague, who does not teach there."""
    for journal in past(run_demo):
        examiners, teachers = ({each["id"] for each in journal[name]} for name in ("examiners", "teachers"))
        authors = {each["author"]["id"] for each in journal["lessons"] if each["kind"] in EXAMINED}
        assert (2, 1, True) == (len(examiners), len(authors), teachers < examiners)
        assert authors == examiners - teachers
    assert {()} == {tuple(each["examiners"]) for each in run_demo.loaded.journals if each not in past(run_demo)}


def test_of_each_group_some_are_not_admitted_and_some_retake(run_demo: Demo) -> None:
    """¶2: who is not admitted has no attempt; most have a final."""
    for journal in past(run_demo):
        barred = [each for each in journal["results"] if not each["admitted"]]
        finals = [each for each in journal["results"] if each["final"]]
        assert (True, []) == (bool(barred), [each for each in barred if each["attempts"]])
        assert len(finals) > len(journal["cadets"]) / 2
    assert {1, 2} <= {len(each["attempts"]) for journal in past(run_demo) for each in journal["results"]}


def test_a_past_terms_sheets_stand_in_each_state(run_demo: Demo) -> None:
    """¶2, ¶4: examinations and attestations are closed; of a faculty's retakes one is, one waits for the head."""
    sheets = run_demo.first("moderator").get("/sheets")["sheets"]
    found = Counter((each["kind"], each["state"]) for each in sheets)
    retakes = {("retake", state): 2 for state in ("open", "signed_by_examiner", "closed")}
    closed = {("admission", "closed"): 2, ("examination", "closed"): 6, ("final_attestation", "closed"): 2}
    assert {**closed, **retakes} == found


def test_cadets_have_records_of_which_one_is_revoked(run_demo: Demo) -> None:
    """¶2: in each faculty."""
    records = run_demo.first("moderator").get("/records")["records"]
    assert {"valid": 4, "revoked": 2} == Counter(each["state"] for each in records)


def test_a_cadet_sees_the_own_study(run_demo: Demo) -> None:
    """¶3: of both terms, for the teachers have looked into their journals."""
    cadet = run_demo.first("cadet")
    terms = [each["id"] for each in cadet.get("/study")["terms"]]
    journals = [each for term in terms for each in cadet.get(f"/study?term={term}")["journals"]]
    assert (2, 6, {"open"}) == (len(terms), len(journals), {each["state"] for each in journals})
    assert all(each["marks"] and each["result"]["rating"] for each in journals)


def test_a_policy_waits_to_be_put_in_force(run_demo: Demo) -> None:
    """¶2: other weights for a subject of the present term."""
    proposed, first = run_demo.first("it_staff").get("/policies")["versions"]
    assert (1, 0, None) == (proposed["number"], first["number"], proposed["put_in_force"])
    assert (WEIGHED, {**first["terms"], **WEIGHTS}) == (proposed["subject"]["name"], proposed["terms"])
