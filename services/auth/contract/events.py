"""What auth tells the other services: the state of people."""

from dataclasses import dataclass

from services.common.messaging.wire import CommandId
from services.common.security.tokens import Role


@dataclass(frozen=True, kw_only=True)
class Republish:
    """``republish``: IT only; emits the state of every aggregate again, for others to rebuild their copies."""

    command_id: CommandId


PERSON_REGISTERED = "auth.person_registered.v1"


@dataclass(frozen=True, kw_only=True)
class PersonState:
    """Data of ``PERSON_REGISTERED``, aggregate ``person/<id>``: somebody's whole state, after any change of it.

    ``public_key``: X25519, base64; "" until the first own password. ``voucher``: auth's signature of it and of what
    the person is, by which a journal's key is sealed to nobody whom auth has not told of.
    """

    id: str
    login: str
    family: str
    given: str
    patronymic: str
    roles: tuple[Role, ...]
    active: bool
    public_key: str = ""
    voucher: str = ""


CADETS_SWITCHED = "auth.cadets_switched.v1"


@dataclass(frozen=True, kw_only=True)
class CadetsSwitched:
    """Data of ``CADETS_SWITCHED``, aggregate ``academy/cadets``: whether cadets may sign in."""

    on: bool


EVENTS: dict[str, type] = {PERSON_REGISTERED: PersonState, CADETS_SWITCHED: CadetsSwitched}
