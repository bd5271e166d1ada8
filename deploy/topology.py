"""Declares the exchanges and every service's queue: ``python -m deploy.topology``, before the services start."""

import importlib

from services.common.messaging import topology
from services.common.runtime import config


def subscriptions() -> dict[str, list[str]]:
    """Which service takes in which events, read from the services themselves."""
    modules = {name: importlib.import_module(f"services.{name}.subscriptions") for name in config.SERVICES}
    return {name: sorted(module.HANDLERS) for name, module in modules.items() if module.HANDLERS}


if __name__ == "__main__":
    topology.declare(config.load().amqp_uri, subscriptions())
