"""Checks auth's database for contradictions (¶4, ¶5, ¶7)."""

from base64 import b64encode
from collections.abc import Iterator

from services.auth.domain.people import stands_apart
from services.auth.sealing import attestation, cadet_switch, credentials
from services.auth.store import queries
from services.auth.store.models import Base, KeyPair, Person
from services.common.storage import consistency
from services.common.storage.damages import Damage
from services.common.storage.tolerant import BREAKS
from services.common.storage.unit_of_work import Work

KEPT = ("acknowledgement", "account_change", "cadet_switch")


def contradictions(work: Work) -> Iterator[Damage]:
    """Every contradiction that is found."""
    yield from consistency.contradictions(work, Base.metadata, KEPT, without=("sign_in_session",))
    for number in cadet_switch.unlike_audit(work):
        yield Damage("cadet_switch_unsigned", f"cadets/{number}")
    pairs, factors = queries.key_pairs(work.session), queries.second_factors(work.session)
    for person in queries.all_people(work.session):
        if attestation.is_contradicted(person) or _is_former(work, person):
            yield Damage("roles_without_grant", f"person/{person.id}")
        if not stands_apart(attestation.roles(person)):
            yield Damage("it_not_apart", f"person/{person.id}")
        if not (credentials.owns_password(person) and credentials.owns_factor(person, factors.get(person.id))):
            yield Damage("credentials_unsigned", f"person/{person.id}")
        if attestation.key(person) != _key(pairs.get(person.id)) and attestation.attested(person):
            yield Damage("key_pair_damaged", f"person/{person.id}")


def _is_former(work: Work, person: Person) -> bool:
    """Whether the signed roles are not those that IT granted last: somebody has put a former voucher back."""
    granted = queries.last_granted_roles(work.session, person.id)
    return granted is not None and not attestation.attests_roles(person, granted)


def _key(pair: KeyPair | None) -> str:
    try:
        return b64encode(pair.public).decode() if pair else ""
    except BREAKS:
        return "?"
