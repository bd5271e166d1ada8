"""What the services say they do is what they do."""

import importlib
import re
from types import ModuleType

import pytest

from tests.architecture.source import ROOT, SERVICES, python_files


def _contract(service: str) -> ModuleType:
    return importlib.import_module(f"services.{service}.contract")


@pytest.mark.parametrize("service", SERVICES)
def test_every_event_taken_in_is_one_that_its_owner_emits_in_that_shape(service: str) -> None:
    """A subscription names an event of another service's contract, with the contract's own dataclass."""
    emitted = {name: shape for owner in SERVICES for name, shape in _contract(owner).EVENTS.items()}
    handlers = importlib.import_module(f"services.{service}.subscriptions").HANDLERS
    assert {name: emitted.get(name) for name in handlers} == {name: each.shape for name, each in handlers.items()}


@pytest.mark.parametrize("service", SERVICES)
def test_a_contract_offers_nothing_that_nobody_uses(service: str) -> None:
    """What a contract of several modules names as its public face is named elsewhere too."""
    contract = ROOT / "services" / service / "contract"
    files = (path for path in python_files("services", "gateway", "deploy", "tests") if contract not in path.parents)
    used = {word for path in files for word in re.findall(r"\w+", path.read_text(encoding="utf-8"))}
    assert [] == [name for name in getattr(_contract(service), "__all__", ()) if name not in used]
