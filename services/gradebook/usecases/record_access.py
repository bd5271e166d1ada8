"""Who sees an electronic record, and whose it would be (¶2, ¶3, ¶5)."""

from dataclasses import dataclass

from services.common.errors import Refused
from services.common.security.tokens import Principal
from services.common.storage.unit_of_work import Work
from services.gradebook.contract import OFFICERS, Cadet, Named
from services.gradebook.domain.records import issuer_refusal, issues_of
from services.gradebook.refusals import Reasons
from services.gradebook.store import queries, records
from services.gradebook.store.models import Record
from services.gradebook.usecases.journal_access import oversees
from services.gradebook.views.journals import cadets


@dataclass(frozen=True)
class OfFaculty:
    """A cadet by today's name, and the faculty to which the newest group belongs."""

    cadet: Cadet
    faculty: Named


def roles_of(principal: Principal) -> list[tuple[str, str]]:
    """The caller's roles, each with its faculty."""
    return [(held.role, held.faculty) for held in principal.roles]


def own_faculties(principal: Principal) -> set[str]:
    """The faculties whose records the caller issues."""
    return {faculty for role, faculty in roles_of(principal) if role in OFFICERS}


def of_faculty(work: Work, cadet: str) -> OfFaculty | None:
    """The cadet; None where there is none, or no faculty is known of the newest group."""
    stays = queries.stays(work, cadet)
    faculty = records.faculty_of(work.session, stays[-1].group_id) if stays else None
    if faculty is None:
        return None
    return OfFaculty(cadets(stays, work.now.date())[0], Named(id=faculty[0], name=faculty[1]))


def issued_cadet(work: Work, cadet: str) -> OfFaculty:
    """A cadet whose records the caller issues. Raises ``Refused`` to anybody else, as if there were no such cadet."""
    found = of_faculty(work, cadet)
    if refusal := issuer_refusal(roles_of(work.principal), found.faculty.id if found else ""):
        raise Refused(refusal)
    assert found is not None, "nobody has a role in the faculty without a name"
    return found


def visible_record(work: Work, record_id: str) -> tuple[Record, bool]:
    """The record, and whether the caller sees its figures. Raises ``Refused``: to others there is no record."""
    record = work.session.get(Record, record_id)
    issues = record is not None and issues_of(roles_of(work.principal), record.faculty_id)
    if record is None or not (issues or oversees(work)):
        raise Reasons.record_unknown.refused()
    return record, issues
