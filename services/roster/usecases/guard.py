"""Who may do what, before anything is read; ``rule`` is the paragraph that gives the act to that role alone."""

from services.common.storage.unit_of_work import Work
from services.roster.refusals import Reasons


def only_it(work: Work, rule: str) -> None:
    """IT alone. Raises ``Refused(forbidden, role_required)``."""
    if not work.principal.has("it_staff"):
        raise Reasons.role_required.refused(under=rule, role="it_staff")


def only_methodist(work: Work, rule: str) -> frozenset[str]:
    """The faculties whose methodist the caller is. Raises ``Refused(forbidden, role_required)`` for none."""
    own = work.principal.faculties("methodist")
    if not own:
        raise Reasons.role_required.refused(under=rule, role="methodist")
    return own


def own_faculties(work: Work) -> frozenset[str] | None:
    """For whose contingent the caller may hand in a file (¶14); None for IT: for every faculty's."""
    return None if work.principal.has("it_staff") else only_methodist(work, "¶14")
