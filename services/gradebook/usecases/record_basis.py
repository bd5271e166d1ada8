"""On what a cadet's record rests: the subjects of each term, and the closed sheet that says each one's result (¶2)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from services.common.storage.unit_of_work import Work
from services.common.text.kazakh import kazakh_order
from services.gradebook.domain.columns import counts_as
from services.gradebook.domain.records import ATTESTED, COUNTED, ClosedSheet, Studied, is_studied, sheets_shown
from services.gradebook.domain.sheets import Column, column_of
from services.gradebook.store import queries, records, sheets
from services.gradebook.store.models import Journal, Sheet, SheetLine
from services.gradebook.store.sheets import SheetHistory, number_of

Columns = Mapping[str, Sequence[Column]]


@dataclass(frozen=True)
class Subject(Studied):
    """With its journal and the cadet's sealed line on the sheet's newest revision."""

    of: Journal
    line: SheetLine | None


def record_basis(work: Work, cadet: str) -> list[Subject]:
    """By term and the Kazakh alphabet; nobody signs or revises a sheet of them before this transaction ends."""
    journals = _journals(work, cadet)
    ids = [each.id for each in journals]
    sheets.hold_journals(work.session, ids)
    columns = sheets.columns(work.session, ids)
    closed, lines = _closed_sheets(work, columns, ids, cadet)
    by_subject: dict[tuple[str, str], list[Journal]] = {}
    for each in journals:
        by_subject.setdefault((each.subject_id, each.term_id), []).append(each)
    found = [line for each in by_subject.values() for line in _subject(each, columns, closed, lines)]
    return sorted(found, key=lambda each: (each.of.term_starts, kazakh_order(each.of.subject_name), each.of.id))


def _journals(work: Work, cadet: str) -> list[Journal]:
    """Of the groups in which the cadet was during the term; of two in one term the later group's comes last."""
    stays = queries.stays(work, cadet)
    groups = dict.fromkeys(each.group_id for each in stays)
    spans = {group: queries.spans(each for each in stays if each.group_id == group) for group in groups}
    places, today = {group: place for place, group in enumerate(groups)}, work.now.date()
    found = records.journals_of(work.session, [*groups], today)
    return sorted(
        (each for each in found if is_studied(spans[each.group_id], each.term_starts, each.term_ends, today)),
        key=lambda each: places[each.group_id],
    )


def _closed_sheets(
    work: Work, columns: Columns, journals: Sequence[str], cadet: str
) -> tuple[list[ClosedSheet], Mapping[str, SheetLine]]:
    """The closed sheets that list the cadet, and the cadet's line on each."""
    found = [each for each in sheets.sheets_of(work.session, journals) if each.kind in (*COUNTED, *ATTESTED)]
    histories = sheets.histories(work.session, [each.id for each in found])
    lines = {(each.sheet, each.revision): each for each in sheets.lines_of_cadet(work.session, journals, cadet)}
    closed = [
        _closed(each, histories[each.id], columns.get(each.journal, ()))
        for each in found
        if histories[each.id].state == "closed" and (each.id, histories[each.id].newest) in lines
    ]
    return closed, {each.id: lines[each.id, each.revision] for each in closed}


def _closed(sheet: Sheet, known: SheetHistory, columns: Iterable[Column]) -> ClosedSheet:
    own = column_of(sheet.kind, sheet.lesson, columns)
    return ClosedSheet(
        id=sheet.id,
        journal=sheet.journal,
        number=number_of(sheet),
        kind=sheet.kind,
        date=own.date if own else sheet.at.date(),
        revision=known.newest,
        policy=known.revisions[-1].policy,
        outdated=known.is_outdated,
    )


def _subject(
    journals: Sequence[Journal], columns: Columns, closed: Iterable[ClosedSheet], lines: Mapping[str, SheetLine]
) -> Iterator[Subject]:
    """The subject's lines, the attestation's last."""
    known = {each.id: each for each in journals}
    examined = any(counts_as(each.kind) == "examination" for journal in known for each in columns.get(journal, ()))
    for sheet in sheets_shown([each for each in closed if each.journal in known], examined=examined):
        journal = known[sheet.journal] if sheet else journals[-1]
        yield Subject(journal.id, sheet, journal, lines[sheet.id] if sheet else None)
