"""What any service may refuse."""

from services.common.errors import Reason

PARAGRAPHS = tuple(f"¶{number}" for number in range(1, 23))


class Reasons:
    """Kind, paragraph and params of each reason; its name is the code."""

    malformed = Reason("invalid", "", "detail")
    token_missing = Reason("unauthenticated")
    token_invalid = Reason("unauthenticated")
    token_expired = Reason("unauthenticated")
    session_ended = Reason("unauthenticated", "¶4")
    duties_outstanding = Reason("forbidden", "¶22")
    #: Any paragraph may give something to one role alone.
    role_required = Reason("forbidden", "", "role", also=PARAGRAPHS)
    #: A cadet reads the own record and calls nothing else.
    not_for_cadets = Reason("forbidden", "¶3")
    command_reused = Reason("conflict")
    clock_wrong = Reason("unavailable", "¶8", "seconds")
    data_damaged = Reason("conflict", "¶7")
    confirmation_required = Reason("forbidden", "¶4")
    confirmation_invalid = Reason("forbidden", "¶4")
    confirmation_expired = Reason("forbidden", "¶4")
