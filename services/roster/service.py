"""roster's entrypoints on the bus. Each calls one use case."""

from typing import Any

from nameko.rpc import RpcProxy, rpc

from services.common.errors import Refused
from services.common.messaging.rpc import ask
from services.common.runtime.app import App
from services.common.storage.checks import ListDamages, list_damages
from services.gradebook import refusals as gradebook
from services.gradebook.contract import SERVICE as GRADEBOOK
from services.roster import contract
from services.roster.consistency import contradictions
from services.roster.refusals import Reasons
from services.roster.subscriptions import HANDLERS
from services.roster.usecases.apply_contingent import apply_contingent
from services.roster.usecases.apply_notice import apply_notice
from services.roster.usecases.create_faculty import create_faculty
from services.roster.usecases.create_term import create_term
from services.roster.usecases.file_notice import file_notice
from services.roster.usecases.list_contingents import list_contingents
from services.roster.usecases.list_frame import list_frame
from services.roster.usecases.list_groups import list_groups
from services.roster.usecases.list_notices import list_notices
from services.roster.usecases.make_template import make_template
from services.roster.usecases.republish import republish
from services.roster.usecases.return_contingent import return_contingent
from services.roster.usecases.return_notice import return_notice
from services.roster.usecases.settle_contingent import settle_contingent
from services.roster.usecases.show_contingent import show_contingent
from services.roster.usecases.show_group import show_group
from services.roster.usecases.show_notice import show_notice
from services.roster.usecases.submit_contingent import submit_contingent
from services.roster.usecases.undo_contingent import UndoStep, begin, cancel, finish
from services.roster.usecases.upload_contingent import ReadUpload, read_upload, upload_contingent
from services.roster.usecases.withdraw_notice import withdraw_notice

#: Half of what a caller of ours waits, so that there is an answer while somebody listens; unheard by then, a call
#: lapses, so that nothing is withdrawn long after somebody has given up.
GRADEBOOK_SECONDS = 5


class Service:
    """The service of groups, cadets and terms: who is where, since when."""

    name = contract.SERVICE
    app = App(HANDLERS, contradictions)
    gradebook = RpcProxy(GRADEBOOK, expiration=GRADEBOOK_SECONDS)

    @rpc(expected_exceptions=Refused)
    def create_faculty(self, command: object) -> Any:
        """Add a faculty."""
        return self.app.command(create_faculty, contract.CreateFaculty, command)

    @rpc(expected_exceptions=Refused)
    def create_term(self, command: object) -> Any:
        """Add a term."""
        return self.app.command(create_term, contract.CreateTerm, command)

    @rpc(expected_exceptions=Refused)
    def list_frame(self, query: object) -> Any:
        """List faculties and terms."""
        return self.app.query(list_frame, contract.ListFrame, query)

    @rpc(expected_exceptions=Refused)
    def list_groups(self, query: object) -> Any:
        """List groups."""
        return self.app.query(list_groups, contract.ListGroups, query)

    @rpc(expected_exceptions=Refused)
    def show_group(self, query: object) -> Any:
        """Show a group."""
        return self.app.query(show_group, contract.ShowGroup, query)

    @rpc(expected_exceptions=Refused)
    def make_template(self, query: object) -> Any:
        """Make the spreadsheet to fill in for a contingent."""
        return self.app.query(make_template, contract.MakeTemplate, query)

    @rpc(expected_exceptions=Refused)
    def upload_contingent(self, command: object) -> Any:
        """Read a file outside any transaction that writes, then keep it as a draft."""
        read = self.app.query(read_upload, contract.UploadContingent, command)
        return self.app.command(upload_contingent, ReadUpload, read)

    @rpc(expected_exceptions=Refused)
    def list_contingents(self, query: object) -> Any:
        """List submissions."""
        return self.app.query(list_contingents, contract.ListContingents, query)

    @rpc(expected_exceptions=Refused)
    def show_contingent(self, query: object) -> Any:
        """Show a submission."""
        return self.app.query(show_contingent, contract.ShowContingent, query)

    @rpc(expected_exceptions=Refused)
    def settle_contingent(self, command: object) -> Any:
        """Choose between names that look alike."""
        return self.app.command(settle_contingent, contract.SettleContingent, command)

    @rpc(expected_exceptions=Refused)
    def submit_contingent(self, command: object) -> Any:
        """Hand a draft to IT."""
        return self.app.command(submit_contingent, contract.DecideContingent, command)

    @rpc(expected_exceptions=Refused)
    def apply_contingent(self, command: object) -> Any:
        """Apply a submission."""
        return self.app.command(apply_contingent, contract.DecideContingent, command)

    @rpc(expected_exceptions=Refused)
    def return_contingent(self, command: object) -> Any:
        """Return a submission."""
        return self.app.command(return_contingent, contract.DecideContingent, command)

    @rpc(expected_exceptions=Refused)
    def undo_contingent(self, command: object) -> Any:
        """Undo a submission, when the gradebook agrees."""
        request = self.app.command(begin, UndoStep, command)
        if request["journals"]:
            self._withdraw(request, command)
        return self.app.command(finish, contract.DecideContingent, command)

    @rpc(expected_exceptions=Refused)
    def list_notices(self, query: object) -> Any:
        """List notices: changes of groups' composition."""
        return self.app.query(list_notices, contract.ListNotices, query)

    @rpc(expected_exceptions=Refused)
    def show_notice(self, query: object) -> Any:
        """Show a notice."""
        return self.app.query(show_notice, contract.ShowNotice, query)

    @rpc(expected_exceptions=Refused)
    def file_notice(self, command: object) -> Any:
        """File a notice that a group's composition changes."""
        return self.app.command(file_notice, contract.FileNotice, command)

    @rpc(expected_exceptions=Refused)
    def apply_notice(self, command: object) -> Any:
        """Apply a notice."""
        return self.app.command(apply_notice, contract.ApplyNotice, command)

    @rpc(expected_exceptions=Refused)
    def return_notice(self, command: object) -> Any:
        """Return a notice with a reason."""
        return self.app.command(return_notice, contract.ReturnNotice, command)

    @rpc(expected_exceptions=Refused)
    def withdraw_notice(self, command: object) -> Any:
        """Withdraw a notice."""
        return self.app.command(withdraw_notice, contract.WithdrawNotice, command)

    @rpc(expected_exceptions=Refused)
    def republish(self, command: object) -> Any:
        """Tell the other services the state of every group and journal again."""
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

    def _withdraw(self, request: Any, command: object) -> None:
        try:
            ask(self.gradebook.withdraw_journals, request, GRADEBOOK_SECONDS)
        except Refused as refused:
            self.app.command(cancel, UndoStep, command)
            if refused.refusal.code != gradebook.Reasons.journal_has_marks.code:
                raise
            raise Reasons.contingent_in_use.refused() from None
