"""Attestation: a journal's key is sealed only to keys that auth has signed, whatever the database says (¶5).

Somebody who can write into the database can add people, keys and roles to it, but cannot make auth's signature.
"""

from base64 import b64decode
from collections.abc import Iterable, Mapping
from dataclasses import replace

from services.common.security.tokens import CADET, own_cadet
from services.common.storage.unit_of_work import Work
from services.gradebook.domain.access import may_hold_key
from services.gradebook.sealing.key_ring import RECOVERY, KeyRing, key_ring
from services.gradebook.store import key_copies
from services.gradebook.store.cadet_keys import CadetAccount
from services.gradebook.store.models import Journal


def attested(work: Work, journal: str, keys: Mapping[str, bytes]) -> set[str]:
    """Whose keys are attested: the recovery key, the caller's own by the token, and those that auth has signed."""
    ring = key_ring(work.keys)
    known = {RECOVERY: ring.recovery_public, work.principal.person: b64decode(work.principal.key)}
    sure = {person for person, key in keys.items() if known.get(person) == key}
    return sure | _signed(work, ring, journal, {person: key for person, key in keys.items() if person not in sure})


def attested_cadets(work: Work, accounts: Iterable[CadetAccount]) -> list[CadetAccount]:
    """The accounts of which auth has signed that they are this cadet's alone, with this key (¶3, ¶5).

    A signature is verified once for an account, in however many journals it is.
    """
    ring = key_ring(work.keys)
    found = [*accounts]
    sure = {each for each in {replace(account, journal="") for account in found} if _attests_cadet(ring, each)}
    return [each for each in found if replace(each, journal="") in sure]


def _attests_cadet(ring: KeyRing, account: CadetAccount) -> bool:
    said = ring.read_attestation(account.attestation)
    if said is None or not said.active or (said.person, b64decode(said.key)) != (account.person, account.public):
        return False
    return own_cadet(said.roles) == account.cadet


def _signed(work: Work, ring: KeyRing, journal: str, keys: Mapping[str, bytes]) -> set[str]:
    if not keys:
        return set()
    faculty = work.session.get_one(Journal, journal).faculty_id
    rows = key_copies.attestations(work.session, keys)
    return {row.id for row in rows if _attests(ring, row.attestation, row.id, keys[row.id], faculty)}


def _attests(ring: KeyRing, attestation: str | None, person: str, key: bytes, faculty: str) -> bool:
    said = ring.read_attestation(attestation)
    if said is None or not said.active or (said.person, b64decode(said.key)) != (person, key):
        return False
    if any(held.role == CADET for held in said.roles):
        return False  # whatever else should ever have been signed of a cadet
    return may_hold_key([(held.role, held.faculty) for held in said.roles], faculty)
