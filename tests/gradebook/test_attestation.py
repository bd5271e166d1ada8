"""¶5: a journal's key is sealed to keys that auth vouches for, whatever somebody has put into the database."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from deploy.keys import make_keys
from services.common.security.sealing import SealBrokenError
from services.common.security.tokens import Principal
from services.gradebook import contract
from services.gradebook.sealing.key_ring import copy_context
from services.gradebook.store.models import JournalKeyCopy, JournalTeacher, Officer, Person
from services.gradebook.usecases.renew_key import renew_key
from tests.gradebook.academy import COLLEAGUE, FACULTY, METHODIST, TEACHER, Academy
from tests.support.runtimes import person_state, principal, private_key

MONDAY = date(2026, 10, 5)
HEAD = principal("head-1", ("faculty_head", "faculty-1"))
INTRUDER = principal("intruder", ("it_staff", ""))


def _copies(academy: Academy) -> list[JournalKeyCopy]:
    with academy.runtime.unit.reading() as work:
        return list(work.session.scalars(select(JournalKeyCopy)))


def _holders(academy: Academy) -> set[str]:
    return {copy.person for copy in _copies(academy)}


def _put(academy: Academy, person: Person, *, officer: bool = True) -> None:
    """Somebody who can write into the database makes a person of the faculty."""
    with academy.runtime.unit.writing() as work:
        work.session.merge(person)
        if officer:
            work.session.merge(Officer(person=person.id, faculty=FACULTY.id))
        else:
            since = MONDAY - timedelta(days=7)
            row = JournalTeacher(journal=academy.journal, person=person.id, since=since, until=None, name="")
            work.session.merge(row)
        work.audit("rows.put", "database")


def _voucher(folder: Path, who: Principal) -> str:
    return person_state(folder, who).voucher


@pytest.mark.on_postgresql
@pytest.mark.parametrize("officer", [True, False])
def test_a_person_put_into_the_database_gets_no_key(academy: Academy, tmp_path: Path, officer: bool) -> None:
    """¶5: nobody vouches for that public key; one signed with another key, or for somebody else, is none either."""
    make_keys(tmp_path / "elsewhere" / "keys")
    folder = academy.runtime.config.data
    vouchers = (None, "", "x.y.z", _voucher(tmp_path / "elsewhere", INTRUDER), _voucher(folder, METHODIST))
    academy.hold(MONDAY)
    for voucher in vouchers:
        public = private_key(INTRUDER.person).public
        person = Person(id=INTRUDER.person, name="", active=True, teaches=True, public_key=public, voucher=voucher)
        _put(academy, person, officer=officer)
        academy.share(TEACHER)
        assert INTRUDER.person not in _holders(academy)


@pytest.mark.on_postgresql
@pytest.mark.parametrize("officer", [True, False])
def test_a_role_put_into_the_database_gives_no_key(academy: Academy, officer: bool) -> None:
    """¶5: auth vouches for what somebody is, too: IT does not become a methodist by a row."""
    academy.hold(MONDAY)
    academy.knows(INTRUDER)
    public, voucher = private_key(INTRUDER.person).public, _voucher(academy.runtime.config.data, INTRUDER)
    person = Person(id=INTRUDER.person, name="", active=True, teaches=True, public_key=public, voucher=voucher)
    _put(academy, person, officer=officer)
    academy.share(TEACHER)
    assert INTRUDER.person not in _holders(academy)


def test_anothers_key_put_in_the_place_of_a_colleagues_gets_nothing(academy: Academy) -> None:
    """¶5: neither in the person's row, nor in that of a copy which is renewed."""
    academy.hold(MONDAY)
    foreign = private_key(INTRUDER.person).public
    with academy.runtime.unit.writing() as work:
        work.session.execute(update(Person).where(Person.id == COLLEAGUE.person).values(public_key=foreign))
        promised = {"public": foreign, "kept_until": MONDAY + timedelta(days=30)}
        work.session.execute(update(JournalKeyCopy).where(JournalKeyCopy.person == METHODIST.person).values(promised))
        work.audit("rows.put", "database")
    academy.knows(HEAD)
    academy.share(TEACHER)
    academy.command(renew_key, contract.RenewKey, {"journal": academy.journal}, HEAD)
    sealed = [copy.sealed for copy in _copies(academy) if copy.generation == 2]
    assert sealed
    for each in sealed:
        with pytest.raises(SealBrokenError):
            private_key(INTRUDER.person).open(each, copy_context(academy.journal, 2))
