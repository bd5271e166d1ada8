"""Change somebody's roles (¶4)."""

from services.auth import queries, vouching
from services.auth.contract import ChangeRoles, PersonRow
from services.auth.domain.accounts import Standing
from services.auth.domain.people import roles_refusal
from services.auth.usecases.account import Account, keep
from services.common.errors import Refused
from services.common.messaging.wire import encode
from services.common.storage.unit_of_work import Work


def change_roles(work: Work, request: ChangeRoles) -> PersonRow:
    """Give the person these roles and no others; the same ones change nothing, unless the row has been altered."""
    if refusal := roles_refusal(request.roles):
        raise Refused(refusal)
    account = Account.take(work, request.person)
    person, before, after = account.person, vouching.roles(account.person), tuple(dict.fromkeys(request.roles))
    account.require(work, Standing(queries.standing(person).active, frozenset(held.role for held in after)))
    if {*before} != {*after} or vouching.contradicts(person):
        vouching.vouch(work, person, roles=after)
        keep(work, person, "roles", before)
        work.audit("person.roles_changed", f"person/{person.id}", before=encode(before), after=encode(after))
    return queries.row(person)
