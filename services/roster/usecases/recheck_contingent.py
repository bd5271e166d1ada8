"""Checks a draft's rows again: applying them now must add what its methodist was shown (¶14)."""

from collections.abc import Iterable

from services.common.messaging.wire import decode
from services.common.storage.unit_of_work import Work
from services.roster.contract import Difference, RowWarning
from services.roster.domain.additions import Additions, additions, difference, fits
from services.roster.domain.contingent_facts import Facts
from services.roster.domain.look_alikes import Pair, name_pair, warnings_against
from services.roster.domain.row_checks import errors_against
from services.roster.domain.rows import Row
from services.roster.refusals import Reasons
from services.roster.store.contingent_facts import load_facts
from services.roster.store.models import Contingent, ContingentContent, Term


def recheck_contingent(work: Work, contingent: Contingent) -> tuple[Additions, Facts]:
    """What the submission adds now. Raises ``Refused(contingent_outdated)`` when that is not what was shown."""
    content = work.session.get_one(ContingentContent, contingent.id)
    rows = [decode(row, Row) for row in content.rows]
    shown = [decode(warning, RowWarning) for warning in content.warnings]
    term = work.session.get_one(Term, contingent.term)
    facts = load_facts(work.session, rows, term, None, work.now.date())
    if errors_against(rows, facts):
        raise Reasons.contingent_outdated.refused()
    new = additions(rows, facts)
    if not fits(difference(new), decode(content.difference, Difference)):
        raise Reasons.contingent_outdated.refused()
    if _look_alikes(warnings_against(rows, facts)) - _look_alikes(shown):
        raise Reasons.contingent_outdated.refused()
    return new, facts


def _look_alikes(warnings: Iterable[RowWarning]) -> set[Pair]:
    return {name_pair(warning) for warning in warnings}
