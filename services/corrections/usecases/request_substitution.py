"""Ask that a colleague enters what an absent teacher cannot (¶21)."""

from services.common.errors import Refused
from services.common.storage.unit_of_work import Work
from services.corrections import contract
from services.corrections.contract import RequestSubstitution
from services.corrections.domain.substitutions import request_refusal
from services.corrections.sealing import sealed_texts
from services.corrections.usecases.file_report import blank_case, open_case
from services.corrections.usecases.substitutions import (
    RequestedSubstitution,
    locked_journals,
    substitution_facts,
    write_substitution,
)
from services.corrections.views.cases import case_reply


def request_substitution(work: Work, request: RequestSubstitution) -> contract.Case:
    """File the request, which the head grants. The journals are locked, so that two requests do not collide."""
    wanted = RequestedSubstitution(request.absent, request.substitute, request.journals, request.since, request.until)
    journals = locked_journals(work, wanted)
    faculty = journals[0].faculty_id if journals else ""
    facts = substitution_facts(work, wanted, journals, faculty)
    if refusal := request_refusal(request.since, request.until, request.text, facts, work.now):
        raise Refused(refusal)
    case = blank_case(work, "substitution", faculty, journals[0].faculty_name)
    case.sealed_text = sealed_texts.sealed_text(work, case.id, request.text)
    work.session.add(case)
    work.session.flush()
    write_substitution(work, case, wanted, journals)
    open_case(work, case, request.text)
    return case_reply(work, case)
