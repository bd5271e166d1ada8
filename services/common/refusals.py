"""What any service may refuse."""

from services.common.errors import Reason

PARAGRAPHS = tuple(f"¶{number}" for number in range(1, 23))


class Reasons:
    """By code: the kind, the paragraph and the params."""

    malformed = Reason("invalid", "", "detail")
    token_missing = Reason("unauthenticated")
    token_invalid = Reason("unauthenticated")
    token_expired = Reason("unauthenticated")
    session_ended = Reason("unauthenticated", "¶4")
    duties_outstanding = Reason("forbidden", "¶22")
    #: Who demands the role says by which paragraph, if there is one.
    role_required = Reason("forbidden", "", "role", also=PARAGRAPHS)
    command_reused = Reason("conflict")
    clock_wrong = Reason("unavailable", "¶8", "seconds")
    data_damaged = Reason("conflict", "¶7")
    confirmation_required = Reason("forbidden", "¶4")
    confirmation_invalid = Reason("forbidden", "¶4")
    confirmation_expired = Reason("forbidden", "¶4")
