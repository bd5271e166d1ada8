"""Read notices (¶20)."""

from collections.abc import Callable
from functools import partial

from services.common.errors import refuse
from services.common.stored import sound
from services.common.work import Work
from services.corrections import contract, queries
from services.corrections.contract import Discrepancies, ListDiscrepancies, ShowDiscrepancy
from services.corrections.domain.discrepancies import may_read
from services.corrections.faces import Faces
from services.corrections.models import Discrepancy


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
    caller = work.principal
    if row is None or not may_read(
        in_faculty=queries.reads_faculty(caller, row.faculty_id),
        is_author=row.author == caller.person,
        moderates=caller.has("moderator"),
    ):
        raise refuse("not_found", "discrepancy_unknown", "¶20")
    return queries.reply(work, row)


def _damaged(work: Work) -> Callable[[Discrepancy], None]:
    return lambda row: work.damaged("row_unreadable", f"discrepancy/{row.id}")
