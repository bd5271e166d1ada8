"""A group's term over all subjects as its readers see it (¶2)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from services.gradebook.contract import (
    AbsenceCode,
    Cadet,
    LeftOut,
    LeftOutReason,
    Result,
    SummaryCell,
    SummaryRow,
    SummaryStanding,
    SummarySubject,
    SummaryTally,
    SummaryTotals,
)
from services.gradebook.domain.gpa import printed
from services.gradebook.domain.summaries import Said, SubjectFigures, is_clear, mean_of, standing
from services.gradebook.refusals import Reasons
from services.gradebook.store.models import Journal
from services.gradebook.store.sheets import number_of
from services.gradebook.store.summaries import SubjectBasis
from services.gradebook.views.journals import subject_of, subject_or_id

#: By the code with which its key is refused, why a journal is not in a summary.
LEFT_OUT: Mapping[str, LeftOutReason] = {
    Reasons.key_not_shared.code: "no_key",
    Reasons.key_copy_damaged.code: "damaged",
}
Subjects = Sequence[tuple[SubjectBasis, SubjectFigures]]


def subject_reply(basis: SubjectBasis, figures: SubjectFigures | None) -> SummarySubject:
    """A column's head and foot."""
    return SummarySubject(
        journal=basis.journal.id,
        subject=subject_of(basis.journal),
        closed=basis.is_closed,
        outdated=any(known.is_outdated for _, known in basis.closed),
        sheets=tuple(number_of(sheet) for sheet, _ in basis.closed),
        counts=basis.counts,
        credits=figures.policy.credits if figures else None,
        tally=_tally(_standing(basis, each) for each in figures.by_cadet.values()) if figures else None,
    )


def summary_rows(rows: Iterable[Cadet], subjects: Subjects) -> tuple[SummaryRow, ...]:
    """The cadets, in their order."""
    return tuple(_row(row, subjects) for row in rows)


def totals(rows: Sequence[SummaryRow]) -> SummaryTotals:
    """The foot of the whole table."""
    return SummaryTotals(
        cadets=len(rows),
        clear=sum(is_clear([cell.standing for cell in row.cells]) for row in rows),
        in_debt=sum(row.debts > 0 for row in rows),
        not_admitted=sum(row.not_admitted > 0 for row in rows),
    )


def left_out(journal: Journal, reason: LeftOutReason) -> LeftOut:
    """A journal that is not in it."""
    return LeftOut(journal=journal.id, subject=subject_or_id(journal), reason=reason)


def _row(row: Cadet, subjects: Subjects) -> SummaryRow:
    found = [figures.by_cadet[row.id] for _, figures in subjects]
    cells = tuple(_cell(basis, said) for (basis, _), said in zip(subjects, found, strict=True))
    mean, standings = mean_of(found), Counter(cell.standing for cell in cells)
    return SummaryRow(
        cadet=row.id,
        name=row.name,
        full_name=row.full_name,
        number=row.number,
        cells=cells,
        gpa=printed(mean),
        provisional=any(cell.letter and not cell.closed for cell in cells),
        debts=standings["debt"],
        not_admitted=standings["not_admitted"],
        not_passed=standings["debt"] + standings["not_admitted"],
    )


def _cell(basis: SubjectBasis, said: Said) -> SummaryCell:
    result = said.result
    return SummaryCell(
        standing=_standing(basis, said),
        closed=said.closed,
        final=result.final,
        points=result.points,
        letter=result.letter,
        absence=_absence(result) if result.points is None else None,
    )


def _standing(basis: SubjectBasis, said: Said) -> SummaryStanding:
    return standing(said, examined=basis.examined)


def _absence(result: Result) -> AbsenceCode | None:
    """What was entered last, where that is a code."""
    last = result.sittings[-1] if result.sittings else None
    return None if isinstance(last, int) else last


def _tally(standings: Iterable[SummaryStanding]) -> SummaryTally:
    found = Counter(standings)
    return SummaryTally(
        passed=found["passed"],
        debt=found["debt"],
        not_admitted=found["not_admitted"],
        pending=found["pending"],
        broken=found["broken"],
    )
