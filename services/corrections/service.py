"""corrections on the bus: translate, call one use case."""

from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from nameko.rpc import RpcProxy, rpc
from nameko.timer import timer

from services.common.errors import Refused
from services.common.messaging.rpc import ask
from services.common.messaging.wire import decode, encode
from services.common.runtime.app import App
from services.common.security import warrants
from services.common.storage.checks import ListDamages, list_damages
from services.common.storage.unit_of_work import SYSTEM, Work
from services.corrections import contract
from services.corrections.consistency import contradictions
from services.corrections.subscriptions import HANDLERS
from services.corrections.usecases import amend_report, draw_up_act, file_report, turn_into_act
from services.corrections.usecases.apply_case import apply_case
from services.corrections.usecases.close_discrepancy import close_discrepancy
from services.corrections.usecases.decide_case import approve_case, reject_case, what_to_seal
from services.corrections.usecases.file_discrepancy import file_discrepancy
from services.corrections.usecases.keep_calendar import set_working_day, show_calendar
from services.corrections.usecases.list_colleagues import list_colleagues
from services.corrections.usecases.list_own_cases import list_own_cases
from services.corrections.usecases.offer_reports import offer_reports
from services.corrections.usecases.oversee_methodists import oversee_methodists
from services.corrections.usecases.read_cases import list_cases, list_substitutions, show_case
from services.corrections.usecases.read_discrepancies import list_discrepancies, show_discrepancy
from services.corrections.usecases.republish import republish
from services.corrections.usecases.request_substitution import request_substitution
from services.corrections.usecases.return_case import return_case, withdraw_case
from services.corrections.usecases.revoke_substitution import revoke_substitution
from services.corrections.usecases.watch_clocks import WatchClocks, watch_clocks
from services.gradebook.contract import SERVICE as GRADEBOOK
from services.gradebook.contract import CheckChange, CheckedChange, SealDecision, SealedDecision

Q = TypeVar("Q")
R = TypeVar("R")

#: Half of what a caller of ours waits, so that there is an answer while somebody listens.
GRADEBOOK_SECONDS = 5
CLOCK_SECONDS = 10


