"""Who would issue a record looks first at what will stand on it: nothing is kept, and there is no number (¶2)."""

from services.common.storage.unit_of_work import Work
from services.gradebook.contract import PreviewRecord, RecordCadet, RecordLine, RecordPreview
from services.gradebook.sealing.caller_keys import CallerKeys
from services.gradebook.usecases.record_access import issued_cadet
from services.gradebook.usecases.record_draft import DraftLine, record_draft


def preview_record(work: Work, request: PreviewRecord, keys: CallerKeys) -> RecordPreview:
    """What would be issued now; refused where the issue would be (¶2, ¶4, ¶5)."""
    cadet = issued_cadet(work, request.cadet)
    draft = record_draft(work, request.cadet, keys)
    return RecordPreview(
        cadet=RecordCadet(id=request.cadet, name=cadet.cadet.full_name, number=cadet.cadet.number, may_issue=True),
        faculty=cadet.faculty,
        lines=tuple(map(_line, draft.lines)),
        gpa=draft.gpa,
    )


def _line(each: DraftLine) -> RecordLine:
    journal = each.subject.of
    return RecordLine(
        term=journal.term_name,
        subject=journal.subject_name,
        group=journal.group_name,
        credits=each.policy.credits,
        figures=each.figures,
    )
