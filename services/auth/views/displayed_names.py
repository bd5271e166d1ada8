"""How people are named in answers."""

from dataclasses import replace

from sqlalchemy.orm import Session

from services.auth.store.queries import login_and_names
from services.common.text.names import Called, Company, called


def displayed_names(session: Session) -> dict[str, str]:
    """Everybody's name by id: with initials, or in full where somebody else would look alike."""
    names = {id: _called(login, *parts) for id, login, *parts in login_and_names(session)}
    company = Company(names.items())
    return {id: company.shown(id, name) for id, name in names.items()}


def _called(login: str, family: str, given: str, patronymic: str) -> Called:
    return replace(called(family, given, patronymic), login=login)
