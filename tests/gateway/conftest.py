"""A tiny service on a broker where no service of ours runs."""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from deploy.processes import Child, Supervisor
from tests.support.node import Node


@dataclass(frozen=True)
class Tiny:
    """The broker, and who keeps the tiny service running on it."""

    node: Node
    supervisor: Supervisor


@pytest.fixture(scope="module")
def tiny(node: Node, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tiny]:
    """The tiny service, running."""
    supervisor = Supervisor()
    supervisor.start(_tiny_service(node.uri, tmp_path_factory.mktemp("tiny")))
    yield Tiny(node, supervisor)
    supervisor.kill()


def _tiny_service(uri: str, folder: Path) -> Child:
    command = [sys.executable, "-m", "tests.gateway.tiny_service"]
    return Child("tiny", command, {**os.environ, "JURNAL_AMQP_URI": uri}, folder / "tiny.log")
