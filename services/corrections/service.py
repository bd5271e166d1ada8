"""corrections on the bus: translate, call one use case."""

from typing import Any

from nameko.rpc import rpc

from services.common.app import App
from services.common.errors import Refused
from services.corrections import contract
from services.corrections.replicas import HANDLERS
from services.corrections.usecases.close_discrepancy import close_discrepancy
from services.corrections.usecases.file_discrepancy import file_discrepancy
from services.corrections.usecases.read_discrepancies import list_discrepancies, show_discrepancy


class Service:
    """What may be changed afterwards, and who said so."""

    name = contract.SERVICE
    app = App(HANDLERS)

    @rpc(expected_exceptions=Refused)
    def file_discrepancy(self, command: object) -> Any:
        """Say that paper and journal differ."""
        return self.app.command(file_discrepancy, contract.FileDiscrepancy, command)

    @rpc(expected_exceptions=Refused)
    def close_discrepancy(self, command: object) -> Any:
        """Close a notice with a reason."""
        return self.app.command(close_discrepancy, contract.CloseDiscrepancy, command)

    @rpc(expected_exceptions=Refused)
    def list_discrepancies(self, query: object) -> Any:
        """The notices the caller may read."""
        return self.app.query(list_discrepancies, contract.ListDiscrepancies, query)

    @rpc(expected_exceptions=Refused)
    def show_discrepancy(self, query: object) -> Any:
        """One notice."""
        return self.app.query(show_discrepancy, contract.ShowDiscrepancy, query)

    @rpc
    def health(self, query: object = None) -> Any:
        """How this service is."""
        del query
        return self.app.health()
