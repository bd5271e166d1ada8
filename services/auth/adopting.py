"""The first start of a release that signs what people are, or what opens their accounts: it trusts and signs the rows.

That is done once: ``vouchers-begun`` and ``credentials-begun`` in the folder of keys say so, and nobody who writes
into the database can have it done again (¶4). An operator who has restored a backup from before it does it again with
``python -m services.auth.adopting --again``.
"""

import argparse
from datetime import datetime
from pathlib import Path

from services.auth.bootstrap import OPERATOR
from services.auth.sealing import credentials
from services.auth.sealing.attestation import attest
from services.auth.store import queries
from services.auth.store.models import Person
from services.common.runtime import config
from services.common.runtime.app import Runtime
from services.common.security.tokens import Principal, Role
from services.common.storage.unit_of_work import SYSTEM, Work

VOUCHERS, CREDENTIALS = "vouchers-begun", "credentials-begun"


def adopt(runtime: Runtime) -> None:
    """Sign the rows of which nothing was signed yet, unless that was done before."""
    for name, adopt_rows in ((VOUCHERS, _adopt_people), (CREDENTIALS, _adopt_credentials)):
        begun = runtime.config.keys / name
        if not begun.exists():
            adopt_rows(runtime, SYSTEM)
            _note(begun, runtime.clock.machine())


def again(runtime: Runtime) -> int:
    """Sign once more the rows of people of whom nothing is signed. Returns how many there are."""
    return max(_adopt_people(runtime, OPERATOR), _adopt_credentials(runtime, OPERATOR))


def _adopt_people(runtime: Runtime, who: Principal) -> int:
    with runtime.unit.writing(who) as work:
        people = queries.people_without_voucher(work.session)
        for person in people:
            _trust(work, person)
        if people:
            work.audit("people.adopted", "people", count=len(people))
    return len(people)


def _adopt_credentials(runtime: Runtime, who: Principal) -> int:
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


def _trust(work: Work, person: Person) -> None:
    held = tuple(Role(**each) for each in person.roles)
    attest(work, person, roles=held, active=person.active, key=queries.kept_key(work.session, person.id))


def _note(begun: Path, now: datetime) -> None:
    begun.touch(mode=0o600)
    begun.write_text(f"{now.isoformat()}\n", encoding="ascii")


def main() -> None:
    """Do it again for an operator who has looked at the rows."""
    parser = argparse.ArgumentParser(prog="python -m services.auth.adopting")
    parser.add_argument("--again", action="store_true", required=True, help="trust the rows of people without voucher")
    parser.parse_args()
    print(f"adopted: {again(Runtime.of('auth', config.load_without_bus()))}")


if __name__ == "__main__":
    main()
