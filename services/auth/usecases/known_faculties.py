"""The faculties of roles that somebody gets: roster knows which there are."""

from collections.abc import Callable, Collection, Sequence

from services.auth.domain.people import faculty_refusal
from services.common.errors import Refused
from services.common.security.tokens import Role

#: Asks roster for the ids of all faculties.
Faculties = Callable[[], Collection[str]]


def require_known_faculties(roles: Sequence[Role], faculties: Faculties) -> None:
    """Raises ``Refused(faculty_unknown)``. roster is asked only where a role has a faculty."""
    if any(each.faculty for each in roles) and (refusal := faculty_refusal(tuple(roles), {*faculties()})):
        raise Refused(refusal)
