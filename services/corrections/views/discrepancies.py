"""Discrepancies as their readers see them."""

from datetime import UTC

from services.common.security.tokens import Principal
from services.common.storage.unit_of_work import Work
from services.corrections import contract
from services.corrections.contract import Named
from services.corrections.domain.discrepancies import READERS, reads_texts
from services.corrections.sealing import sealed_texts
from services.corrections.store.models import Discrepancy, Journal
from services.corrections.views.displayed_names import DisplayedNames


def discrepancy_reply(work: Work, row: Discrepancy, names: DisplayedNames | None = None) -> contract.Discrepancy:
    """A discrepancy as its reader sees it, instants in UTC; ``names``: the people of the list in which it is shown."""
    names = names or DisplayedNames(work.session, [row])
    caller, journal = work.principal, work.session.get_one(Journal, row.journal)
    readable = reads_texts(in_faculty=reads_faculty(caller, row.faculty_id), is_author=row.author == caller.person)
    text = discrepancy_text(work, row) if readable else sealed_texts.HIDDEN
    reason = sealed_texts.opened_text(work, row.id, row.sealed_reason, row.reason) if readable else sealed_texts.HIDDEN
    return contract.Discrepancy(
        id=row.id,
        state="closed" if row.closed_at else "open",
        journal=row.journal,
        group=journal.group_name,
        subject=journal.subject_name,
        faculty=Named(id=journal.faculty_id, name=journal.faculty_name),
        lesson=row.lesson,
        lesson_date=row.lesson_date,
        cadet=names.cadet(row),
        text=text.text,
        text_damaged=text.damaged,
        author=names.someone(row.author, row.author_name),
        at=row.at.astimezone(UTC),
        reason=reason.text,
        reason_damaged=reason.damaged,
        closed_by=names.someone(row.closed_by, row.closed_by_name) if row.closed_by else None,
        closed_at=row.closed_at.astimezone(UTC) if row.closed_at else None,
        words_hidden=not readable,
    )


def discrepancy_text(work: Work, row: Discrepancy) -> sealed_texts.OpenedText:
    """The discrepancy's text."""
    return sealed_texts.opened_text(work, row.id, row.sealed_text, row.text)


def reads_faculty(caller: Principal, faculty: str) -> bool:
    """Whether somebody is a methodist or a head of a faculty."""
    return any(caller.has(role, faculty) for role in READERS)
