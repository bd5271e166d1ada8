"""Whose account may be changed by whom (¶4)."""

from dataclasses import dataclass

from services.auth.refusals import Reasons
from services.common.errors import Refusal

LONGEST_REASON = 1000


@dataclass(frozen=True)
class Standing:
    """Whether somebody may sign in, and the names of their roles."""

    active: bool
    roles: frozenset[str]

    @property
    def works_in_it(self) -> bool:
        """True for who can change accounts."""
        return self.active and "it_staff" in self.roles


@dataclass(frozen=True, kw_only=True)
class Change:
    """Whose standing is to become another; ``others_in_it``: how many but them can change accounts."""

    asker: str
    person: str
    before: Standing
    after: Standing
    others_in_it: int


def change_refusal(change: Change) -> Refusal | None:
    """¶4: nobody gives or takes the own rights, and there is always somebody who can give them."""
    leaves_it = change.before.works_in_it and not change.after.works_in_it
    if leaves_it and not change.others_in_it:
        return Reasons.last_it_staff.refusal()
    return Reasons.own_account.refusal() if change.asker == change.person else None


def reason_refusal(active: bool, reason: str) -> Refusal | None:
    """¶4: who is switched off is told why, and so is who looks later; switching on may go without a reason."""
    if not active and not reason.strip():
        return Reasons.reason_required.refusal()
    if len(reason) > LONGEST_REASON:
        return Reasons.text_too_long.refusal(longest=LONGEST_REASON)
    return None
