"""Read discrepancies (¶20)."""

from functools import partial

from services.common.errors import Refusal, Refused
from services.common.storage.tolerant import sound
from services.common.storage.unit_of_work import Work
from services.common.storage.unreadable import report_unreadable
from services.corrections import contract
from services.corrections.contract import Discrepancies, ListDiscrepancies, ShowDiscrepancy
from services.corrections.domain.discrepancies import may_read
from services.corrections.refusals import Reasons
from services.corrections.store import discrepancies
from services.corrections.store.discrepancies import locked_discrepancy
from services.corrections.store.models import Discrepancy
from services.corrections.views.discrepancies import discrepancy_reply, reads_faculty
from services.corrections.views.displayed_names import DisplayedNames


def list_discrepancies(work: Work, request: ListDiscrepancies) -> Discrepancies:
    """The discrepancies that the caller may read: open ones first, then newest first."""
    session, caller = work.session, work.principal
    rows = discrepancies.visible_discrepancies(session, caller, request.state, request.search) if request.limit else []
    names = DisplayedNames(session, rows[: request.limit])
    return Discrepancies(
        discrepancies=tuple(
            sound(
                rows[: request.limit],
                partial(discrepancy_reply, work, names=names),
                report_unreadable(work, "discrepancy"),
            )
        ),
        total=len(rows),
        open=discrepancies.open_discrepancies(session, caller),
        waiting=discrepancies.open_discrepancies(session, caller, caller.faculties("methodist")),
    )


def show_discrepancy(work: Work, request: ShowDiscrepancy) -> contract.Discrepancy:
    """One discrepancy, for people who may read it. To others it does not exist."""
    row = work.session.get(Discrepancy, request.discrepancy)
    if row is None or not is_readable(work, row):
        raise Reasons.discrepancy_unknown.refused()
    return discrepancy_reply(work, row)


def required_discrepancy(work: Work, discrepancy: str) -> Discrepancy:
    """The discrepancy, kept from others until the transaction ends. Raises ``Refused(discrepancy_unknown)``."""
    row = locked_discrepancy(work.session, discrepancy)
    if row is None:
        raise Reasons.discrepancy_unknown.refused()
    return row


def refused_to_reader(work: Work, discrepancy: Discrepancy, refusal: Refusal) -> Refused:
    """The refusal, for people who may read the discrepancy. To others it does not exist."""
    return Refused(refusal) if is_readable(work, discrepancy) else Reasons.discrepancy_unknown.refused(tried=refusal)


def is_readable(work: Work, discrepancy: Discrepancy) -> bool:
    """Whether the caller may read the discrepancy."""
    caller = work.principal
    return may_read(
        in_faculty=reads_faculty(caller, discrepancy.faculty_id),
        is_author=discrepancy.author == caller.person,
        moderates=caller.has("moderator"),
    )
