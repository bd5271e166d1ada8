"""Add a faculty to the academy."""

from collections.abc import Iterable
from uuid import uuid4

from services.common.errors import Refusal, Refused
from services.common.storage.unit_of_work import Work
from services.roster.contract import CreateFaculty, Named
from services.roster.domain.alphabets import key_on_record
from services.roster.domain.entered_names import given_name, look_alike_refusal
from services.roster.domain.names import key
from services.roster.refusals import Reasons
from services.roster.store.locks import lock_roster
from services.roster.store.models import Faculty
from services.roster.store.queries import faculty_names
from services.roster.usecases.permissions import require_it


def create_faculty(work: Work, request: CreateFaculty) -> Named:
    """Add a faculty. Raises ``Refused``: name_required, name_malformed, faculty_name_taken, looks_like."""
    require_it(work, "¶14")
    name = required_name(request.name)
    lock_roster(work.session)
    others = faculty_names(work.session)
    if key(name) in map(key_on_record, others):
        raise Reasons.faculty_name_taken.refused(name=name)
    check_look_alikes(name, others, as_new=request.as_new)
    faculty = Faculty(id=str(uuid4()), name=name, key=key(name))
    work.session.add(faculty)
    work.audit("faculty.created", f"faculty/{faculty.id}")
    return Named(id=faculty.id, name=name)


def required_name(text: str) -> str:
    """The name, tidied. Raises ``Refused``: name_required, name_malformed, text_unprintable, malformed."""
    name = given_name(text)
    if isinstance(name, Refusal):
        raise Refused(name)
    return name


def check_look_alikes(name: str, others: Iterable[str], *, as_new: bool) -> None:
    """Raises ``Refused(looks_like)`` for a name that looks like another one, unless it is meant (``as_new``)."""
    if not as_new and (refusal := look_alike_refusal(name, others)):
        raise Refused(refusal)
