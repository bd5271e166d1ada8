"""Who may do what, before anything is read."""

from services.common.errors import refuse
from services.common.work import Work


def only_it(work: Work) -> None:
    """IT alone. Raises ``Refused(forbidden, role_required)``."""
    if not work.principal.has("it_staff"):
        raise refuse("forbidden", "role_required", role="it_staff")


def only_methodist(work: Work) -> frozenset[str]:
    """The faculties whose methodist the caller is. Raises ``Refused(forbidden, role_required)`` for none."""
    own = work.principal.faculties("methodist")
    if not own:
        raise refuse("forbidden", "role_required", role="methodist")
    return own


def own_faculties(work: Work) -> frozenset[str] | None:
    """For whose contingent the caller may hand in a file; None for IT: for every faculty's."""
    return None if work.principal.has("it_staff") else only_methodist(work)
