"""Which kind each refusal is, for the document of the API; a test compares it with what the services do."""

from services.common.errors import Kind

_BY_KIND: dict[Kind, tuple[str, ...]] = {
    "unauthenticated": ("sign_in_failed", "session_ended", "token_missing", "token_invalid", "token_expired"),
    "forbidden": (
        "duties_outstanding",
        "role_required",
        "person_inactive",
        "password_wrong",
        "own_account",
        "confirmation_required",
        "confirmation_invalid",
        "confirmation_expired",
        "not_your_journal",
        "not_your_faculty",
        "marks_not_for_role",
        "notice_not_yours",
        "case_not_yours",
        "case_own",
        "make_up_not_permitted",
    ),
    "not_found": (
        "person_unknown",
        "session_unknown",
        "journal_unknown",
        "lesson_unknown",
        "cadet_unknown",
        "cadet_not_member",
        "contingent_unknown",
        "discrepancy_unknown",
        "group_unknown",
        "notice_unknown",
        "case_unknown",
    ),
    "conflict": (
        "command_reused",
        "login_taken",
        "last_it_staff",
        "lesson_exists",
        "lesson_window_closed",
        "contingent_not_submitted",
        "contingent_not_draft",
        "contingent_not_applied",
        "contingent_outdated",
        "contingent_in_use",
        "undo_under_way",
        "notice_not_filed",
        "number_taken",
        "cadet_expelled",
        "cadet_in_group",
        "cadet_not_in_group",
        "same_group",
        "dated_before_previous",
        "name_unchanged",
        "term_overlaps",
        "faculty_name_taken",
        "discrepancy_closed",
        "case_state_wrong",
        "case_already_open",
        "report_too_late",
        "dates_too_early",
        "substitute_is_teacher",
        "substitution_overlaps",
        "substitution_ended",
        "warrant_expired",
        "window_open",
        "change_changes_nothing",
        "nothing_missing",
        "mark_passed",
        "lesson_removed",
    ),
    "throttled": ("too_many_attempts",),
}

KIND: dict[str, Kind] = {code: kind for kind, codes in _BY_KIND.items() for code in codes}


def kind_of(code: str) -> Kind:
    """The kind with which services refuse with this code; what is not listed is invalid."""
    return KIND.get(code, "invalid")
