"""auth's entrypoints on the bus. Each calls one use case."""

from typing import Any

from nameko.rpc import RpcProxy, rpc
from nameko.timer import timer

from services.auth import contract
from services.auth.consistency import contradictions
from services.auth.sealing.signature_backfill import backfill_signatures
from services.auth.subscriptions import HANDLERS
from services.auth.usecases.acknowledge import acknowledge
from services.auth.usecases.ask_for_password import ask_for_password
from services.auth.usecases.cadet_accounts import list_cadet_accounts, register_cadets
from services.auth.usecases.change_password import change_password
from services.auth.usecases.change_roles import change_roles
from services.auth.usecases.confirm_identity import confirm_identity
from services.auth.usecases.confirm_password_request import confirm_password_request
from services.auth.usecases.confirm_second_factor import confirm_second_factor
from services.auth.usecases.end_other_sessions import end_other_sessions
from services.auth.usecases.end_own_session import end_own_session
from services.auth.usecases.issue_token import issue_token
from services.auth.usecases.list_password_requests import list_password_requests
from services.auth.usecases.list_people import list_people
from services.auth.usecases.list_sessions import list_sessions
from services.auth.usecases.refuse_password_request import refuse_password_request
from services.auth.usecases.register_person import register_person
from services.auth.usecases.republish import republish
from services.auth.usecases.reset_second_factor import reset_second_factor
from services.auth.usecases.rotate_session import rotate_session
from services.auth.usecases.set_active import set_active
from services.auth.usecases.set_up_second_factor import set_up_second_factor
from services.auth.usecases.show_password_request import show_password_request
from services.auth.usecases.show_person import show_person
from services.auth.usecases.sign_in import sign_in
from services.auth.usecases.sign_out import sign_out
from services.auth.usecases.slow_steps import caller_with_duties
from services.auth.usecases.switch_cadets import show_cadet_switch, switch_cadets
from services.auth.usecases.watch_passwords import WatchPasswords, watch_passwords
from services.auth.usecases.withdraw_password_request import withdraw_password_request
from services.common.errors import Refused
from services.common.messaging.rpc import ask
from services.common.runtime.app import App
from services.common.storage.checks import ListDamages, list_damages
from services.common.storage.unit_of_work import SYSTEM
from services.roster.contract import SERVICE as ROSTER

CLOCK_SECONDS = 30
#: Half of what a caller of ours waits, so that there is an answer while somebody listens.
ROSTER_SECONDS = 5


class Service:
    """The service of people, their roles and their sessions."""

    name = contract.SERVICE
    app = App(HANDLERS, contradictions, first=backfill_signatures)
    roster = RpcProxy(ROSTER, expiration=ROSTER_SECONDS)

    @rpc(expected_exceptions=Refused)
    def sign_in(self, command: object) -> Any:
        """Begin a session."""
        return sign_in(self.app, command)

    @rpc(expected_exceptions=Refused)
    def issue_token(self, query: object) -> Any:
        """Exchange a session's secret for an access token."""
        return issue_token(self.app, query)

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
        return self.app.query(list_sessions, contract.ListSessions, query, cadets=True)

    @rpc(expected_exceptions=Refused)
    def end_own_session(self, command: object) -> Any:
        """End one of the caller's sessions."""
        return self.app.command(end_own_session, contract.EndOwnSession, command, cadets=True)

    @rpc(expected_exceptions=Refused)
    def end_other_sessions(self, command: object) -> Any:
        """End the caller's sessions but the one that asks."""
        return self.app.command(end_other_sessions, contract.EndOtherSessions, command, cadets=True)

    @rpc(expected_exceptions=Refused)
    def change_password(self, command: object) -> Any:
        """Change the caller's own password, also while duties are outstanding."""
        return change_password(self.app, command)

    @rpc(expected_exceptions=Refused)
    def confirm_identity(self, query: object) -> Any:
        """Take the caller's password again; the confirmation counts in the same session for two minutes."""
        return confirm_identity(self.app, query)

    @rpc(expected_exceptions=Refused)
    def set_up_second_factor(self, query: object) -> Any:
        """Offer a second factor to the caller, also while duties are outstanding. The answer is kept nowhere."""
        return set_up_second_factor(self.app, query)

    @rpc(expected_exceptions=Refused)
    def confirm_second_factor(self, query: object) -> Any:
        """Take the offered second factor into use, also while duties are outstanding. The codes are said only now."""
        return confirm_second_factor(self.app, query)

    @rpc(expected_exceptions=Refused)
    def reset_second_factor(self, command: object) -> Any:
        """Take back somebody's lost second factor."""
        return self.app.command(reset_second_factor, contract.ResetSecondFactor, command)

    @rpc(expected_exceptions=Refused)
    def acknowledge(self, command: object) -> Any:
        """Sign the acknowledgement of ¶22, also while duties are outstanding."""
        return self.app.command_as(caller_with_duties(self.app), acknowledge, contract.Acknowledge, command)

    @rpc(expected_exceptions=Refused)
    def register_person(self, command: object) -> Any:
        """Register somebody. The initial password is shown only now; the kept answer does not hold it."""
        return register_person(self.app, self._faculties, command)

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
        return change_roles(self.app, self._faculties, command)

    @rpc(expected_exceptions=Refused)
    def set_active(self, command: object) -> Any:
        """Switch somebody's account off or on."""
        return self.app.command(set_active, contract.SetActive, command)

    @rpc(expected_exceptions=Refused)
    def show_cadet_switch(self, query: object) -> Any:
        """Whether cadets may sign in."""
        return self.app.query(show_cadet_switch, contract.ShowCadetSwitch, query)

    @rpc(expected_exceptions=Refused)
    def switch_cadets(self, command: object) -> Any:
        """Let cadets sign in, or no longer."""
        return self.app.command(switch_cadets, contract.SwitchCadets, command)

    @rpc(expected_exceptions=Refused)
    def list_cadet_accounts(self, query: object) -> Any:
        """List a group's cadets with their accounts."""
        return list_cadet_accounts(self.app, self._group, query)

    @rpc(expected_exceptions=Refused)
    def register_cadets(self, command: object) -> Any:
        """Register a group's cadets. The initial passwords are shown only now; the kept answer does not hold them."""
        return register_cadets(self.app, self._group, command)

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
        return confirm_password_request(self.app, command)

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

    def _faculties(self) -> set[str]:
        """The ids of all faculties, as roster knows them."""
        return {each["id"] for each in ask(self.roster.list_frame, {}, ROSTER_SECONDS)["faculties"]}

    def _group(self, group: str) -> dict[str, Any]:
        """A group with its cadets, as roster shows it to who calls."""
        shown: dict[str, Any] = ask(self.roster.show_group, {"group": group}, ROSTER_SECONDS)
        return shown
