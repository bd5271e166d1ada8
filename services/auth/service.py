"""auth's entrypoints on the bus. Each calls one use case."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Any

from nameko.rpc import RpcProxy, rpc
from nameko.timer import timer

from services.auth import contract
from services.auth.consistency import contradictions
from services.auth.domain.passwords import not_allowed
from services.auth.domain.people import faculty_refusal
from services.auth.refusals import Reasons
from services.auth.sealing import passwords
from services.auth.sealing.signature_backfill import backfill_signatures
from services.auth.sealing.signing_key import signer
from services.auth.subscriptions import HANDLERS
from services.auth.usecases import (
    change_password,
    confirm_identity,
    confirm_password_request,
    register_person,
    sign_in,
)
from services.auth.usecases.acknowledge import acknowledge
from services.auth.usecases.ask_for_password import ask_for_password
from services.auth.usecases.change_roles import change_roles
from services.auth.usecases.confirm_second_factor import confirm_second_factor
from services.auth.usecases.end_other_sessions import end_other_sessions
from services.auth.usecases.end_own_session import end_own_session
from services.auth.usecases.issue_token import FindSession, record_use
from services.auth.usecases.list_password_requests import list_password_requests
from services.auth.usecases.list_people import list_people
from services.auth.usecases.list_sessions import list_sessions
from services.auth.usecases.refuse_password_request import refuse_password_request
from services.auth.usecases.republish import republish
from services.auth.usecases.reset_second_factor import reset_second_factor
from services.auth.usecases.rotate_session import rotate_session
from services.auth.usecases.set_active import set_active
from services.auth.usecases.set_up_second_factor import SetUpFactor
from services.auth.usecases.show_password_request import show_password_request
from services.auth.usecases.show_person import show_person
from services.auth.usecases.sign_out import sign_out
from services.auth.usecases.watch_passwords import WatchPasswords, watch_passwords
from services.auth.usecases.withdraw_password_request import withdraw_password_request
from services.common.errors import Reason, Refused
from services.common.messaging.rpc import ask
from services.common.messaging.wire import decode, encode
from services.common.runtime import threads
from services.common.runtime.app import App
from services.common.security.sealing import read_key
from services.common.security.session_keys import hand_over
from services.common.security.tokens import Principal, Role, TokenSigner
from services.common.storage.damages import ListDamages, list_damages
from services.common.storage.unit_of_work import SYSTEM, Work
from services.roster.contract import SERVICE as ROSTER

CLOCK_SECONDS = 30
#: Half of what a caller of ours waits, so that there is an answer while somebody listens.
ROSTER_SECONDS = 5
INITIAL_PASSWORD_OVER = (Reasons.initial_password_used, Reasons.initial_password_expired)


class Service:
    """The service of people, their roles and their sessions."""

    name = contract.SERVICE
    app = App(HANDLERS, contradictions, first=backfill_signatures)
    roster = RpcProxy(ROSTER, expiration=ROSTER_SECONDS)

    @rpc(expected_exceptions=Refused)
    def sign_in(self, command: object) -> Any:
        """Begin a session."""
        attempt = self.app.local(SYSTEM, sign_in.prepare_attempt, contract.SignIn, command)
        proof = threads.run_in_thread(sign_in.compare_password, attempt, self._index_key(), self._recovery_public())
        if proof is None:
            self.app.command_as(SYSTEM, sign_in.count_failed_sign_in, contract.SignIn, command)
            raise Refused(attempt.refusal)
        begin = sign_in.BeginSession(proof, self._factor_required())
        code_missing = sign_in.RecordCodeRequest(proof.person)
        initial_refused = sign_in.RecordInitialRefused(proof.person)
        shape = contract.SignIn
        with (
            self._counting_codes(SYSTEM, sign_in.CountWrongCode(proof.person), shape, command),
            self._recording((Reasons.second_factor_required,), SYSTEM, code_missing, shape, command),
            self._recording(INITIAL_PASSWORD_OVER, SYSTEM, initial_refused, shape, command),
        ):
            return self.app.command_as(SYSTEM, begin, shape, command)

    @rpc(expected_exceptions=Refused)
    def issue_token(self, query: object) -> Any:
        """Exchange a session's secret for an access token."""
        found = self.app.local(SYSTEM, FindSession(self._factor_required()), contract.IssueToken, query)
        if found.due:
            self.app.command_as(SYSTEM, record_use, contract.IssueToken, query)
        token, expires = self._signer().sign(found.principal, self.app.runtime.clock.machine())
        key = found.private and hand_over(found.private, found.principal.session, self._key("gradebook.pub"))
        issued = contract.IssuedToken(
            token=token,
            expires_at=min(expires, found.until or expires),
            user=found.user,
            session=found.principal.session,
            is_old=found.is_old,
            session_key=key or "",
        )
        return encode(issued)

    @rpc(expected_exceptions=Refused)
    def rotate_session(self, query: object) -> Any:
        """Exchange a session's secret for another one; the answer is kept nowhere."""
        return self.app.command_as(SYSTEM, rotate_session, contract.RotateSession, query)

    @rpc(expected_exceptions=Refused)
    def sign_out(self, command: object) -> Any:
        """End a session."""
        return self.app.command_as(SYSTEM, sign_out, contract.SignOut, command)

    @rpc(expected_exceptions=Refused)
    def list_sessions(self, query: object) -> Any:
        """List the caller's sessions."""
        return self.app.query(list_sessions, contract.ListSessions, query)

    @rpc(expected_exceptions=Refused)
    def end_own_session(self, command: object) -> Any:
        """End one of the caller's sessions."""
        return self.app.command(end_own_session, contract.EndOwnSession, command)

    @rpc(expected_exceptions=Refused)
    def end_other_sessions(self, command: object) -> Any:
        """End the caller's sessions but the one that asks."""
        return self.app.command(end_other_sessions, contract.EndOtherSessions, command)

    @rpc(expected_exceptions=Refused)
    def change_password(self, command: object) -> Any:
        """Change the caller's own password, also while duties are outstanding."""
        caller, shape = self._caller(), contract.ChangePassword
        if (known := self.app.first_answer(caller, shape, command)) is not None:
            return known
        old = self.app.local(caller, change_password.read_current, shape, command)
        request = decode(command, shape)
        fresh = threads.run_in_thread(
            change_password.make_replacement, request, old, self._index_key(), self._recovery_public()
        )
        if fresh is None:
            self.app.command_as(caller, change_password.count_wrong_password, change_password.Attempt, command)
            raise Reasons.password_wrong.refused()
        try:
            with self._counting_codes(caller, confirm_identity.count_wrong_code_in_session, shape, command):
                return self.app.command_as(caller, change_password.ReplacePassword(old, fresh), shape, command)
        except Refused as refused:
            if refused.refusal == not_allowed():
                self.app.command_as(caller, change_password.count_refused_password, change_password.Attempt, command)
            raise

    @rpc(expected_exceptions=Refused)
    def confirm_identity(self, query: object) -> Any:
        """Take the caller's password again; the confirmation counts in the same session for two minutes."""
        runtime, shape = self.app.runtime, contract.ConfirmIdentity
        caller = runtime.principal(self.app.token)
        known_hash = self._proven_password(caller, shape, query)
        with self._counting_codes(caller, confirm_identity.count_wrong_code_in_session, shape, query):
            self.app.command_as(caller, confirm_identity.RecordConfirmation(known_hash), shape, query)
        signed, expires = self._signer().sign_confirmation(caller, runtime.clock.machine())
        return encode(contract.Confirmation(confirmation=signed, expires_at=expires))

    @rpc(expected_exceptions=Refused)
    def set_up_second_factor(self, query: object) -> Any:
        """Offer a second factor to the caller, also while duties are outstanding. The answer is kept nowhere."""
        caller, shape = self._caller(), contract.SetUpSecondFactor
        known_hash = self._proven_password(caller, shape, query)
        with self._counting_codes(caller, confirm_identity.count_wrong_code_in_session, shape, query):
            return self.app.command_as(caller, SetUpFactor(known_hash), shape, query)

    @rpc(expected_exceptions=Refused)
    def confirm_second_factor(self, query: object) -> Any:
        """Take the offered second factor into use, also while duties are outstanding. The codes are said only now."""
        caller, shape = self._caller(), contract.ConfirmSecondFactor
        with self._counting_codes(caller, confirm_identity.count_wrong_code_in_session, shape, query):
            return self.app.command_as(caller, confirm_second_factor, shape, query)

    @rpc(expected_exceptions=Refused)
    def reset_second_factor(self, command: object) -> Any:
        """Take back somebody's lost second factor."""
        return self.app.command(reset_second_factor, contract.ResetSecondFactor, command)

    @rpc(expected_exceptions=Refused)
    def acknowledge(self, command: object) -> Any:
        """Sign the acknowledgement of ¶22, also while duties are outstanding."""
        return self.app.command_as(self._caller(), acknowledge, contract.Acknowledge, command)

    @rpc(expected_exceptions=Refused)
    def register_person(self, command: object) -> Any:
        """Register somebody. The initial password is shown only now; the kept answer does not hold it."""
        runtime, shape = self.app.runtime, contract.RegisterPerson
        caller = runtime.principal(self.app.token)
        if (known := self.app.first_answer(caller, shape, command)) is not None:
            return known
        self.app.local(caller, register_person.check_request, shape, command)
        request = decode(command, shape)
        self._must_be_of_known_faculties(request.roles)
        initial = register_person.initial_password(request, runtime.config.demo)
        register = threads.run_in_thread(
            register_person.prepare_registration, request, initial, self._index_key(), self._recovery_public()
        )
        reply = self.app.command_as(caller, register, shape, command)
        return {**reply, "initial_password": initial if reply["id"] == register.person else ""}

    @rpc(expected_exceptions=Refused)
    def list_people(self, query: object) -> Any:
        """List people who sign in."""
        return self.app.query(list_people, contract.ListPeople, query)

    @rpc(expected_exceptions=Refused)
    def show_person(self, query: object) -> Any:
        """Show one of them."""
        return self.app.query(show_person, contract.ShowPerson, query)

    @rpc(expected_exceptions=Refused)
    def change_roles(self, command: object) -> Any:
        """Change somebody's roles."""
        if self.app.principal().has("it_staff"):  # the use case refuses everybody else
            self._must_be_of_known_faculties(decode(command, contract.ChangeRoles).roles)
        return self.app.command(change_roles, contract.ChangeRoles, command)

    @rpc(expected_exceptions=Refused)
    def set_active(self, command: object) -> Any:
        """Switch somebody's account off or on."""
        return self.app.command(set_active, contract.SetActive, command)

    @rpc(expected_exceptions=Refused)
    def ask_for_password(self, command: object) -> Any:
        """Ask for a new password for somebody who has forgotten theirs."""
        return self.app.command(ask_for_password, contract.AskForPassword, command)

    @rpc(expected_exceptions=Refused)
    def withdraw_password_request(self, command: object) -> Any:
        """Withdraw a request for a new password."""
        return self.app.command(withdraw_password_request, contract.WithdrawPasswordRequest, command)

    @rpc(expected_exceptions=Refused)
    def refuse_password_request(self, command: object) -> Any:
        """Refuse a request for a new password, with a reason."""
        return self.app.command(refuse_password_request, contract.RefusePasswordRequest, command)

    @rpc(expected_exceptions=Refused)
    def confirm_password_request(self, command: object) -> Any:
        """Confirm a request. The initial password is shown only now; the kept answer does not hold it."""
        runtime, shape = self.app.runtime, contract.ConfirmPasswordRequest
        caller = runtime.principal(self.app.token)
        if (known := self.app.first_answer(caller, shape, command)) is not None:
            return known
        forgotten = self.app.local(
            caller, partial(confirm_password_request.read_forgotten, verifier=runtime.verifier), shape, command
        )
        initial = passwords.initial_password()
        try:
            fresh = threads.run_in_thread(
                confirm_password_request.make_replacement, forgotten, initial, runtime.config.keys, self._index_key()
            )
        except Refused as refused:
            self.app.attempted(caller, refused.refusal, shape, command)
            raise
        reply = self.app.command_as(caller, confirm_password_request.ConfirmRequest(forgotten, fresh), shape, command)
        return {**reply, "initial_password": initial if reply["issue"] == fresh.issue else ""}

    @rpc(expected_exceptions=Refused)
    def list_password_requests(self, query: object) -> Any:
        """List the requests for a new password that the caller may see."""
        return self.app.query(list_password_requests, contract.ListPasswordRequests, query)

    @rpc(expected_exceptions=Refused)
    def show_password_request(self, query: object) -> Any:
        """Show a request for a new password."""
        return self.app.query(show_password_request, contract.ShowPasswordRequest, query)

    @timer(interval=CLOCK_SECONDS)
    def watch_passwords(self) -> None:
        """End requests and initial passwords whose time is over."""
        self.app.command_as(SYSTEM, watch_passwords, WatchPasswords, {})

    @rpc(expected_exceptions=Refused)
    def republish(self, command: object) -> Any:
        """Tell the other services the state of every person again."""
        return self.app.command(republish, contract.Republish, command)

    @rpc(expected_exceptions=Refused)
    def list_damages(self, query: object) -> Any:
        """List what is known to be damaged in this service's database."""
        return self.app.query(list_damages, ListDamages, query)

    @rpc(expected_exceptions=Refused)
    def check_damages(self, command: object) -> Any:
        """Check the database for damage now."""
        return self.app.begin_check(command)

    @rpc
    def health(self, query: object = None) -> Any:
        """Whether the service is well."""
        del query
        return self.app.health()

    def _proven_password(self, caller: Principal, shape: type, raw: object) -> bytes:
        """The hash of the caller's password, which was given again. Raises ``Refused(password_wrong)``."""
        known_hash: bytes = self.app.local(caller, confirm_identity.own_password_hash, shape, raw)
        if not threads.run_in_thread(confirm_identity.is_right, decode(raw, shape), known_hash):
            self.app.command_as(caller, confirm_identity.count_wrong_password, shape, raw)
            raise Reasons.password_wrong.refused()
        return known_hash

    def _must_be_of_known_faculties(self, roles: tuple[Role, ...]) -> None:
        """Raises ``Refused(faculty_unknown)``. roster is asked only where a role has a faculty."""
        if not any(each.faculty for each in roles):
            return
        frame = ask(self.roster.list_frame, {}, ROSTER_SECONDS)
        if refusal := faculty_refusal(roles, {each["id"] for each in frame["faculties"]}):
            raise Refused(refusal)

    def _factor_required(self) -> bool:
        return bool(self.app.runtime.config.second_factor_required)

    def _counting_codes(
        self, who: Principal, fail: Callable[[Work, Any], None], shape: type, raw: object
    ) -> AbstractContextManager[None]:
        """Count a wrong code that is refused within."""
        return self._recording((Reasons.second_factor_wrong,), who, fail, shape, raw)

    @contextmanager
    def _recording(
        self,
        reasons: tuple[Reason, ...],
        who: Principal,
        record: Callable[[Work, Any], None],
        shape: type,
        raw: object,
    ) -> Iterator[None]:
        """Record a refusal in a transaction of its own: the transaction that refuses keeps nothing."""
        try:
            yield
        except Refused as refused:
            if refused.refusal.code in {each.code for each in reasons}:
                self.app.command_as(who, record, shape, raw)
            raise

    def _index_key(self) -> bytes:
        return self._key("password-index.key")

    def _recovery_public(self) -> bytes:
        return self._key("recovery.pub")

    def _key(self, name: str) -> bytes:
        return read_key(self.app.runtime.config.keys / name)

    def _signer(self) -> TokenSigner:
        return signer(self.app.runtime.config.keys)

    def _caller(self) -> Principal:
        runtime = self.app.runtime
        return runtime.verifier.verify(self.app.token, runtime.clock.machine())
