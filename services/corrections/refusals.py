"""What corrections may refuse."""

from services.common import refusals
from services.common.errors import Reason

#: A report, a calendar's day, an act or a step, a notice, a substitution.
_SAID = ("¶4", "¶10", "¶13", "¶19", "¶20", "¶21")


class Reasons(refusals.Reasons):
    """Kind, paragraph and params of each reason; its name is the code."""

    #: Of a report (¶3), a notice (¶20), a substitution (¶21).
    journal_unknown = Reason("not_found", "¶3", also=("¶20", "¶21"))
    not_your_journal = Reason("forbidden", "¶3", also=("¶20",))
    not_your_faculty = Reason("forbidden", "¶20", also=("¶21",))
    lesson_unknown = Reason("not_found", "¶3", also=("¶20",))
    cadet_not_member = Reason("not_found", "¶15", also=("¶20",))

    #: Whatever is said in words: by the paragraph for which it is said.
    text_required = Reason("invalid", also=_SAID)
    text_too_long = Reason("invalid", "", "longest", also=_SAID)
    text_unprintable = Reason("invalid", "", "sign", also=_SAID)
    reason_required = Reason("invalid", also=_SAID)

    discrepancy_unknown = Reason("not_found", "¶20")
    discrepancy_closed = Reason("conflict", "¶20")

    case_unknown = Reason("not_found", "¶4")
    case_kind_unknown = Reason("invalid", "¶4")
    case_state_wrong = Reason("conflict", "¶13", "state")
    #: Only IT applies a case (¶10).
    case_not_yours = Reason("forbidden", "¶13", also=("¶10",))
    case_own = Reason("forbidden", "¶4")
    case_already_open = Reason("conflict", "¶4")

    cadet_required = Reason("invalid", "¶4")
    cadet_not_wanted = Reason("invalid", "¶4")
    value_not_wanted = Reason("invalid", "¶4")
    open_days_wrong = Reason("invalid", "¶4", "most")
    held_required = Reason("invalid", "¶4")
    held_not_wanted = Reason("invalid", "¶4")
    field_not_wanted = Reason("invalid", "¶13", "field")
    report_too_late = Reason("conflict", "¶19", "until")

    journal_not_of_faculty = Reason("invalid", "¶21")
    substitute_unknown = Reason("invalid", "¶21")
    substitute_is_teacher = Reason("conflict", "¶21")
    dates_wrong = Reason("invalid", "¶21")
    dates_too_early = Reason("conflict", "¶21", "earliest")
    substitution_overlaps = Reason("conflict", "¶21")
    substitution_ended = Reason("conflict", "¶21")
    substitution_too_late = Reason("conflict", "¶21", "until")

    warrant_expired = Reason("conflict", "¶4", "expired_at")
