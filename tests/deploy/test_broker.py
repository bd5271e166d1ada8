"""The private broker."""

import pytest
from amqp.exceptions import AccessRefused
from kombu import Connection


def test_a_private_broker_takes_our_user(broker: str) -> None:
    """A node of our own accepts the user made for it."""
    with Connection(broker) as connection:
        assert connection.connect() is not None


def test_a_private_broker_refuses_the_default_user(broker: str) -> None:
    """Nobody enters with the password everybody knows (¶9)."""
    port = Connection(broker).port
    with Connection(f"amqp://guest:guest@127.0.0.1:{port}/") as connection, pytest.raises(AccessRefused):
        connection.connect()
