"""Grade sheets over HTTP: opened, listed, shown to whom they concern, signed with the password (¶2, ¶4, ¶5)."""

import pytest

from tests.gateway.academy import Academy, open_academy
from tests.support.stack import START, Stack, command, password_of

SHEETS = "/api/v1/sheets"


@pytest.fixture(scope="module")
def academy(stack: Stack) -> Academy:
    """The small academy with a head; its first journal has a lecture with a mark, and a sheet of admission."""
    made = open_academy(stack)
    stack.register("head", ("faculty_head", made.faculty))
    stack.wait_for_events()
    path = f"/api/v1/journals/{made.journal}"
    with made.teacher() as teacher:
        held = command(teacher, "POST", f"{path}/lessons", {"date": START.date().isoformat(), "kind": "lecture"})
        first = teacher.get(path).json()["cadets"][0]["id"]
        cells = [{"lesson": held["id"], "cadet": first, "value": 73, "version": 0}]
        command(teacher, "PUT", f"{path}/marks", {"marks": cells})
        with made.client("methodist") as methodist:
            command(methodist, "POST", SHEETS, {"journal": made.journal, "kind": "admission"})
    return made


def test_a_methodist_opens_a_sheet_once(academy: Academy) -> None:
    """¶2: it has a number, and a second one of the kind is refused in words."""
    with academy.client("methodist") as methodist:
        (sheet,) = methodist.get(SHEETS).json()["sheets"]
        assert (sheet["kind"], sheet["state"], sheet["number"].partition("/")[0]) == ("admission", "open", "1")
        again = methodist.post(SHEETS, json={"journal": academy.journal, "kind": "admission"})
        assert (again.status_code, again.json()["error"]["code"]) == (409, "sheet_exists")
        assert methodist.get(SHEETS, params={"journal": "another"}).json()["sheets"] == []


def test_figures_are_for_who_has_the_key(academy: Academy) -> None:
    """¶5: IT sees how many cells are filled; the other journal's teacher learns nothing."""
    with academy.teacher() as teacher, academy.stack.it() as it, academy.client("t.second") as other:
        path = f"{SHEETS}/{teacher.get(SHEETS).json()['sheets'][0]['id']}"
        shown, counted = teacher.get(path).json(), it.get(path).json()
        assert [each["result"]["current"] for each in shown["lines"]] == ["73.00", None, None]
        assert (counted["lines"], counted["counts"]) == ([], {"expected": 3, "filled": 1, "missing": 2})
        assert (other.get(path).status_code, other.get(SHEETS).json()["sheets"]) == (404, [])
        assert teacher.get(path, params={"revision": 1}).json()["error"]["code"] == "sheet_unknown"


def test_the_password_comes_first_and_the_examiner_before_the_head(academy: Academy) -> None:
    """¶2, ¶4: who has not given it learns nothing; who teaches is no examiner for that."""
    with academy.teacher() as teacher, academy.client("head") as head:
        path = f"{SHEETS}/{teacher.get(SHEETS).json()['sheets'][0]['id']}/sign"
        codes = [
            client.post(path, json={"revision": 0, "password": password}).json()["error"]["code"]
            for client, password in (
                (teacher, "another password"),
                (teacher, password_of("t.first")),
                (head, password_of("head")),
            )
        ]
        assert codes == ["password_wrong", "sheet_not_yours", "sheet_not_yours"]


def test_a_sheet_is_annulled_with_a_reason_and_another_is_opened(academy: Academy) -> None:
    """¶2, ¶5: in words where it is refused; what can be opened is offered; IT is not shown the reason."""
    with academy.client("methodist") as methodist, academy.teacher() as teacher, academy.stack.it() as it:
        offered = methodist.get(SHEETS).json()["offers"][-1]
        asked = {name: offered[name] for name in ("journal", "kind", "lesson")}
        path = f"{SHEETS}/{command(methodist, 'POST', SHEETS, asked)['id']}"
        reason = {"reason": "Басқа журналға ашылуы керек еді"}
        assert (404, 422) == (
            teacher.post(f"{path}/annul", json=reason).status_code,
            methodist.post(f"{path}/annul", json={"reason": ""}).status_code,
        )
        command(methodist, "POST", f"{path}/annul", reason)
        told = [each.get(path).json()["row"]["annulment"]["reason"] for each in (methodist, it)]
        assert told == [reason["reason"], ""]
        assert methodist.get(SHEETS).json()["offers"][-1] == offered


@pytest.mark.parametrize(("file", "begins"), [("paper", b"%PDF"), ("table", b"PK")])
def test_a_groups_summary_is_printed_and_kept_as_a_spreadsheet(academy: Academy, file: str, begins: bytes) -> None:
    """¶2, ¶5: as a file with a name that nobody stores on the way; for IT there is nothing to print."""
    with academy.client("methodist") as methodist, academy.stack.it() as it:
        offered = methodist.get(SHEETS).json()["summaries"][0]
        path = f"/api/v1/groups/{offered['group']['id']}/terms/{offered['term']['id']}/summary/{file}"
        made = methodist.get(path, params={"language": "ru"})
        assert (made.status_code, made.content[: len(begins)]) == (200, begins)
        assert "group_summary-" in made.headers["Content-Disposition"]
        assert (made.headers["Cache-Control"], it.get(path).json()["error"]["code"]) == (
            "no-store",
            "marks_not_for_role",
        )


@pytest.mark.parametrize(("path", "begins"), [("paper", b"%PDF"), ("table", b"PK")])
def test_it_is_printed_for_who_sees_its_figures(academy: Academy, path: str, begins: bytes) -> None:
    """¶2, ¶5: as a file with a name in the language asked for; for IT there is nothing to print."""
    with academy.teacher() as teacher, academy.stack.it() as it:
        file = f"{SHEETS}/{teacher.get(SHEETS).json()['sheets'][0]['id']}/{path}"
        made = teacher.get(file, params={"language": "ru"})
        assert (made.status_code, made.content[: len(begins)]) == (200, begins)
        assert "grade_sheet-1-" in made.headers["Content-Disposition"]
        assert (made.headers["Cache-Control"], it.get(file).json()["error"]["code"]) == (
            "no-store",
            "marks_not_for_role",
        )
