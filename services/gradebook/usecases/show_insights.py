"""How study goes in a journal: its weeks, its cadets, and who falls behind (¶1)."""

from services.common.storage.unit_of_work import Work
from services.gradebook.contract import CadetInsight, Insights, ShowInsights
from services.gradebook.domain.access import AccessLevel
from services.gradebook.domain.policies import Policy
from services.gradebook.sealing.caller_keys import CallerKeys
from services.gradebook.usecases.journal_access import visible_journal
from services.gradebook.usecases.journal_study import CadetStudy, journal_studies
from services.gradebook.views import displayed_names
from services.gradebook.views.insights import letter_counts, letter_so_far, risk_found, weeks_of_cadet, weeks_of_group
from services.gradebook.views.journals import group_of, subject_of, term_span
from services.gradebook.views.results import result_reply


def show_insights(work: Work, request: ShowInsights, keys: CallerKeys) -> Insights:
    """The journal's study so far, for people who may see its marks (¶5)."""
    journal, _ = visible_journal(work, request.journal, AccessLevel.MARKS)
    study = journal_studies(work, [journal], {journal.id: keys.of(work, journal)})[journal.id]
    found = tuple(_cadet(study.policy, each) for each in study.cadets)
    return Insights(
        id=journal.id,
        group=group_of(journal),
        subject=subject_of(journal),
        term=term_span(journal),
        teachers=tuple(displayed_names.displayed_teachers(work.session, [journal.id]).get(journal.id, ())),
        pass_mark=study.policy.pass_mark,
        weeks=weeks_of_group(study.marks),
        letters=letter_counts(study.policy, [each.letter for each in found]),
        cadets=found,
        now=work.now,
    )


def _cadet(policy: Policy, study: CadetStudy) -> CadetInsight:
    return CadetInsight(
        cadet=study.cadet.id,
        name=study.cadet.name,
        result=result_reply(study.cadet.id, study.result),
        letter=letter_so_far(policy, study.result),
        weeks=weeks_of_cadet(study.marks),
        risks=tuple(risk_found(risk) for risk in study.risks),
    )
