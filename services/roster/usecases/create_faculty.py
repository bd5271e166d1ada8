"""Add a faculty to the academy."""

from uuid import uuid4

from sqlalchemy import select

from services.common.errors import refuse
from services.common.printable import unprintable
from services.common.work import Work
from services.roster.contract import CreateFaculty, Named
from services.roster.domain.cells import LONGEST
from services.roster.domain.names import key, tidy
from services.roster.models import Faculty
from services.roster.selecting import take_turn
from services.roster.usecases.guard import only_it


def create_faculty(work: Work, request: CreateFaculty) -> Named:
    """Add a faculty. Raises ``Refused``: name_required, faculty_name_taken."""
    only_it(work, "¶14")
    name = required_name(request.name)
    take_turn(work.session)
    if work.session.scalar(select(Faculty.id).where(Faculty.key == key(name))):
        raise refuse("conflict", "faculty_name_taken", name=name)
    faculty = Faculty(id=str(uuid4()), name=name, key=key(name))
    work.session.add(faculty)
    work.audit("faculty.created", f"faculty/{faculty.id}")
    return Named(id=faculty.id, name=name)


def required_name(text: str) -> str:
    """A tidy name of 1 to 200 characters. Raises ``Refused``: name_required, malformed, text_unprintable."""
    name = tidy(text)
    if not name:
        raise refuse("invalid", "name_required")
    if len(name) > LONGEST["faculty"]:
        raise refuse("invalid", "malformed", detail=f"name: at most {LONGEST['faculty']} characters")
    if sign := unprintable(name):
        raise refuse("invalid", "text_unprintable", sign=sign)
    return name
