"""What the roster may refuse; what may be wrong with one row of a contingent stands in ``contract.ROW_ERRORS``."""

from services.common import refusals
from services.common.errors import Reason


class Reasons(refusals.Reasons):
    """Kind, paragraph and params of each reason; its name is the code."""

    #: Usually about a contingent (¶14), else about a notice (¶15).
    not_your_faculty = Reason("forbidden", "¶14", also=("¶15",))
    reason_required = Reason("invalid", "¶14", also=("¶15",))

    contingent_unknown = Reason("not_found", "¶14")
    contingent_has_errors = Reason("invalid", "¶14", "errors")
    contingent_not_submitted = Reason("conflict", "¶14")
    contingent_not_draft = Reason("conflict", "¶14")
    contingent_not_applied = Reason("conflict", "¶14")
    contingent_outdated = Reason("conflict", "¶14")
    contingent_in_use = Reason("conflict", "¶14")
    choice_unknown = Reason("conflict", "¶14")
    choice_impossible = Reason("conflict", "¶14", "row")
    undo_under_way = Reason("conflict", "¶14", "file")

    file_too_large = Reason("invalid", "¶14", "megabytes")
    file_unreadable = Reason("invalid", "¶14")
    file_protected = Reason("invalid", "¶14")
    file_other_format = Reason("invalid", "¶14")
    file_too_wide = Reason("invalid", "¶14", "sheet", "place", "limit")
    file_too_many_rows = Reason("invalid", "¶14", "limit", optional=("sheet", "place"))
    file_merged_cells = Reason("invalid", "¶14", "sheet", "place", "limit")
    file_formulas = Reason("invalid", "¶14", "sheet", "place", "limit")
    file_column_missing = Reason("invalid", "¶14", "columns", "sheet")
    file_column_twice = Reason("invalid", "¶14", "columns", "sheet")
    file_empty = Reason("invalid", "¶14")

    term_unknown = Reason("invalid", "¶14")
    term_overlaps = Reason("conflict")
    term_dates_wrong = Reason("invalid")
    faculty_name_taken = Reason("conflict", "", "name")
    name_required = Reason("invalid")
    name_malformed = Reason("invalid")
    text_unprintable = Reason("invalid", "", "sign")
    #: A faculty's or a term's name looks like another; in a notice (¶15), a newcomer looks like that cadet.
    looks_like = Reason("conflict", "", "value", "like", optional=("cadet",), also=("¶15",))

    #: Asked for by its id, or named in a notice (¶15).
    group_unknown = Reason("not_found", also=("¶15",))
    cadet_unknown = Reason("not_found", "¶15")
    cadet_expelled = Reason("conflict", "¶15")
    cadet_in_group = Reason("conflict", "¶15")
    cadet_not_in_group = Reason("conflict", "¶15", "date")
    same_group = Reason("conflict", "¶15")
    namesake_in_group = Reason("conflict", "¶15", "value", "like", "cadet")
    number_taken = Reason("conflict", "¶15", "number")
    number_malformed = Reason("invalid", "¶15")
    names_malformed = Reason("invalid", "¶15")
    name_unchanged = Reason("conflict", "¶15")
    date_too_far = Reason("invalid", "¶15", "earliest", "latest")
    leave_dates_wrong = Reason("invalid", "¶15")
    dated_before_previous = Reason("conflict", "¶15", "first")

    notice_unknown = Reason("not_found", "¶15")
    #: Its author may not withdraw it any more (¶15), or IT not decide on it (¶11).
    notice_not_filed = Reason("conflict", "¶15", "state", also=("¶11",))
    notice_not_yours = Reason("forbidden", "¶15")
    text_required = Reason("invalid", "¶15")
    text_too_long = Reason("invalid", "¶15", "longest")
