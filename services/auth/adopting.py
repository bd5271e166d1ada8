"""The first start of a release that signs what people are: what the rows say then is trusted, this once (¶4).

``vouchers-begun`` in the folder of keys says that it has been done, so that nobody who writes into the database can
have it done again. After a backup from before it was restored an operator says so:
``python -m services.auth.adopting --again``.
"""

import argparse
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from services.auth import queries
from services.auth.bootstrap import OPERATOR
from services.auth.models import Person
from services.auth.vouching import vouch
from services.common import config
from services.common.app import Runtime
from services.common.tokens import Principal, Role
from services.common.work import SYSTEM, Work

BEGUN = "vouchers-begun"


def adopt(runtime: Runtime) -> None:
    """Sign what people are for whom nothing was signed yet; nothing when that has been done before."""
    begun = runtime.config.keys / BEGUN
    if begun.exists():
        return
    _adopt(runtime, SYSTEM)
    _note(begun, runtime.clock.machine())


def again(runtime: Runtime) -> int:
    """Trust the rows of people without a voucher once more; how many there are."""
    return _adopt(runtime, OPERATOR)


def _adopt(runtime: Runtime, who: Principal) -> int:
    with runtime.unit.writing(who) as work:
        people = work.session.scalars(select(Person).where(Person.voucher.is_(None)).order_by(Person.id)).all()
        for person in people:
            _trust(work, person)
        if people:
            work.audit("people.adopted", "people", count=len(people))
    return len(people)


def _trust(work: Work, person: Person) -> None:
    held = tuple(Role(**each) for each in person.roles)
    vouch(work, person, roles=held, active=person.active, key=queries.kept_key(work.session, person.id))


def _note(begun: Path, now: datetime) -> None:
    begun.touch(mode=0o600)
    begun.write_text(f"{now.isoformat()}\n", encoding="ascii")


def main() -> None:
    """Do it once more, for an operator who has looked at the rows."""
    parser = argparse.ArgumentParser(prog="python -m services.auth.adopting")
    parser.add_argument("--again", action="store_true", required=True, help="trust the rows of people without voucher")
    parser.parse_args()
    print(f"adopted: {again(Runtime.of('auth', config.load_without_bus()))}")


if __name__ == "__main__":
    main()
