"""One demo, started as a newcomer starts it, for all that look at it; whoever ends it comes last."""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.deploy.running import running_demo


@dataclass(frozen=True)
class Demo:
    """Its address, its data folder, its process."""

    address: str
    data: Path
    process: subprocess.Popen[str]


@pytest.fixture(scope="package")
def run_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """Running, with its seven weeks."""
    data = tmp_path_factory.mktemp("demo")
    with running_demo(data) as (address, process):
        yield Demo(address, data, process)