class Service:
    """What may be changed afterwards, and who said so."""

    name = contract.SERVICE
    app = App(HANDLERS, contradictions)
    gradebook = RpcProxy(GRADEBOOK, expiration=GRADEBOOK_SECONDS)

    @rpc(expected_exceptions=Refused)
    def file_discrepancy(self, command: object) -> Any:
        """Say that paper and journal differ."""
        return self.app.command(file_discrepancy, contract.FileDiscrepancy, command)

    @rpc(expected_exceptions=Refused)
    def close_discrepancy(self, command: object) -> Any:
        """Close a discrepancy with a reason."""
        return self.app.command(close_discrepancy, contract.CloseDiscrepancy, command)

    @rpc(expected_exceptions=Refused)
    def list_discrepancies(self, query: object) -> Any:
        """The discrepancies that the caller may read."""
        return self.app.query(list_discrepancies, contract.ListDiscrepancies, query)

    @rpc(expected_exceptions=Refused)
    def show_discrepancy(self, query: object) -> Any:
        """One discrepancy."""
        return self.app.query(show_discrepancy, contract.ShowDiscrepancy, query)

    @rpc(expected_exceptions=Refused)
    def offer_reports(self, query: object) -> Any:
        """What a report may ask for."""
        return self.app.query(offer_reports, contract.OfferReports, query)

    @rpc(expected_exceptions=Refused)
    def file_report(self, command: object) -> Any:
        """Report that something must change."""
        return self._with_checked_change(
            file_report.change_to_check, file_report.file_report, contract.FileReport, command
        )

    @rpc(expected_exceptions=Refused)
    def turn_into_act(self, command: object) -> Any:
        """Turn a discrepancy into an act."""
        return self._with_checked_change(
            turn_into_act.change_to_check, turn_into_act.turn_into_act, contract.TurnIntoAct, command
        )

    @rpc(expected_exceptions=Refused)
    def draw_up_act(self, command: object) -> Any:
        """Draw up the act on a report."""
        return self._with_checked_change(
            draw_up_act.change_to_check, draw_up_act.draw_up_act, contract.DrawUpAct, command
        )

    @rpc(expected_exceptions=Refused)
    def amend_report(self, command: object) -> Any:
        """Mend a report that came back."""
        return self._with_checked_change(
            amend_report.change_to_check, amend_report.amend_report, contract.AmendReport, command
        )

    @rpc(expected_exceptions=Refused)
    def request_substitution(self, command: object) -> Any:
        """Ask that a colleague stands in."""
        return self.app.command(request_substitution, contract.RequestSubstitution, command)

    @rpc(expected_exceptions=Refused)
    def return_case(self, command: object) -> Any:
        """Send papers back one step."""
        return self.app.command(return_case, contract.GiveReason, command)

    @rpc(expected_exceptions=Refused)
    def withdraw_case(self, command: object) -> Any:
        """Take a report back."""
        return self.app.command(withdraw_case, contract.GiveReason, command)

    @rpc(expected_exceptions=Refused)
    def approve_case(self, command: object) -> Any:
        """Approve, having given the password again."""
        runtime = self.app.runtime
        approve = partial(approve_case, verifier=runtime.verifier, signer=warrants.signer(runtime.config.keys))
        what = partial(what_to_seal, verifier=runtime.verifier)
        return self._after_asking(what, self._seal, approve, contract.ApproveCase, command)

    @rpc(expected_exceptions=Refused)
    def reject_case(self, command: object) -> Any:
        """Reject, with a reason."""
        return self.app.command(reject_case, contract.GiveReason, command)

    @rpc(expected_exceptions=Refused)
    def apply_case(self, command: object) -> Any:
        """Carry out a decision."""
        return self.app.command(apply_case, contract.ApplyCase, command)

    @rpc(expected_exceptions=Refused)
    def revoke_substitution(self, command: object) -> Any:
        """End a substitution at once."""
        return self.app.command(revoke_substitution, contract.GiveReason, command)

    @rpc(expected_exceptions=Refused)
    def show_case(self, query: object) -> Any:
        """One case."""
        return self.app.query(show_case, contract.ShowCase, query)

    @rpc(expected_exceptions=Refused)
    def list_cases(self, query: object) -> Any:
        """The cases the caller may read."""
        return self.app.query(list_cases, contract.ListCases, query)

    @rpc(expected_exceptions=Refused)
    def list_own_cases(self, query: object) -> Any:
        """The cases about the caller, a cadet."""
        return self.app.query(list_own_cases, contract.ListOwnCases, query, cadets=True)

    @rpc(expected_exceptions=Refused)
    def list_substitutions(self, query: object) -> Any:
        """The substitutions the caller may read."""
        return self.app.query(list_substitutions, contract.ListSubstitutions, query)

    @rpc(expected_exceptions=Refused)
    def list_colleagues(self, query: object) -> Any:
        """Who can be named in a substitution."""
        return self.app.query(list_colleagues, contract.ListColleagues, query)

    @rpc(expected_exceptions=Refused)
    def oversee_methodists(self, query: object) -> Any:
        """What waits for methodists, and since when."""
        return self.app.query(oversee_methodists, contract.OverseeMethodists, query)

    @rpc(expected_exceptions=Refused)
    def set_working_day(self, command: object) -> Any:
        """Say whether a day is a working day."""
        return self.app.command(set_working_day, contract.SetWorkingDay, command)

    @rpc(expected_exceptions=Refused)
    def show_calendar(self, query: object) -> Any:
        """A year's special days."""
        return self.app.query(show_calendar, contract.ShowCalendar, query)

    @timer(interval=CLOCK_SECONDS)
    def watch_clocks(self) -> None:
        """Look for what is overdue or has expired."""
        self.app.command_as(SYSTEM, watch_clocks, WatchClocks, {})

    @rpc(expected_exceptions=Refused)
    def republish(self, command: object) -> Any:
        """Emit every case's state again."""
        return self.app.command(republish, contract.Republish, command)

    @rpc(expected_exceptions=Refused)
    def list_damages(self, query: object) -> Any:
        """What is known to be damaged in this service's database."""
        return self.app.query(list_damages, ListDamages, query)

    @rpc(expected_exceptions=Refused)
    def check_damages(self, command: object) -> Any:
        """Look for it now."""
        return self.app.begin_check(command)

    @rpc
    def health(self, query: object = None) -> Any:
        """How this service is."""
        del query
        return self.app.health()

    def _with_checked_change(
        self,
        what: Callable[[Work, Any], CheckChange | None],
        use_case: Callable[[Work, Any, Any], Any],
        shape: type,
        command: object,
    ) -> Any:
        """A command about a change that the gradebook checks before."""
        return self._after_asking(what, self._check_change, use_case, shape, command)

    def _after_asking(
        self,
        what: Callable[[Work, Any], Q | None],
        put: Callable[[Q], R],
        use_case: Callable[[Work, Any, Any], Any],
        shape: type,
        command: object,
    ) -> Any:
        """A command before which the gradebook is asked: outside any transaction, and not again on a repetition."""
        principal = self.app.principal()
        known = self.app.first_answer(principal, shape, command)
        if known is not None:
            return known
        question = self.app.local(principal, what, shape, command)
        try:
            answer = put(question) if question else None
        except Refused as refused:
            self.app.attempted(principal, refused.refusal, shape, command)
            raise
        return self.app.command_as(principal, lambda work, request: use_case(work, request, answer), shape, command)

    def _check_change(self, question: CheckChange) -> CheckedChange:
        return decode(ask(self.gradebook.examine_change, encode(question), GRADEBOOK_SECONDS), CheckedChange)

    def _seal(self, question: SealDecision) -> SealedDecision:
        return decode(ask(self.gradebook.seal_decision, encode(question), GRADEBOOK_SECONDS), SealedDecision)
