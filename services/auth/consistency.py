"""Checks auth's database for contradictions (¶4, ¶5, ¶7)."""

from base64 import b64encode
from collections.abc import Iterator

from sqlalchemy import select

from services.auth import credentials, vouching
from services.auth.domain.people import stands_apart
from services.auth.models import AccountChange, Base, KeyPair, Person, SecondFactor
from services.common.storage import consistency
from services.common.storage.damages import Damage
from services.common.storage.tolerant import BREAKS
from services.common.storage.unit_of_work import Work

KEPT = ("acknowledgement", "account_change")


def contradictions(work: Work) -> Iterator[Damage]:
    """Everything that is found."""
    yield from consistency.contradictions(work, Base.metadata, KEPT, without=("sign_in_session",))
    pairs = {pair.person: pair for pair in work.session.scalars(select(KeyPair))}
    factors = {held.person: held for held in work.session.scalars(select(SecondFactor))}
    for person in work.session.scalars(select(Person).order_by(Person.id)):
        if vouching.contradicts(person) or _is_former(work, person):
            yield Damage("roles_without_grant", f"person/{person.id}")
        if not stands_apart(vouching.roles(person)):
            yield Damage("it_not_apart", f"person/{person.id}")
        if not (credentials.owns_password(person) and credentials.owns_factor(person, factors.get(person.id))):
            yield Damage("credentials_unsigned", f"person/{person.id}")
        if vouching.key(person) != _key(pairs.get(person.id)) and vouching.vouched(person):
            yield Damage("key_pair_damaged", f"person/{person.id}")


def _is_former(work: Work, person: Person) -> bool:
    """Whether what was signed is not what IT granted last: somebody has brought a former voucher back."""
    of_roles = (AccountChange.person == person.id) & (AccountChange.what == "roles")
    newest = select(AccountChange.after).where(of_roles).order_by(AccountChange.at.desc(), AccountChange.id).limit(1)
    granted = work.session.scalar(newest)
    return granted is not None and not vouching.says(person, granted)


def _key(pair: KeyPair | None) -> str:
    try:
        return b64encode(pair.public).decode() if pair else ""
    except BREAKS:
        return "?"
