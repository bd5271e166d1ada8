"""The modules of a service that are found by their names."""

import importlib
from types import ModuleType

#: The modules' names in auth and roster.
FORMER = {"consistency": "contradictions", "subscriptions": "replicas"}


def module_of(service: str, name: str) -> ModuleType:
    """The service's module of this name."""
    try:
        return importlib.import_module(f"services.{service}.{name}")
    except ModuleNotFoundError:
        return importlib.import_module(f"services.{service}.{FORMER[name]}")
