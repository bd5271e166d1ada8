"""How people are named in an answer (¶15): by initials, in full where another one in it would look alike."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from services.common.storage.people import People
from services.common.text.names import Called, Company
from services.roster.contract import Named, Notice, Someone
from services.roster.store.models import Person
from services.roster.store.queries import names_of_members


def displayed_people(session: Session) -> People:
    """The names of those who sign in, to be shown in one answer."""
    return People(session, Person)


def displayed_person(told: People, person: Named | None) -> Someone | None:
    """The person under the name that a row keeps, in full where somebody else would look alike."""
    return Someone(**told.named(person.id, person.name)) if person else None


def with_distinct_names(session: Session, notices: Sequence[Notice]) -> list[Notice]:
    """The notices with names that nobody can mix up.

    A cadet's name differs from those in the same group and in the other notices.
    """
    told = displayed_people(session)
    told.read(each.name for notice in notices for each in (notice.author, notice.decided_by) if each)
    groups = names_of_members(session, {notice.group.id for notice in notices if notice.cadet})
    in_view = [(notice.cadet.id, _called(notice)) for notice in notices if notice.cadet]
    companies = {group: Company((*in_view, *members)) for group, members in groups.items()}
    return [
        replace(
            notice,
            author=Someone(**told.named(notice.author.id, notice.author.name)),
            decided_by=displayed_person(told, notice.decided_by),
            cadet=_cadet(notice, companies.get(notice.group.id) or Company(in_view)),
        )
        for notice in notices
    ]


def _cadet(notice: Notice, company: Company) -> Someone | None:
    cadet = notice.cadet
    return replace(cadet, name=company.shown(cadet.id, _called(notice))) if cadet else None


def _called(notice: Notice) -> Called:
    assert notice.cadet is not None, "only of somebody on record"
    return Called(notice.cadet.name, notice.cadet.full_name, notice.number)
