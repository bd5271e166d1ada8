"""Read notices (¶20)."""

from collections.abc import Callable
from functools import partial

from sqlalchemy import select

from services.common.errors import Refusal, Refused
from services.common.storage.tolerant import sound
from services.common.storage.unit_of_work import Work
from services.corrections import contract, queries
from services.corrections.contract import Discrepancies, ListDiscrepancies, ShowDiscrepancy
from services.corrections.domain.discrepancies import may_read
from services.corrections.faces import Faces
from services.corrections.models import Discrepancy
from services.corrections.refusals import Reasons


def list_discrepancies(work: Work, request: ListDiscrepancies) -> Discrepancies:
    """What the caller may read: open first, then newest first."""
    session, caller = work.session, work.principal
    rows = queries.visible(session, caller, request.state, request.search) if request.limit else []
    faces = Faces(session, rows[: request.limit])
    return Discrepancies(
        discrepancies=tuple(sound(rows[: request.limit], partial(queries.reply, work, faces=faces), _damaged(work))),
        total=len(rows),
        open=queries.open_discrepancies(session, caller),
        waiting=queries.open_discrepancies(session, caller, caller.faculties("methodist")),
    )


def show_discrepancy(work: Work, request: ShowDiscrepancy) -> contract.Discrepancy:
    """One notice, for who may read it; to others it does not exist."""
    row = work.session.get(Discrepancy, request.discrepancy)
    if row is None or not is_readable(work, row):
        raise Reasons.discrepancy_unknown.refused()
    return queries.reply(work, row)


def locked(work: Work, discrepancy: str) -> Discrepancy:
    """The notice, kept from others until the transaction ends. Raises ``Refused(discrepancy_unknown)``."""
    row = work.session.scalar(select(Discrepancy).where(Discrepancy.id == discrepancy).with_for_update())
    if row is None:
        raise Reasons.discrepancy_unknown.refused()
    return row


def refused(work: Work, notice: Discrepancy, refusal: Refusal) -> Refused:
    """Why not, for who may read the notice; to others it does not exist."""
    return Refused(refusal) if is_readable(work, notice) else Reasons.discrepancy_unknown.refused(tried=refusal)


def is_readable(work: Work, notice: Discrepancy) -> bool:
    """Whether who asks may read it."""
    caller = work.principal
    return may_read(
        in_faculty=queries.reads_faculty(caller, notice.faculty_id),
        is_author=notice.author == caller.person,
        moderates=caller.has("moderator"),
    )


def _damaged(work: Work) -> Callable[[Discrepancy], None]:
    return lambda row: work.damaged("row_unreadable", f"discrepancy/{row.id}")
