"""To whom a journal's key may be sealed: to keys that auth vouches for, whatever the rows of the database say (¶5).

Who can write into the database can add people, keys and roles to it; auth's signature they cannot make.
"""

from base64 import b64decode
from collections.abc import Mapping

from sqlalchemy import select

from services.common.storage.unit_of_work import Work
from services.gradebook.domain.access import may_hold_key
from services.gradebook.keys import RECOVERY, Keeper, keeper
from services.gradebook.models import Journal, Person


def vouched(work: Work, journal: str, keys: Mapping[str, bytes]) -> set[str]:
    """Whose public keys are theirs: the recovery key, the caller's own by the token, those that auth has signed."""
    ring = keeper(work.keys)
    known = {RECOVERY: ring.recovery_public, work.principal.person: b64decode(work.principal.key)}
    sure = {person for person, key in keys.items() if known.get(person) == key}
    return sure | _signed(work, ring, journal, {person: key for person, key in keys.items() if person not in sure})


def _signed(work: Work, ring: Keeper, journal: str, keys: Mapping[str, bytes]) -> set[str]:
    if not keys:
        return set()
    faculty = work.session.scalars(select(Journal.faculty_id).where(Journal.id == journal)).one()
    rows = work.session.execute(select(Person.id, Person.voucher).where(Person.id.in_(keys)))
    return {row.id for row in rows if _vouches(ring, row.voucher, row.id, keys[row.id], faculty)}


def _vouches(ring: Keeper, voucher: str | None, person: str, key: bytes, faculty: str) -> bool:
    said = ring.vouched(voucher)
    if said is None or not said.active or (said.person, b64decode(said.key)) != (person, key):
        return False
    return may_hold_key([(held.role, held.faculty) for held in said.roles], faculty)
