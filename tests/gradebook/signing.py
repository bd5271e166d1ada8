"""Grade sheets as people open, sign and read them; the journal's teachers examine."""

from datetime import date
from functools import partial
from typing import Any
from uuid import uuid4

from services.common.messaging.envelope import Trace
from services.common.security.tokens import Principal
from services.gradebook import contract
from services.gradebook.usecases.annul_sheet import annul_sheet
from services.gradebook.usecases.list_sheets import list_sheets
from services.gradebook.usecases.name_examiners import name_examiners
from services.gradebook.usecases.open_sheet import open_sheet
from services.gradebook.usecases.revise_sheet import is_to_be_revised, revise_sheet
from services.gradebook.usecases.show_sheet import show_sheet
from services.gradebook.usecases.sign_sheet import sign_sheet
from tests.gradebook.academy import COLLEAGUE, METHODIST, TEACHER, Academy, cell
from tests.support.runtimes import confirmation, principal

MONDAY = date(2026, 10, 5)
HEAD = principal("head-1", ("faculty_head", "faculty-1"))


def teachers_examine(academy: Academy, who: Principal = METHODIST) -> None:
    """A methodist names the journal's teachers its examiners."""
    people = [TEACHER.person, COLLEAGUE.person]
    body = {"command_id": str(uuid4()), "journal": academy.journal, "people": people}
    academy.runtime.run_command(name_examiners, contract.NameExaminers, body, who, Trace())


def examined_term(academy: Academy) -> None:
    """Әлиев passes with C+, Баев is not admitted, Ким was not in the group yet; the head has the journal's key."""
    lecture, control = academy.hold(MONDAY), academy.hold(MONDAY, "rating_control")
    teachers_examine(academy)
    examination = academy.hold(MONDAY, "examination")
    academy.record(cell(lecture, "aliev", 72), cell(lecture, "baev", 40))
    academy.record(cell(control, "aliev", 80), cell(control, "baev", 30))
    academy.record(cell(examination, "aliev", 64))
    academy.knows(HEAD, METHODIST)
    academy.share()


def opened(academy: Academy, kind: str, lesson: str = "", who: Principal = METHODIST) -> Any:
    """A methodist, or somebody else, opens a sheet."""
    body = {"command_id": str(uuid4()), "journal": academy.journal, "kind": kind, "lesson": lesson}
    return academy.runtime.run_command(open_sheet, contract.OpenSheet, body, who, Trace())


def annulled(
    academy: Academy, sheet: str, who: Principal = METHODIST, reason: str = "Қате ашылды", **other: str
) -> Any:
    """A methodist, or somebody else, annuls a sheet."""
    body = {"command_id": str(uuid4()), "sheet": sheet, "reason": reason, **other}
    return academy.runtime.run_command(annul_sheet, contract.AnnulSheet, body, who, Trace())


def offers(academy: Academy, who: Principal = METHODIST) -> list[tuple[str, str]]:
    """The kinds of sheets that somebody may open, and their columns."""
    answer = academy.runtime.run_query(list_sheets, contract.ListSheets, {}, who, Trace())
    return [(each["kind"], each["lesson"]) for each in answer["offers"]]


def signed(academy: Academy, sheet: str, who: Principal, revision: int = 0, **other: Any) -> Any:
    """Somebody signs the revision that was seen, having given the password again."""
    said = confirmation(academy.runtime.config.data, who, academy.clock)
    body = {"command_id": str(uuid4()), "sheet": sheet, "revision": revision, "confirmation": said, **other}
    sign = partial(sign_sheet, keys=academy.keys(who), verifier=academy.runtime.verifier)
    return academy.runtime.run_command(sign, contract.SignSheet, body, who, Trace())


def closed(academy: Academy, kind: str, lesson: str = "") -> str:
    """A sheet that its examiner has signed and the head has closed."""
    sheet = opened(academy, kind, lesson)["id"]
    signed(academy, sheet, TEACHER)
    signed(academy, sheet, HEAD, revision=1)
    return str(sheet)


def shown(academy: Academy, sheet: str, who: Principal = TEACHER, revision: int = 0) -> Any:
    """Somebody opens a sheet, as the entrypoint does: what is to be revised is revised first."""
    body = {"sheet": sheet}
    if academy.runtime.run_local(is_to_be_revised, contract.ReviseSheet, body, who, Trace()):
        academy.command(revise_sheet, contract.ReviseSheet, body, who)
    return academy.ask(show_sheet, contract.ShowSheet, {**body, "revision": revision}, who)


def listed(academy: Academy, who: Principal = METHODIST, **asked: str) -> list[Any]:
    """The sheets that somebody sees."""
    return list(academy.runtime.run_query(list_sheets, contract.ListSheets, asked, who, Trace())["sheets"])


def line(answer: Any, cadet: str = "aliev") -> Any:
    """A cadet's result on a sheet."""
    return next(each["result"] for each in answer["lines"] if each["result"]["cadet"] == cadet)
