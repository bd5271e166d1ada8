"""Electronic records over HTTP: issued, printed, revoked with the password, and checked by anybody (¶2, ¶4, ¶5)."""

import pytest

from tests.gateway.academy import Academy, open_academy
from tests.gateway.papers import reading
from tests.support.records import close_term, issue
from tests.support.stack import START, Stack, command, password_of

RECORDS, CHECK = "/api/v1/records", "/api/v1/check"


@pytest.fixture(scope="module")
def academy(stack: Stack) -> Academy:
    """The small academy with a head; its first journal's examination is over and its sheet closed."""
    made = open_academy(stack)
    stack.register("head", ("faculty_head", made.faculty))
    stack.wait_for_events()
    close_term(stack, made.journal, "t.first", START.date().isoformat())
    return made


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_code_on_the_paper_is_checked_by_who_has_no_account(academy: Academy, language: str) -> None:
    """¶2: it stands in the address's fragment, which no server gets, and says what the paper says."""
    record = issue(academy.stack, academy.journal)["id"]
    with academy.client("methodist") as methodist, academy.client() as nobody:
        pdf = methodist.get(f"{RECORDS}/{record}/paper", params={"language": language})
        (link,) = reading.codes(pdf.content)
        address, _, code = link.partition("#")
        assert address == f"{academy.stack.address}/check"
        answer = nobody.post(CHECK, json={"code": code}).json()
        shown = methodist.get(f"{RECORDS}/{record}").json()
        assert (answer["state"], answer["lines"], answer["gpa"]) == ("valid", shown["lines"], shown["gpa"])
        assert answer["lines"][0]["figures"]["points"] == 69
        altered = code[:-9] + ("B" if code[-9] == "A" else "A") + code[-8:]
        assert nobody.post(CHECK, json={"code": altered}).json()["state"] == "altered"


def test_bad_input_is_refused_in_words(academy: Academy) -> None:
    """¶2, ¶4: too long a code, no code, a wrong password, who is nobody."""
    record = issue(academy.stack, academy.journal, 1)["id"]
    with academy.client("methodist") as methodist, academy.client() as nobody:
        for body in ({"code": "A" * 3001}, {"code": 7}, {}):
            assert nobody.post(CHECK, json=body).json()["error"]["code"] == "malformed"
        wrong = {"cadet": "nobody", "password": "not the password"}
        assert methodist.post(RECORDS, json=wrong).json()["error"]["code"] == "password_wrong"
        unheard = {"cadet": "nobody", "password": password_of("methodist")}
        assert methodist.post(RECORDS, json=unheard).json()["error"]["code"] == "record_cadet_not_yours"
        assert nobody.get(f"{RECORDS}/{record}").status_code == 401


def test_revoked_is_told_to_who_checks(academy: Academy) -> None:
    """¶2: with the day, and with no figure any more; IT sees that it is, and prints nothing."""
    record = issue(academy.stack, academy.journal, 2, "head")["id"]
    path = f"{RECORDS}/{record}"
    with academy.client("head") as head, academy.client() as nobody, academy.stack.it() as it:
        code = head.get(path).json()["code"]
        command(head, "POST", f"{path}/revoke", {"reason": "Қате", "password": password_of("head")})
        answer = nobody.post(CHECK, json={"code": code}).json()
        assert (answer["state"], answer["since"] is not None, answer["lines"]) == ("revoked", True, [])
        assert (it.get(path).json()["row"]["state"], it.get(path).json()["reason"]) == ("revoked", "")
        assert it.get(f"{path}/paper").json()["error"]["code"] == "marks_not_for_role"
