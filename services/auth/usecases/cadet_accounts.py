"""The accounts of a group's cadets: which there are, and making those that are missing (¶3, ¶4).

Who is in a group is roster's to say, and it is asked: auth believes no name and no cadet of a command. Accounts are
made by who sees these cadets' marks anyway: whoever hands out an initial password could use it first (¶5).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from services.auth.contract import (
    CadetAccount,
    CadetAccounts,
    ListCadetAccounts,
    RegisterCadets,
    RegisteredCadet,
    RegisteredCadets,
    RegisterPerson,
)
from services.auth.domain.people import cadet_login, free_login
from services.auth.refusals import Reasons
from services.auth.sealing import attestation, passwords
from services.auth.store import cadets
from services.auth.usecases.permissions import OFFICERS, require_officer
from services.auth.usecases.register_person import MadeAccount, add_account, prepare_registration
from services.auth.usecases.slow_steps import index_key, recovery_public
from services.common.concurrency import threads
from services.common.messaging.wire import decode
from services.common.runtime.app import Calls
from services.common.security.tokens import CADET, Principal, Role
from services.common.storage.unit_of_work import Work

#: Hashing a password takes a third of a second: nobody waits for the answer too long.
MOST_AT_ONCE = 5

#: Asks roster for a group, in the caller's name.
Groups = Callable[[str], Mapping[str, Any]]


@dataclass(frozen=True)
class Newcomer:
    """A cadet as roster names one, and what was made outside the transaction."""

    cadet: str
    number: str
    named: Mapping[str, Any]
    account: MadeAccount
    initial: str = field(repr=False)


def list_cadet_accounts(calls: Calls, groups: Groups, query: object) -> Any:
    """Which cadets of a group have an account; IT, moderators, and the officers of the group's faculty."""
    caller, shape = calls.principal(), ListCadetAccounts
    _require_reader(caller)
    group = groups(decode(query, shape).group)
    faculty = group["faculty"]["id"]
    _require_reader(caller, faculty)
    rows = _there_today(calls, group)

    def read(work: Work, _request: ListCadetAccounts) -> CadetAccounts:
        known = cadets.accounts(work.session, [row["id"] for row in rows])
        found = tuple(_account(row, known.get(row["id"])) for row in rows)
        return CadetAccounts(
            group=group["id"],
            name=group["name"],
            cadets=found,
            at_once=MOST_AT_ONCE,
            may_register=_is_officer(caller, faculty),
        )

    return calls.query_as(caller, read, shape, query)


def register_cadets(calls: Calls, groups: Groups, command: object) -> Any:
    """Register cadets. The initial passwords are shown only now; the kept answer does not hold them."""
    caller, shape = calls.principal(), RegisterCadets
    if (known := calls.first_answer(caller, shape, command)) is not None:
        return known
    calls.local(caller, check_command, shape, command)
    request = decode(command, shape)
    group = groups(request.group)
    rows = _named(request.cadets, _there_today(calls, group))
    made = threads.run_in_thread(_prepared, rows, index_key(calls), recovery_public(calls))
    reply = calls.command_as(caller, RegisterThem(group["faculty"]["id"], made), shape, command)
    initial = {each.account.person: each.initial for each in made}
    accounts = [{**each, "initial_password": initial.get(each["person"], "")} for each in reply["accounts"]]
    return {**reply, "accounts": accounts}


def check_command(work: Work, request: RegisterCadets, faculty: str | None = None) -> None:
    """Refuse before roster is asked and anything is hashed; the ``faculty`` is known when it was."""
    require_officer(work, faculty)
    if not 0 < len({*request.cadets}) == len(request.cadets) <= MOST_AT_ONCE:
        raise Reasons.too_many_cadets.refused(most=MOST_AT_ONCE)
    _require_no_account(work, request.cadets)


@dataclass(frozen=True)
class RegisterThem:
    """Registers cadets with what was made outside the transaction: all of them or none."""

    faculty: str
    newcomers: Sequence[Newcomer]

    def __call__(self, work: Work, request: RegisterCadets) -> RegisteredCadets:
        """Register. Raises ``Refused`` as ``check_command`` does."""
        check_command(work, request, self.faculty)
        return RegisteredCadets(accounts=tuple(self._registered(work, each) for each in self.newcomers))

    def _registered(self, work: Work, newcomer: Newcomer) -> RegisteredCadet:
        login = cadet_login(newcomer.number, newcomer.cadet)
        request = RegisterPerson(
            command_id="",
            login=free_login(login, cadets.logins_like(work.session, login)),
            roles=(Role(role=CADET, cadet=newcomer.cadet),),
            **newcomer.named,
        )
        made = add_account(work, request, newcomer.account, self.faculty)
        return RegisteredCadet(cadet=newcomer.cadet, person=made.id, login=made.login, initial_password="")


def _is_officer(caller: Principal, faculty: str | None) -> bool:
    return any(caller.has(role, faculty) for role in OFFICERS)


def _require_reader(caller: Principal, faculty: str | None = None) -> None:
    if not (caller.has("it_staff") or caller.has("moderator") or _is_officer(caller, faculty)):
        raise Reasons.role_required.refused(under="¶3", role="methodist")


def _require_no_account(work: Work, wanted: Iterable[str]) -> None:
    if cadets.accounts(work.session, [*wanted]):
        raise Reasons.cadet_has_account.refused()


def _there_today(calls: Calls, group: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The cadets who are in the group today."""
    today = calls.runtime.clock.now().date().isoformat()
    return [row for row in group["cadets"] if row["since"] <= today and (row["until"] or today) >= today]


def _named(wanted: Sequence[str], there: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    known = {row["id"]: row for row in there}
    if not {*wanted} <= {*known}:
        raise Reasons.cadet_not_of_group.refused()
    return [known[each] for each in wanted]


def _prepared(rows: Sequence[Mapping[str, Any]], index_key: bytes, recovery_public: bytes) -> list[Newcomer]:
    """Make and hash the initial passwords; slow."""
    return [_prepare(row, passwords.initial_password(), index_key, recovery_public) for row in rows]


def _prepare(row: Mapping[str, Any], initial: str, index_key: bytes, recovery_public: bytes) -> Newcomer:
    named = {name: row[name] for name in ("family", "given", "patronymic")}
    request = RegisterPerson(command_id="", login="", **named)
    account = prepare_registration(request, initial, index_key, recovery_public)
    return Newcomer(row["id"], row["number"], named, account, initial)


def _account(row: Mapping[str, Any], person: Any) -> CadetAccount:
    return CadetAccount(
        cadet=row["id"],
        number=row["number"],
        family=row["family"],
        given=row["given"],
        patronymic=row["patronymic"],
        person=person.id if person else "",
        login=person.login if person else "",
        active=person is not None and attestation.is_active(person),
    )
