"""gradebook on the bus: translate, call one use case."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from nameko.rpc import rpc
from nameko.timer import timer

from services.common.errors import Refused
from services.common.runtime.app import App
from services.common.storage.checks import ListDamages, list_damages
from services.common.storage.unit_of_work import SYSTEM
from services.gradebook import contract
from services.gradebook.consistency import contradictions
from services.gradebook.sealing.caller_keys import CallerKeys
from services.gradebook.sealing.key_ring import key_ring
from services.gradebook.subscriptions import HANDLERS
from services.gradebook.usecases.annul_sheet import annul_sheet
from services.gradebook.usecases.check_change import check_change
from services.gradebook.usecases.check_record import check_record
from services.gradebook.usecases.complete_answer import complete_answer
from services.gradebook.usecases.correct_lesson import correct_lesson
from services.gradebook.usecases.explain_result import explain_result
from services.gradebook.usecases.hold_lesson import hold_lesson
from services.gradebook.usecases.issue_record import issue_record
from services.gradebook.usecases.list_insights import list_insights
from services.gradebook.usecases.list_journals import list_journals
from services.gradebook.usecases.list_policies import list_policies
from services.gradebook.usecases.list_records import list_records
from services.gradebook.usecases.list_sheets import list_sheets
from services.gradebook.usecases.name_examiners import name_examiners, show_examiners
from services.gradebook.usecases.offer_changes import offer_changes
from services.gradebook.usecases.open_change import open_change
from services.gradebook.usecases.open_sheet import open_sheet
from services.gradebook.usecases.preview_record import preview_record
from services.gradebook.usecases.propose_policy import propose_policy
from services.gradebook.usecases.put_policy_in_force import put_policy_in_force
from services.gradebook.usecases.record_make_up import record_make_up
from services.gradebook.usecases.record_marks import record_marks
from services.gradebook.usecases.renew_key import renew_key
from services.gradebook.usecases.republish import republish
from services.gradebook.usecases.revise_sheet import is_to_be_revised, revise_sheet
from services.gradebook.usecases.revoke_record import revoke_record
from services.gradebook.usecases.seal_decision import seal_decision
from services.gradebook.usecases.share_keys import journals_with_key_changes, share_keys
from services.gradebook.usecases.show_cadet_insights import show_cadet_insights
from services.gradebook.usecases.show_history import show_history
from services.gradebook.usecases.show_insights import show_insights
from services.gradebook.usecases.show_journal import show_journal
from services.gradebook.usecases.show_key import show_key
from services.gradebook.usecases.show_lesson_history import show_lesson_history
from services.gradebook.usecases.show_own_study import show_own_study
from services.gradebook.usecases.show_policy_effect import show_policy_effect
from services.gradebook.usecases.show_record import show_record
from services.gradebook.usecases.show_sheet import show_sheet
from services.gradebook.usecases.show_summary import show_summary
from services.gradebook.usecases.sign_sheet import sign_sheet
from services.gradebook.usecases.withdraw_journals import withdraw_journals

FORGET_SECONDS = 60
#: Journals whose keys one request seals anew: nobody waits long for an answer.
SHARED_AT_ONCE = 20


class Service:
    """What may be written."""

    name = contract.SERVICE
    app = App(HANDLERS, contradictions)

    @rpc(expected_exceptions=Refused)
    def list_journals(self, query: object) -> Any:
        """The caller's journals and what is due."""
        answer = self.app.query(list_journals, contract.ListJournals, query)
        self._share_keys([each["id"] for each in answer["journals"]])
        return answer

    @rpc(expected_exceptions=Refused)
    def show_journal(self, query: object) -> Any:
        """A journal's page."""
        answer = self.app.query(partial(show_journal, keys=self._keys()), contract.ShowJournal, query)
        self._share_keys([answer["id"]], with_older_marks=True)
        return answer

    @rpc(expected_exceptions=Refused)
    def hold_lesson(self, command: object) -> Any:
        """Add a lesson."""
        return self.app.command(partial(hold_lesson, keys=self._keys()), contract.HoldLesson, command)

    @rpc(expected_exceptions=Refused)
    def correct_lesson(self, command: object) -> Any:
        """Put a lesson's kind and topic right."""
        return self.app.command(correct_lesson, contract.CorrectLesson, command)

    @rpc(expected_exceptions=Refused)
    def show_lesson_history(self, query: object) -> Any:
        """What a lesson's kind and topic were before they were put right."""
        return self.app.query(show_lesson_history, contract.ShowLessonHistory, query)

    @rpc(expected_exceptions=Refused)
    def record_marks(self, command: object) -> Any:
        """Record marks; the answer's values are read after it, for none may be kept in clear."""
        record, complete = partial(record_marks, keys=self._keys()), partial(complete_answer, keys=self._keys())
        return self.app.command(record, contract.RecordMarks, command, complete=complete)

    @rpc(expected_exceptions=Refused)
    def show_history(self, query: object) -> Any:
        """Every version of a cell."""
        return self.app.query(partial(show_history, keys=self._keys()), contract.ShowHistory, query)

    @rpc(expected_exceptions=Refused)
    def examine_change(self, query: object) -> Any:
        """Whether a change may be asked for: ``check_change``, by the name that the former release calls."""
        return self.app.query(partial(check_change, keys=self._keys()), contract.CheckChange, query)

    @rpc(expected_exceptions=Refused)
    def offer_changes(self, query: object) -> Any:
        """What may be asked for here."""
        return self.app.query(partial(offer_changes, keys=self._keys()), contract.OfferChanges, query)

    @rpc(expected_exceptions=Refused)
    def seal_decision(self, command: object) -> Any:
        """Seal what is about to be decided."""
        return self.app.command(partial(seal_decision, keys=self._keys()), contract.SealDecision, command)

    @rpc(expected_exceptions=Refused)
    def open_change(self, query: object) -> Any:
        """From what to what, for who may see the journal's marks."""
        return self.app.query(partial(open_change, keys=self._keys()), contract.OpenChange, query)

    @rpc(expected_exceptions=Refused)
    def record_make_up(self, command: object) -> Any:
        """Enter a make-up mark that a warrant permits."""
        return self.app.command(partial(record_make_up, keys=self._keys()), contract.RecordMakeUp, command)

    @rpc(expected_exceptions=Refused)
    def renew_key(self, command: object) -> Any:
        """Begin a new generation of a journal's key."""
        return self.app.command(partial(renew_key, keys=self._keys()), contract.RenewKey, command)

    @rpc(expected_exceptions=Refused)
    def show_key(self, query: object) -> Any:
        """The generations of a journal's key."""
        return self.app.query(show_key, contract.ShowKey, query)

    @rpc(expected_exceptions=Refused)
    def explain_result(self, query: object) -> Any:
        """How a cadet's results came about."""
        return self.app.query(partial(explain_result, keys=self._keys()), contract.ExplainResult, query)

    @rpc(expected_exceptions=Refused)
    def show_own_study(self, query: object) -> Any:
        """What a cadet sees: the own marks and results."""
        return self.app.query(partial(show_own_study, keys=self._keys()), contract.ShowOwnStudy, query, cadets=True)

    @rpc(expected_exceptions=Refused)
    def show_insights(self, query: object) -> Any:
        """How study goes in a journal."""
        return self.app.query(partial(show_insights, keys=self._keys()), contract.ShowInsights, query)

    @rpc(expected_exceptions=Refused)
    def show_cadet_insights(self, query: object) -> Any:
        """A cadet's subjects over terms."""
        ask = partial(show_cadet_insights, keys=self._keys())
        return self.app.query(ask, contract.ShowCadetInsights, query)

    @rpc(expected_exceptions=Refused)
    def list_insights(self, query: object) -> Any:
        """The caller's journals side by side."""
        return self.app.query(partial(list_insights, keys=self._keys()), contract.ListInsights, query)

    @rpc(expected_exceptions=Refused)
    def list_policies(self, query: object) -> Any:
        """By what marks become results."""
        return self.app.query(list_policies, contract.ListPolicies, query)

    @rpc(expected_exceptions=Refused)
    def propose_policy(self, command: object) -> Any:
        """Propose by what they shall."""
        return self.app.command(propose_policy, contract.ProposePolicy, command)

    @rpc(expected_exceptions=Refused)
    def show_policy_effect(self, query: object) -> Any:
        """Whose results a proposal would change."""
        return self.app.query(partial(show_policy_effect, keys=self._keys()), contract.ShowPolicyEffect, query)

    @rpc(expected_exceptions=Refused)
    def put_policy_in_force(self, command: object) -> Any:
        """Put a proposal in force."""
        return self.app.command(put_policy_in_force, contract.PutPolicyInForce, command)

    @rpc(expected_exceptions=Refused)
    def name_examiners(self, command: object) -> Any:
        """Name who examines a journal's group; they get its key, where the caller has it open."""
        answer = self.app.command(name_examiners, contract.NameExaminers, command)
        if isinstance(command, dict):
            self._share_keys([command["journal"]])
        return answer

    @rpc(expected_exceptions=Refused)
    def show_examiners(self, query: object) -> Any:
        """Who examines, and who was named before."""
        return self.app.query(show_examiners, contract.ShowExaminers, query)

    @rpc(expected_exceptions=Refused)
    def list_sheets(self, query: object) -> Any:
        """The grade sheets of the caller's journals."""
        return self.app.query(list_sheets, contract.ListSheets, query)

    @rpc(expected_exceptions=Refused)
    def open_sheet(self, command: object) -> Any:
        """Open a grade sheet."""
        return self.app.command(open_sheet, contract.OpenSheet, command)

    @rpc(expected_exceptions=Refused)
    def annul_sheet(self, command: object) -> Any:
        """Annul a grade sheet that was opened by mistake."""
        return self.app.command(annul_sheet, contract.AnnulSheet, command)

    @rpc(expected_exceptions=Refused)
    def show_sheet(self, query: object) -> Any:
        """A grade sheet; first what warrants have changed becomes a revision, where the caller is who makes it."""
        self._revise_sheet(query)
        return self.app.query(partial(show_sheet, keys=self._keys()), contract.ShowSheet, query)

    @rpc(expected_exceptions=Refused)
    def sign_sheet(self, command: object) -> Any:
        """Sign a grade sheet, having given the password again."""
        sign = partial(sign_sheet, keys=self._keys(), verifier=self.app.runtime.verifier)
        return self.app.command(sign, contract.SignSheet, command)

    @rpc(expected_exceptions=Refused)
    def list_records(self, query: object) -> Any:
        """The electronic records that have been issued."""
        return self.app.query(list_records, contract.ListRecords, query)

    @rpc(expected_exceptions=Refused)
    def issue_record(self, command: object) -> Any:
        """Issue a cadet's record, having given the password again."""
        issue = partial(issue_record, keys=self._keys(), verifier=self.app.runtime.verifier)
        return self.app.command(issue, contract.IssueRecord, command)

    @rpc(expected_exceptions=Refused)
    def preview_record(self, query: object) -> Any:
        """What a record of the cadet would say now."""
        return self.app.query(partial(preview_record, keys=self._keys()), contract.PreviewRecord, query)

    @rpc(expected_exceptions=Refused)
    def show_record(self, query: object) -> Any:
        """A record as it was issued."""
        return self.app.query(partial(show_record, keys=self._keys()), contract.ShowRecord, query)

    @rpc(expected_exceptions=Refused)
    def revoke_record(self, command: object) -> Any:
        """Revoke a record, having given the password again."""
        revoke = partial(revoke_record, verifier=self.app.runtime.verifier)
        return self.app.command(revoke, contract.RevokeRecord, command)

    @rpc(expected_exceptions=Refused)
    def check_record(self, query: object) -> Any:
        """What a record's code is worth, for anybody; written into the audit, so it is run as a command is."""
        return self.app.command_as(SYSTEM, check_record, contract.CheckRecord, query)

    @rpc(expected_exceptions=Refused)
    def show_summary(self, query: object) -> Any:
        """A group's term over all subjects."""
        return self.app.query(partial(show_summary, keys=self._keys()), contract.ShowSummary, query)

    @rpc(expected_exceptions=Refused)
    def withdraw_journals(self, command: object) -> Any:
        """Undo what a contingent opened."""
        return self.app.command(withdraw_journals, contract.WithdrawJournals, command)

    @rpc(expected_exceptions=Refused)
    def republish(self, command: object) -> Any:
        """Emit every lesson again."""
        return self.app.command(republish, contract.Republish, command)

    @timer(interval=FORGET_SECONDS)
    def forget_keys(self) -> None:
        """Of sessions that have ended, or in which nobody asks any more."""
        runtime = self.app.runtime
        key_ring(runtime.config.keys).forget(runtime.verifier.ended)

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

    def _keys(self) -> CallerKeys:
        return CallerKeys(key_ring(self.app.runtime.config.keys), self.app.session_key)

    def _revise_sheet(self, query: object) -> None:
        caller, shape = self.app.principal(), contract.ReviseSheet
        if self.app.local(caller, is_to_be_revised, shape, query):
            self.app.command_as(caller, partial(revise_sheet, keys=self._keys()), shape, query)

    def _share_keys(self, journals: Sequence[str], *, with_older_marks: bool = False) -> None:
        """The caller has the journals' keys open: who is entitled and waits gets them, some at a time (¶5)."""
        caller, shape = self.app.principal(), contract.ShareKeys
        wanted = {"journals": [*journals], "with_older_marks": with_older_marks}
        due = self.app.local(caller, journals_with_key_changes, shape, wanted)
        for journal in due[:SHARED_AT_ONCE]:
            share = partial(share_keys, keys=self._keys())
            self.app.command_as(caller, share, shape, {**wanted, "journals": [journal]})
