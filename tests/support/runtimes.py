"""A service's runtime on a fresh database, without any process or bus; and tokens for it."""

from dataclasses import replace
from pathlib import Path

from deploy.keys import make_keys
from services.common import config
from services.common.app import Runtime
from services.common.clock import Clock
from services.common.tokens import Principal, Role, TokenSigner
from services.common.work import UnitOfWork
from tests.support.databases import Databases


def runtime(service: str, databases: Databases, folder: Path, clock: Clock, uri: str = "memory://") -> Runtime:
    """A runtime of ``service`` whose clock is the test's."""
    make_keys(folder / "keys")
    told = {
        "JURNAL_AMQP_URI": uri,
        "JURNAL_DATA": str(folder),
        "JURNAL_DEMO": "1",
        f"JURNAL_DB_{service.upper()}": databases.fresh(service),
    }
    made = Runtime.of(service, config.load(told))
    return replace(made, clock=clock, unit=UnitOfWork(service, made.unit.database, clock, folder / "keys"))


def principal(person: str, *roles: tuple[str, str], duties: tuple[str, ...] = ()) -> Principal:
    """Somebody with roles: ``principal("p1", ("teacher", "f1"))``."""
    held = tuple(Role(role=role, faculty=faculty) for role, faculty in roles)
    return Principal(person=person, name=person, session=f"session-{person}", roles=held, duties=duties)


def token(folder: Path, who: Principal, clock: Clock) -> str:
    """An access token as auth would sign it."""
    return _signer(folder).sign(who, clock.machine())[0]


def confirmation(folder: Path, who: Principal, clock: Clock) -> str:
    """What auth would sign for somebody who has just given the password again."""
    return _signer(folder).sign_confirmation(who, clock.machine())[0]


def _signer(folder: Path) -> TokenSigner:
    return TokenSigner.from_file(folder / "keys" / "token-signing.pem")
