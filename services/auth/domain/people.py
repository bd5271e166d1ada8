"""Who may be registered, and what somebody must do before anything else."""

import re

from services.auth.contract import ROLES, SCOPED_ROLES
from services.common.errors import Refusal

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@-]{1,59}")


def as_typed(login: str) -> str:
    """The login that somebody meant: a telephone's keyboard begins with a capital and ends with a space."""
    return login.strip().lower()[:60]


def login_refusal(login: str) -> Refusal | None:
    """¶4: a login is 2 to 60 of a-z, 0-9, dot, dash, underscore and @."""
    return None if _LOGIN.fullmatch(login) else Refusal("invalid", "login_malformed", "¶4")


def role_refusal(role: str, faculty: str) -> Refusal | None:
    """A teacher, methodist or head is one of a faculty; the other roles are not."""
    if role not in ROLES:
        return Refusal("invalid", "role_unknown", "", {"role": role})
    if role in SCOPED_ROLES and not faculty:
        return Refusal("invalid", "role_needs_faculty", "", {"role": role})
    if role not in SCOPED_ROLES and faculty:
        return Refusal("invalid", "role_has_no_faculty", "", {"role": role})
    return None


def duties(must_change_password: bool, has_acknowledged: bool, must_enrol: bool = False) -> tuple[str, ...]:
    """¶22: what is outstanding before the first work: an own password, the acknowledgement, a second factor (¶4)."""
    outstanding = {
        "change_password": must_change_password,
        "acknowledge": not has_acknowledged,
        "enrol_second_factor": must_enrol,
    }
    return tuple(duty for duty, is_due in outstanding.items() if is_due)
