"""What the gradebook may refuse."""

from services.common import refusals
from services.common.errors import Reason


class Reasons(refusals.Reasons):
    """Kind, paragraph and params of each reason; its name is the code."""

    journal_unknown = Reason("not_found", "¶3")
    not_your_journal = Reason("forbidden", "¶3")
    outside_substitution = Reason("forbidden", "¶21", "date")
    not_an_examiner = Reason("forbidden", "¶3")
    marks_not_for_role = Reason("forbidden", "¶5")

    examiners_number = Reason("invalid", "¶2", "most")
    examiner_not_teacher = Reason("invalid", "¶3")
    examination_begun = Reason("conflict", "¶4")
    not_admitted = Reason("conflict", "¶2")
    examination_passed = Reason("conflict", "¶2")

    lesson_unknown = Reason("not_found", "¶3")
    lesson_kind_unknown = Reason("invalid", "¶2")
    too_many_columns = Reason("conflict", "¶2", "most")
    kind_not_exchangeable = Reason("conflict", "¶2")
    lesson_in_future = Reason("invalid", "¶18", "date")
    lesson_outside_term = Reason("invalid", "¶18", "starts", "ends")
    lesson_exists = Reason("conflict", "¶18", "date")
    lesson_window_closed = Reason("conflict", "¶17", "last_day")
    lesson_window_open = Reason("conflict", "¶4")
    lesson_removed = Reason("conflict", "¶19")
    lesson_changed = Reason("conflict", "¶4")
    lesson_unchanged = Reason("invalid")
    topic_too_long = Reason("invalid", "", "longest")
    topic_unprintable = Reason("invalid", "", "sign")

    window_closed = Reason("conflict", "¶17", "closed_at")
    window_open = Reason("conflict", "¶4")
    mark_locked = Reason("conflict", "¶4")
    not_a_mark = Reason("invalid", "¶6")
    code_not_taken = Reason("invalid", "¶6", "codes")
    cadet_unknown = Reason("not_found", "¶3")
    cadet_not_member = Reason("not_found", "¶15", "date")
    version_stale = Reason("conflict", "¶4")
    cell_twice = Reason("invalid")
    cell_malformed = Reason("invalid")
    too_many_marks = Reason("invalid", "", "most")
    journal_has_marks = Reason("conflict", "¶14")

    change_changes_nothing = Reason("conflict", "¶4")
    change_unreadable = Reason("invalid", "¶5")
    nothing_missing = Reason("conflict", "¶4")
    mark_passed = Reason("conflict", "¶19")
    not_made_up = Reason("conflict", "¶19")
    mark_unreadable = Reason("conflict", "¶5")
    make_up_not_permitted = Reason("forbidden", "¶19")

    warrant_invalid = Reason("forbidden", "¶4")
    warrant_expired = Reason("conflict", "¶4")
    warrant_used = Reason("conflict", "¶4")
    warrant_conflict = Reason("conflict", "¶4")

    policy_decimal_malformed = Reason("invalid", "¶2")
    policy_unknown = Reason("not_found", "¶2")
    policy_already_in_force = Reason("conflict", "¶2")
    policy_subject_unknown = Reason("not_found", "¶2")
    weights_not_whole = Reason("invalid", "¶2")
    pass_mark_out_of_bounds = Reason("invalid", "¶2", "least", "most")
    decimals_out_of_bounds = Reason("invalid", "¶2", "least", "most")
    retakes_out_of_bounds = Reason("invalid", "¶2", "least", "most")
    credits_out_of_bounds = Reason("invalid", "¶2", "least", "most")
    policy_choice_unknown = Reason("invalid", "¶2", "name")
    letters_missing = Reason("invalid", "¶2", "most")
    letter_malformed = Reason("invalid", "¶2", "letter")
    letters_overlap = Reason("invalid", "¶2", "letter")
    letters_leave_gap = Reason("invalid", "¶2")
    pass_mark_inside_letter = Reason("invalid", "¶2", "pass_mark")
    policy_term_unknown = Reason("not_found", "¶2", "date")
    policy_term_ended = Reason("conflict", "¶2", "date")

    session_key_missing = Reason("unauthenticated", "¶5")
    key_not_shared = Reason("forbidden", "¶5")
    key_copy_damaged = Reason("forbidden", "¶5")
    key_not_made = Reason("conflict", "¶5")
