"""Takes in which of two names that look alike is meant, before a draft is submitted (¶14)."""

from collections.abc import Collection

from services.common.errors import Refused
from services.common.messaging.wire import decode, encode
from services.common.storage.unit_of_work import Work
from services.roster import contract
from services.roster.contract import Choice, RowWarning, SettleContingent
from services.roster.domain.additions import additions, difference
from services.roster.domain.contingent_states import faculty_refusal, submit_refusal
from services.roster.domain.look_alikes import choice_of, name_pair, warnings_against, with_choices
from services.roster.domain.row_checks import errors_against
from services.roster.domain.rows import Row, errors_between
from services.roster.refusals import Reasons
from services.roster.store.contingent_facts import load_facts
from services.roster.store.locks import lock_roster
from services.roster.store.models import Contingent, ContingentContent, Term
from services.roster.usecases.permissions import own_faculties, visible_contingent
from services.roster.views.contingents import contingent_view

Warnings = tuple[RowWarning, ...]


def settle_contingent(work: Work, request: SettleContingent) -> contract.Contingent:
    """Choose. Raises ``Refused``: not_your_faculty, contingent_not_draft, choice_unknown, choice_impossible (¶14)."""
    own = own_faculties(work)
    lock_roster(work.session)
    contingent = visible_contingent(work, request.contingent)
    refusal = faculty_refusal(own, contingent.faculties) if own is not None else None
    if refusal := refusal or submit_refusal(contingent.state, contingent.error_count):
        raise Refused(refusal)
    content = work.session.get_one(ContingentContent, contingent.id)
    warnings = tuple(decode(warning, RowWarning) for warning in content.warnings)
    taken, kept = _chosen(warnings, request.choices)
    rows = [decode(row, Row) for row in content.rows]
    rows = with_choices(rows, {choice_of(warning, rows) for warning in taken})
    _check_anew(work, contingent, rows, warnings, kept)
    work.audit("contingent.settled", f"contingent/{contingent.id}", taken=len(taken), kept=len(kept))
    return contingent_view(work.session, contingent)


def _chosen(warnings: Warnings, choices: Collection[Choice]) -> tuple[Warnings, Warnings]:
    """The warnings for which the existing name is taken, and those for which the written name is kept."""
    asked = {(each.sheet, each.row, each.column): each for each in warnings if each.choice}
    said = {(each.sheet, each.row, each.column): each.take for each in choices}
    if not said.keys() <= asked.keys():
        raise Reasons.choice_unknown.refused()
    by_take = {take: tuple(asked[place] for place, each in said.items() if each == take) for take in said.values()}
    return by_take.get("existing", ()), by_take.get("new", ())


def _check_anew(work: Work, contingent: Contingent, rows: list[Row], before: Warnings, kept: Warnings) -> None:
    """Check the rows with the chosen names against what is on record now."""
    term = work.session.get_one(Term, contingent.term)
    content = work.session.get_one(ContingentContent, contingent.id)
    facts = load_facts(work.session, rows, term, own_faculties(work), work.now.date())
    if wrong := [*errors_between(rows), *errors_against(rows, facts)]:
        raise Reasons.choice_impossible.refused(row=wrong[0].row)
    meant = {name_pair(warning) for warning in (*kept, *(each for each in before if each.choice == "new"))}
    of_file = [warning for warning in before if warning.code == "letters_replaced"]
    contingent.rows, content.rows = len(rows), encode(rows)
    content.difference = encode(difference(additions(rows, facts)))
    content.warnings = encode([*of_file, *warnings_against(rows, facts, meant)])
