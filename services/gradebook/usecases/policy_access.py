"""Who decides by what marks become results, and for which terms (¶2)."""

from datetime import date

from services.common.errors import Refused
from services.common.storage.unit_of_work import Work
from services.gradebook.domain.policies import holding_from_refusal
from services.gradebook.refusals import Reasons
from services.gradebook.store import policies


def require_it_staff(work: Work) -> None:
    """Only IT goes on. Raises ``Refused(role_required)``."""
    if not work.principal.has("it_staff"):
        raise Reasons.role_required.refused(under="¶2", role="it_staff")


def require_open_term(work: Work, subject: str, holds_from: date) -> None:
    """Raises ``Refused`` where no term begins on the day, it has ended, or a sheet of the subject is signed in it."""
    terms = [(starts, ends) for _, starts, ends in policies.known_terms(work.session)]
    is_signed = policies.has_signed_sheet(work.session, subject, holds_from)
    if refusal := holding_from_refusal(holds_from, terms, work.now.date(), is_signed=is_signed):
        raise Refused(refusal)
