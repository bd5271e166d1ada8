"""Declares the exchanges and every service's queue: ``python -m deploy.topology``, before the services start."""

from services.common.messaging import topology
from services.common.runtime import config
from services.common.runtime.modules import module_of


def subscriptions() -> dict[str, list[str]]:
    """Which service takes in which events, read from the services themselves."""
    handlers = {name: module_of(name, "subscriptions").HANDLERS for name in config.SERVICES}
    return {name: sorted(each) for name, each in handlers.items() if each}


if __name__ == "__main__":
    topology.declare(config.load().amqp_uri, subscriptions())
