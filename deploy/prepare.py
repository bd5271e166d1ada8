"""``python -m deploy.prepare``: keys, the newest schemas and the queues, before services and gateway start."""

import sys

from deploy.keys import make_keys
from deploy.topology import subscriptions
from services.common.messaging import topology
from services.common.runtime import config, own_files
from services.common.storage.migrate import upgrade


def prepare(known: config.Config) -> None:
    """Make or bring up to date what is missing; what is there stays."""
    own_files.keep(known.data)
    known.data.mkdir(parents=True, exist_ok=True)
    make_keys(known.keys)
    for service in config.SERVICES:
        upgrade(service, known.database(service))
    topology.declare(known.amqp_uri, subscriptions())


if __name__ == "__main__":
    try:
        prepare(config.load())
    except config.ConfigError as error:
        sys.exit(str(error))
