"""Grade sheets as their readers see them (¶2)."""

from collections.abc import Collection, Iterable, Mapping

from services.gradebook.contract import (
    Annulment,
    Cadet,
    Result,
    SheetKind,
    SheetLine,
    SheetOffer,
    SheetRevision,
    SheetRow,
    SheetSignature,
    Someone,
    SummaryOffer,
)
from services.gradebook.domain.sheets import Column, column_of
from services.gradebook.store.models import Journal, Sheet
from services.gradebook.store.sheets import SheetHistory, number_of
from services.gradebook.views.journals import faculty_of, group_of, subject_of, term_span


def sheet_row(
    sheet: Sheet,
    journal: Journal,
    known: SheetHistory,
    columns: Iterable[Column],
    names: Mapping[str, Someone],
    *,
    may_sign: bool,
    may_annul: bool,
) -> SheetRow:
    """A sheet in a list; ``names``: of who has opened it, and who has annulled it."""
    own = column_of(sheet.kind, sheet.lesson, columns)
    return SheetRow(
        id=sheet.id,
        number=number_of(sheet),
        kind=sheet.kind,
        state=known.state,
        journal=journal.id,
        group=group_of(journal),
        subject=subject_of(journal),
        faculty=faculty_of(journal),
        term=term_span(journal),
        date=own.date if own else None,
        opened_by=names[sheet.author],
        opened_at=sheet.at,
        revision=known.newest,
        outdated=known.is_outdated,
        may_sign=may_sign,
        may_annul=may_annul,
        annulment=_annulment(known, names),
    )


def authors(sheet: Sheet, known: SheetHistory) -> set[str]:
    """Who has opened it, and who has annulled it."""
    return {sheet.author} | ({known.annulment.author} if known.annulment else set())


def _annulment(known: SheetHistory, names: Mapping[str, Someone]) -> Annulment | None:
    found = known.annulment
    return Annulment(person=names[found.author], at=found.at) if found else None


def sheet_offer(journal: Journal, kind: SheetKind, own: Column | None) -> SheetOffer:
    """A sheet that may be opened."""
    return SheetOffer(
        journal=journal.id,
        group=group_of(journal),
        subject=subject_of(journal),
        kind=kind,
        lesson=own.id if own else "",
        date=own.date if own else None,
    )


def summary_offer(journal: Journal) -> SummaryOffer:
    """The summary in which the journal stands."""
    return SummaryOffer(group=group_of(journal), term=term_span(journal))


def revision_replies(known: SheetHistory, names: Mapping[str, Someone]) -> tuple[SheetRevision, ...]:
    """What stood on the sheet, oldest first."""
    return tuple(
        SheetRevision(
            number=each.number,
            supersedes=each.number - 1,
            cases=known.cases_of(each.number),
            author=names[each.author],
            at=each.at,
        )
        for each in known.revisions
    )


def signature_replies(known: SheetHistory, names: Mapping[str, Someone]) -> tuple[SheetSignature, ...]:
    """Who has signed, the examiner first."""
    return tuple(
        SheetSignature(role=each.role, person=names[each.person], revision=each.revision, at=each.at)
        for each in known.signatures
    )


def line_replies(rows: Iterable[Cadet], results: Iterable[Result], owing: Collection[str]) -> tuple[SheetLine, ...]:
    """The lines in the order of the group's rows; a cadet whom no row names is shown by id."""
    by_cadet = {each.cadet: each for each in results}
    known = {row.id: row for row in rows if row.id in by_cadet}
    return tuple(
        SheetLine(
            name=known[cadet].name if cadet in known else cadet,
            full_name=known[cadet].full_name if cadet in known else cadet,
            number=known[cadet].number if cadet in known else "",
            result=by_cadet[cadet],
            empty=cadet in owing,
        )
        for cadet in (*known, *(by_cadet.keys() - known.keys()))
    )
