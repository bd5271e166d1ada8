"""A service's runtime on a fresh database, without any process or bus; and tokens for it."""

from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from deploy.keys import make_keys
from services.auth.contract import PersonState
from services.common.clocks.clock import Clock
from services.common.runtime import config
from services.common.runtime.app import Runtime
from services.common.security.sealing import PrivateKey, read_key
from services.common.security.session_keys import hand_over
from services.common.security.tokens import Principal, Role, TokenSigner, Voucher
from services.common.storage.unit_of_work import UnitOfWork
from tests.support.databases import Databases


def runtime(service: str, databases: Databases, folder: Path, clock: Clock, uri: str = "memory://") -> Runtime:
    """A runtime of ``service`` whose clock is the test's."""
    make_keys(folder / "keys")
    (folder / config.MODE).write_text(config.TEST, encoding="ascii")
    told = {
        "JURNAL_AMQP_URI": uri,
        "JURNAL_DATA": str(folder),
        "JURNAL_DEMO": "1",
        "JURNAL_CHEAP_PASSWORDS": "1",
        f"JURNAL_DB_{service.upper()}": databases.fresh(service),
    }
    made = Runtime.of(service, config.load(told))
    return replace(made, clock=clock, unit=UnitOfWork(service, made.unit.database, clock, folder / "keys"))


def principal(person: str, *roles: tuple[str, str], duties: tuple[str, ...] = ()) -> Principal:
    """Somebody with roles and a key pair of their own: ``principal("p1", ("teacher", "f1"))``."""
    held = tuple(Role(role=role, faculty=faculty) for role, faculty in roles)
    key = b64encode(private_key(person).public).decode()
    return Principal(person=person, name=person, session=f"session-{person}", roles=held, duties=duties, key=key)


def cadet(person: str, of: str, *also: tuple[str, str]) -> Principal:
    """The account of the cadet ``of``; with ``also`` one that auth would never sign."""
    return replace(who := principal(person, *also), roles=(Role(role="cadet", cadet=of), *who.roles))


def private_key(person: str) -> PrivateKey:
    """Somebody's, the same in every run."""
    return PrivateKey(sha256(person.encode()).digest())


def session_key(folder: Path, who: Principal) -> str:
    """The private key as auth hands it over in the session."""
    return hand_over(private_key(who.person), who.session, read_key(folder / "keys" / "gradebook.pub"))


def person_state(folder: Path, who: Principal, *, active: bool = True) -> PersonState:
    """What auth tells of somebody, signed with the key in the folder."""
    names = {"login": who.person, "family": who.person, "given": "", "patronymic": ""}
    voucher = _signer(folder).vouch(Voucher(person=who.person, key=who.key, active=active, roles=who.roles))
    state = PersonState(id=who.person, **names, roles=who.roles, active=active, public_key=who.key)
    return replace(state, voucher=voucher)


def token(folder: Path, who: Principal, clock: Clock) -> str:
    """An access token as auth would sign it."""
    return _signer(folder).sign(who, clock.machine())[0]


def confirmation(folder: Path, who: Principal, clock: Clock) -> str:
    """What auth would sign for somebody who has just given the password again."""
    return _signer(folder).sign_confirmation(who, clock.machine())[0]


def _signer(folder: Path) -> TokenSigner:
    return TokenSigner.from_file(folder / "keys" / "token-signing.pem")
