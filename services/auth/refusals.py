"""What auth may refuse."""

from services.common import refusals
from services.common.errors import Reason


class Reasons(refusals.Reasons):
    """Kind, paragraph and params of each reason; its name is the code."""

    sign_in_failed = Reason("unauthenticated", "¶4")
    too_many_attempts = Reason("throttled", "¶4", "retry_after_seconds")
    session_unknown = Reason("not_found")
    acknowledgement_required = Reason("invalid", "¶22")

    password_wrong = Reason("forbidden", "¶4")
    password_too_short = Reason("invalid", "¶5", "shortest")
    password_not_allowed = Reason("invalid", "¶5")
    second_factor_required = Reason("unauthenticated", "¶4")
    second_factor_wrong = Reason("forbidden", "¶4")
    second_factor_not_offered = Reason("conflict", "¶4")
    second_factor_missing = Reason("conflict", "¶4")
    credentials_damaged = Reason("forbidden", "¶4")

    person_unknown = Reason("not_found")
    person_inactive = Reason("forbidden", "¶4")
    account_damaged = Reason("forbidden", "¶4")
    own_account = Reason("forbidden", "¶4")
    last_it_staff = Reason("conflict", "¶4")
    login_taken = Reason("conflict", "¶4", "login")
    login_malformed = Reason("invalid", "¶4")
    looks_like = Reason("conflict", "", "value", "like")
    text_unprintable = Reason("invalid", "¶4", "sign")
    text_too_long = Reason("invalid", "¶4", "longest")
    reason_required = Reason("invalid", "¶4")

    role_unknown = Reason("invalid", "", "role")
    role_needs_faculty = Reason("invalid", "", "role")
    role_has_no_faculty = Reason("invalid", "", "role")
    it_stands_apart = Reason("invalid", "¶4", "role")
    faculty_unknown = Reason("invalid")
    cadet_stands_apart = Reason("invalid", "¶3")

    cadets_switched_off = Reason("forbidden", "¶3")
    cadet_not_of_group = Reason("invalid", "¶3")
    cadet_has_account = Reason("conflict", "¶3")
    too_many_cadets = Reason("invalid", "¶3", "most")

    password_request_unknown = Reason("not_found")
    password_request_waiting = Reason("conflict", "¶4")
    password_request_closed = Reason("conflict", "¶4")
    password_request_not_yours = Reason("forbidden", "¶4")
    two_people_needed = Reason("forbidden", "¶5")
    recovery_key_absent = Reason("conflict", "¶5")
    recovery_key_wrong = Reason("conflict", "¶5")
    initial_password_used = Reason("forbidden", "¶5")
    initial_password_expired = Reason("forbidden", "¶5")
