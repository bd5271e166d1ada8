"""gradebook on the bus: translate, call one use case."""

from functools import partial
from typing import Any

from nameko.rpc import rpc

from services.common.app import App
from services.common.errors import Refused
from services.gradebook import contract, sealing
from services.gradebook.replicas import HANDLERS
from services.gradebook.sealing import KeyRing
from services.gradebook.usecases.complete_answer import complete_answer
from services.gradebook.usecases.examine_change import examine_change, open_change
from services.gradebook.usecases.hold_lesson import hold_lesson
from services.gradebook.usecases.list_journals import list_journals
from services.gradebook.usecases.record_make_up import record_make_up
from services.gradebook.usecases.record_marks import record_marks
from services.gradebook.usecases.republish import republish
from services.gradebook.usecases.show_history import show_history
from services.gradebook.usecases.show_journal import show_journal
from services.gradebook.usecases.withdraw_journals import withdraw_journals


class Service:
    """What may be written."""

    name = contract.SERVICE
    app = App(HANDLERS)

    @rpc(expected_exceptions=Refused)
    def list_journals(self, query: object) -> Any:
        """The caller's journals and what is due."""
        return self.app.query(list_journals, contract.ListJournals, query)

    @rpc(expected_exceptions=Refused)
    def show_journal(self, query: object) -> Any:
        """A journal's page."""
        return self.app.query(partial(show_journal, ring=self._ring()), contract.ShowJournal, query)

    @rpc(expected_exceptions=Refused)
    def hold_lesson(self, command: object) -> Any:
        """Add a lesson."""
        return self.app.command(partial(hold_lesson, ring=self._ring()), contract.HoldLesson, command)

    @rpc(expected_exceptions=Refused)
    def record_marks(self, command: object) -> Any:
        """Record marks; the answer's values are read after it, for none may be kept in clear."""
        record, complete = partial(record_marks, ring=self._ring()), partial(complete_answer, ring=self._ring())
        return self.app.command(record, contract.RecordMarks, command, complete=complete)

    @rpc(expected_exceptions=Refused)
    def show_history(self, query: object) -> Any:
        """Every version of a cell."""
        return self.app.query(partial(show_history, ring=self._ring()), contract.ShowHistory, query)

    @rpc(expected_exceptions=Refused)
    def examine_change(self, query: object) -> Any:
        """Whether a change may be asked for."""
        return self.app.query(partial(examine_change, ring=self._ring()), contract.ExamineChange, query)

    @rpc(expected_exceptions=Refused)
    def open_change(self, query: object) -> Any:
        """From what to what, for who may see the journal's marks."""
        return self.app.query(partial(open_change, ring=self._ring()), contract.OpenChange, query)

    @rpc(expected_exceptions=Refused)
    def record_make_up(self, command: object) -> Any:
        """Enter a make-up mark that a warrant permits."""
        return self.app.command(partial(record_make_up, ring=self._ring()), contract.RecordMakeUp, command)

    @rpc(expected_exceptions=Refused)
    def withdraw_journals(self, command: object) -> Any:
        """Undo what a contingent opened."""
        return self.app.command(withdraw_journals, contract.WithdrawJournals, command)

    @rpc(expected_exceptions=Refused)
    def republish(self, command: object) -> Any:
        """Emit every lesson again."""
        return self.app.command(republish, contract.Republish, command)

    @rpc
    def health(self, query: object = None) -> Any:
        """How this service is."""
        del query
        return self.app.health()

    def _ring(self) -> KeyRing:
        return sealing.ring(self.app.runtime.config.keys)
