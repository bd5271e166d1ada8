"""How people are shown: by initials, and told apart where two look alike (¶15)."""

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy.orm import Session

from services.common.storage.tolerant import said
from services.common.text.kazakh import kazakh_order
from services.common.text.people import People
from services.gradebook.contract import Someone
from services.gradebook.store import queries
from services.gradebook.store.models import Person


def displayed_names(session: Session, journal_id: str, people: Collection[str]) -> dict[str, Someone]:
    """By id, how the people are shown who have written in the journal."""
    known = queries.known_names(session, journal_id, people)
    return told_apart(session, {person: known.get(person, "") for person in people})


def displayed_people(session: Session, people: Collection[str]) -> dict[str, Someone]:
    """By id, how any people are shown."""
    known = queries.names_of(session, people)
    return told_apart(session, {person: known.get(person, "") for person in people})


def told_apart(session: Session, names: Mapping[str, str]) -> dict[str, Someone]:
    """By id, how people of these names are shown: with more than initials where another would look alike."""
    people = People(session, Person)
    people.read(names.values())
    return {person: Someone(**people.named(person, name)) for person, name in names.items()}


def displayed_teachers(session: Session, journals: Collection[str]) -> dict[str, list[Someone]]:
    """By journal, how its teachers are shown."""
    rows = queries.teacher_names(session, journals)
    shown = told_apart(session, {row.person: said(row.name, "") for row in rows})
    found: dict[str, list[Someone]] = {}
    for row in rows:
        found.setdefault(row.journal, []).append(shown[row.person])
    return found


def in_order(people: Iterable[Someone]) -> tuple[Someone, ...]:
    """The people by the Kazakh alphabet."""
    return tuple(sorted(people, key=lambda each: kazakh_order(each.full_name or each.name)))
