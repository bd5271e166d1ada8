"""Free ports: no client of the machine is given one between its choice and its use."""

import socket
from pathlib import Path

import pytest

from deploy import ports
from deploy.ports import clients, free_ports


def test_no_port_is_one_that_clients_are_given() -> None:
    """A hundred of them, all different."""
    first, last = clients()
    found = free_ports(100)
    assert len({*found}) == 100
    assert not [port for port in found if first <= port <= last]


def test_a_port_in_use_is_not_free(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two ports are left here, of which one is taken."""
    taken, free = sorted(free_ports(2))
    with socket.socket() as one:
        one.bind(("127.0.0.1", taken))
        monkeypatch.setattr(ports, "_possible", lambda: [taken, free])
        assert free_ports(1) == [free]


@pytest.mark.parametrize("said", ["", "many", "1"])
def test_a_system_that_does_not_say_is_taken_for_a_usual_one(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, said: str
) -> None:
    """As Linux is set up."""
    monkeypatch.setattr(ports, "CLIENTS", tmp_path / "range")
    if said:
        (tmp_path / "range").write_text(said)
    assert clients() == (32_768, 60_999)
