"""What the services say they do is what they do."""

import importlib
from types import ModuleType

import pytest

from services.common import errors
from tests.architecture.source import SERVICES, python_files, refusal_codes, strings


def _contract(service: str) -> ModuleType:
    return importlib.import_module(f"services.{service}.contract")


@pytest.mark.parametrize("service", SERVICES)
def test_every_refusal_is_in_the_contract(service: str) -> None:
    """A service refuses with no code that its contract does not list."""
    known = {*_contract(service).REFUSALS, *errors.REFUSALS, *getattr(_contract(service), "ROW_ERRORS", ())}
    used = {code for path in python_files(f"services/{service}") for code in refusal_codes(path)}
    assert set() == used - known


@pytest.mark.parametrize("service", SERVICES)
def test_every_refusal_of_the_contract_is_used(service: str) -> None:
    """A contract lists no code that nothing refuses with."""
    files = [path for path in python_files(f"services/{service}") if path.name != "contract.py"]
    said = {text for path in files for text in strings(path)}
    assert set() == set(_contract(service).REFUSALS) - said


@pytest.mark.parametrize("service", SERVICES)
def test_every_event_taken_in_is_one_that_its_owner_emits_in_that_shape(service: str) -> None:
    """A subscription names an event of another service's contract, with the contract's own dataclass."""
    emitted = {name: shape for owner in SERVICES for name, shape in _contract(owner).EVENTS.items()}
    handlers = importlib.import_module(f"services.{service}.replicas").HANDLERS
    assert {name: emitted.get(name) for name in handlers} == {name: each.shape for name, each in handlers.items()}
