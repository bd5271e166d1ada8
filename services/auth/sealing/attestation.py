"""What somebody is, as auth has signed it when a command last changed it; never as a row says (¶4, ¶5).

Roles, whether the account is switched on, and the public key are read from the person's voucher: Ed25519, under the
key that signs access tokens and lies in no database. The columns that say the same are for lists, for the release
before, and to be compared. Who writes into the database can take a voucher away, or put a former one of the same
person back; a new one they cannot make.
"""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from services.auth.sealing.signing_key import MOST_KNOWN, keys_of, signer, verifier
from services.auth.store.models import Person
from services.common.security.tokens import CADET, Binding, Role, Voucher, own_cadet, plain_roles
from services.common.storage.tolerant import BREAKS
from services.common.storage.unit_of_work import Work


def attested(person: Person) -> Voucher | None:
    """What auth has signed of the person; None where that is missing, altered or another person's."""
    said = _read(keys_of(person), person.voucher or "")
    return said if said and said.person == person.id else None


def roles(person: Person) -> tuple[Role, ...]:
    """The roles that auth has signed; none without a voucher."""
    said = attested(person)
    return said.roles if said else ()


def key(person: Person) -> str:
    """The person's public key that auth has signed (X25519, base64); "" before there is one."""
    said = attested(person)
    return said.key if said else ""


def is_active(person: Person) -> bool:
    """Whether the account is switched on, as auth has signed. The row alone can only switch it off."""
    said = attested(person)
    return person.active and said is not None and said.active


def is_contradicted(person: Person) -> bool:
    """Whether the row says anything else than auth has signed, or nothing was signed.

    Also where a cadet's role names no cadet: a process of the release before has signed it so (¶3).
    """
    said = attested(person)
    if said is None or said.active != person.active or own_cadet(said.roles) != (person.cadet or ""):
        return True
    if any(held.role == CADET and not held.cadet for held in said.roles):
        return True
    return {*map(_whole, said.roles)} != _kept(person.roles)


def attests_roles(person: Person, granted: Any) -> bool:
    """Whether auth has signed these roles."""
    return {*map(_whole, roles(person))} == _kept(granted)


def cadets_faculty(person: Person) -> str:
    """Of which faculty the cadet was when the account was made, as auth has signed; "" for who is no cadet (¶3)."""
    said = verifier(keys_of(person)).binding(person.cadets_faculty or "")
    is_own = said is not None and said.what == _faculty_of(person) and len(said.marks) == 1
    return said.marks[0] if said and is_own else ""


def attest_faculty(work: Work, person: Person, faculty: str) -> None:
    """Sign of which faculty the cadet is."""
    person.cadets_faculty = signer(work.keys).bind(Binding(what=_faculty_of(person), marks=(faculty,)))


def attest(work: Work, person: Person, **changes: Any) -> None:
    """Sign what the person is from now on: what was signed before, with ``changes``. The row follows.

    A person whose voucher is lost starts with no role and no key: IT grants the roles again, a sign-in proves the key.
    """
    before = attested(person) or Voucher(person=person.id, key="", active=person.active, roles=())
    said = replace(before, **changes)
    person.voucher = signer(work.keys).vouch(said)
    person.active, person.roles = said.active, plain_roles(said.roles)


def _faculty_of(person: Person) -> str:
    return f"person/{person.id}/faculty"


def _whole(held: Role) -> tuple[str, str, str]:
    return held.role, held.faculty, held.cadet


def _kept(kept: Any) -> set[tuple[str, str, str]] | None:
    """The roles in the row; None where it holds nothing that could be roles."""
    try:
        return {(each["role"], each["faculty"], each.get("cadet", "")) for each in kept}
    except BREAKS:
        return None


@lru_cache(maxsize=MOST_KNOWN)
def _read(keys: Path, voucher: str) -> Voucher | None:
    return verifier(keys).voucher(voucher)
