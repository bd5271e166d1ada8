"""gradebook's copies of what roster, auth and corrections own: an event replaces the rows that it is about."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from services.common.storage import copies
from services.common.storage.copies import Membership, replace_rows
from services.gradebook.store.models import JournalTeacher, Member, Officer, OpenCase


def replace_officer(session: Session, person: str, faculties: Iterable[str]) -> None:
    """Keep the faculties of which somebody is a methodist or a head."""
    replace_rows(session, Officer, {"person": person}, [{"faculty": faculty} for faculty in faculties])


def replace_members(session: Session, group: str, members: Iterable[Membership]) -> None:
    """Keep a group's members, past ones included, instead of the former ones."""
    copies.replace_members(session, Member, group, members)


def replace_teachers(session: Session, journal: str, teachers: Iterable[Mapping[str, Any]]) -> None:
    """Keep a journal's teachers, past ones included, instead of the former ones."""
    replace_rows(session, JournalTeacher, {"journal": journal}, teachers)


def replace_open_case(session: Session, case: str, journals: Iterable[str]) -> None:
    """Keep the journals of a case that is not over; none, once it is."""
    replace_rows(session, OpenCase, {"case": case}, [{"journal": each} for each in journals])
