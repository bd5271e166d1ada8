"""What changing roles and switching off share: who may do it to whom, and what is kept of it (¶4)."""

from dataclasses import dataclass
from uuid import uuid4

from services.auth import queries, vouching
from services.auth.contract import ChangeKind
from services.auth.domain.accounts import Change, Standing, change_refusal
from services.auth.models import AccountChange, Person
from services.auth.refusals import Reasons
from services.auth.usecases.telling import tell
from services.common.errors import Refused
from services.common.messaging.wire import encode
from services.common.security.tokens import Role
from services.common.storage.unit_of_work import Work


@dataclass(frozen=True)
class Account:
    """Somebody's account, which nobody else changes until the work ends; with the colleagues of IT."""

    person: Person
    others_in_it: int

    @classmethod
    def take(cls, work: Work, person: str) -> "Account":
        """Raises ``Refused``: role_required when who asks is not of IT any more, person_unknown."""
        if not work.principal.has("it_staff"):
            raise Reasons.role_required.refused(under="¶4", role="it_staff")
        known = queries.with_all_of_it(work.session, person)
        in_it = {id for id, each in known.items() if queries.standing(each).works_in_it}
        if work.principal.person not in in_it:
            raise Reasons.role_required.refused(under="¶4", role="it_staff")
        if person not in known:
            raise Reasons.person_unknown.refused()
        return cls(known[person], len(in_it - {person}))

    def require(self, work: Work, after: Standing) -> None:
        """Raises ``Refused`` when the person may not stand like this."""
        change = Change(
            asker=work.principal.person,
            person=self.person.id,
            before=queries.standing(self.person),
            after=after,
            others_in_it=self.others_in_it,
        )
        if refusal := change_refusal(change):
            raise Refused(refusal)


def keep(work: Work, person: Person, what: ChangeKind, before: tuple[Role, ...], reason: str = "") -> None:
    """Keep what was changed and why, and tell the other services."""
    change = AccountChange(id=str(uuid4()), person=person.id, what=what, reason=reason)
    change.before, change.after = list(encode(before)), list(encode(vouching.roles(person)))
    change.by, change.at = work.principal.person, work.now
    work.session.add(change)
    tell(work, person)
