"""Who is in view in one answer, and how each is shown: by initials, in full where another would look alike (¶15)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.common.storage.tolerant import reads, said
from services.common.text.names import Called, Company, called
from services.common.text.people import People
from services.roster.contract import Named, Notice, Someone
from services.roster.models import Cadet, CadetName, Membership, Person

Pairs = list[tuple[str, Called]]


def people(session: Session) -> People:
    """Those who sign in."""
    return People(session, Person)


def someone(told: People, person: Named | None) -> Someone | None:
    """A person under the name that is kept, told apart from others."""
    return Someone(**told.named(person.id, person.name)) if person else None


def told_apart(session: Session, notices: Sequence[Notice]) -> list[Notice]:
    """These notices with everybody in them told apart: a cadet from the group's others and the other notices' too."""
    told = people(session)
    told.read(each.name for notice in notices for each in (notice.author, notice.decided_by) if each)
    groups = _members(session, {notice.group.id for notice in notices if notice.cadet})
    in_view = [(notice.cadet.id, _called(notice)) for notice in notices if notice.cadet]
    companies = {group: Company((*in_view, *members)) for group, members in groups.items()}
    return [
        replace(
            notice,
            author=Someone(**told.named(notice.author.id, notice.author.name)),
            decided_by=someone(told, notice.decided_by),
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


def _members(session: Session, groups: Iterable[str]) -> dict[str, Pairs]:
    """Everybody who is or was in these groups, under every name."""
    wanted = select(Membership.group, CadetName, Cadet.number).join(CadetName, CadetName.cadet == Membership.cadet)
    rows = session.execute(wanted.join(Cadet, Cadet.id == Membership.cadet).where(Membership.group.in_(groups)))
    found: dict[str, Pairs] = {}
    for group, name, number in ((group, name, said(number, "")) for group, name, number in rows if reads(name)):
        found.setdefault(group, []).append((name.cadet, called(name.family, name.given, name.patronymic, number)))
    return found
