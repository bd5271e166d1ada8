"""Signs what former releases left unsigned: what people are, and what opens their accounts.

The first start of a release that signs them trusts the rows. That is done once: ``vouchers-begun`` and
``credentials-begun`` in the folder of keys say so, and writing into the database cannot have it done again (¶4).
"""

from datetime import datetime
from pathlib import Path

from services.auth.sealing import credentials
from services.auth.sealing.attestation import attest
from services.auth.store import queries
from services.auth.store.models import Person
from services.common.runtime.app import Runtime
from services.common.security.tokens import Principal, Role
from services.common.storage.unit_of_work import SYSTEM, Work

VOUCHERS, CREDENTIALS = "vouchers-begun", "credentials-begun"


def backfill_signatures(runtime: Runtime) -> None:
    """Sign the rows of which nothing was signed yet, unless that was done before."""
    for name, backfill_rows in ((VOUCHERS, _backfill_people), (CREDENTIALS, _backfill_credentials)):
        begun = runtime.config.keys / name
        if not begun.exists():
            backfill_rows(runtime, SYSTEM)
            _record_start(begun, runtime.clock.machine())


def repeat_backfill(runtime: Runtime, who: Principal) -> int:
    """Sign once more the rows of people of whom nothing is signed. Returns how many there are."""
    return max(_backfill_people(runtime, who), _backfill_credentials(runtime, who))


def _backfill_people(runtime: Runtime, who: Principal) -> int:
    with runtime.unit.writing(who) as work:
        people = queries.people_without_voucher(work.session)
        for person in people:
            _sign_person(work, person)
        if people:
            work.audit("people.adopted", "people", count=len(people))
    return len(people)


def _backfill_credentials(runtime: Runtime, who: Principal) -> int:
    """Sign passwords, second factors and open sessions, so that nobody is signed out."""
    with runtime.unit.writing(who) as work:
        people = queries.people_without_credentials(work.session)
        for person in people:
            credentials.sign_as_stored(work, person)
            for session in queries.open_sessions(work.session, person.id):
                credentials.sign_session(work, session)
        if people:
            work.audit("credentials.adopted", "people", count=len(people))
    return len(people)


def _sign_person(work: Work, person: Person) -> None:
    held = tuple(Role(**each) for each in person.roles)
    attest(work, person, roles=held, active=person.active, key=queries.kept_key(work.session, person.id))


def _record_start(begun: Path, now: datetime) -> None:
    begun.touch(mode=0o600)
    begun.write_text(f"{now.isoformat()}\n", encoding="ascii")
