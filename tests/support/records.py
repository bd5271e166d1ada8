"""A journal's term brought to its end over the API, and the electronic record that is issued of it."""

from typing import Any

from tests.support.stack import Stack, command, password_of

API = "/api/v1"


def close_term(stack: Stack, journal: str, teacher: str, day: str, marks: tuple[int, int] = (72, 64)) -> str:
    """Everybody gets a mark of a seminar and of the examination; examiner and head sign the sheet; its id."""
    path = f"{API}/journals/{journal}"
    with stack.client(teacher) as examiner, stack.client("methodist") as methodist, stack.client("head") as head:
        me = examiner.get(f"{API}/me").json()["id"]
        command(methodist, "PUT", f"{API}/examinations/{journal}/examiners", {"people": [me]})
        for kind, value in zip(("seminar", "examination"), marks, strict=True):
            held = command(examiner, "POST", f"{path}/lessons", {"date": day, "kind": kind, "topic": ""})["id"]
            cadets = [each["id"] for each in examiner.get(path).json()["cadets"]]
            cells = [{"lesson": held, "cadet": each, "value": value, "version": 0} for each in cadets]
            command(examiner, "PUT", f"{path}/marks", {"marks": cells})
        examiner.get(path)
        sheet = command(methodist, "POST", f"{API}/sheets", {"journal": journal, "kind": "examination"})["id"]
        for revision, (who, login) in enumerate(((examiner, teacher), (head, "head"))):
            command(who, "POST", f"{API}/sheets/{sheet}/sign", {"revision": revision, "password": password_of(login)})
    return str(sheet)


def issue(stack: Stack, journal: str, place: int = 0, login: str = "methodist") -> Any:
    """A record of one of the journal's cadets."""
    with stack.client(login) as client:
        cadet = client.get(f"{API}/journals/{journal}").json()["cadets"][place]["id"]
        return command(client, "POST", f"{API}/records", {"cadet": cadet, "password": password_of(login)})
