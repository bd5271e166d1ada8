"""A time zone is what the pinned package says, whatever stands on the machine."""

import os
import shutil
import subprocess
import sys
from datetime import datetime
from importlib.resources import as_file, files
from pathlib import Path

import pytest
import tzdata

from deploy.system import ROOT
from services.common.clocks import zones

#: What is asked for is not what the machine has under its name.
ASKED, WRONG = "Asia/Almaty", "Asia/Kathmandu"
#: Each way in which the product comes to a zone: a service's and the gateway's clock, and a command's.
WAYS = (
    "from services.common.runtime import config; zone = config.load({'JURNAL_AMQP_URI': ''}).clock().now().tzinfo",
    "from gateway.app import create_app; from services.common.runtime import config;"
    " zone = create_app(config.load({'JURNAL_AMQP_URI': ''})).state.clock.now().tzinfo",
    "import zoneinfo; zoneinfo.ZoneInfo('Asia/Almaty'); from services.common.runtime import config;"
    " zone = config.load({'JURNAL_AMQP_URI': ''}).zone",
)


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """A machine's folder of time zones in which Almaty is at +05:45."""
    place = tmp_path / ASKED
    place.parent.mkdir()
    with as_file(files("tzdata") / "zoneinfo" / WRONG) as path:
        shutil.copy(path, place)
    return tmp_path


@pytest.mark.parametrize("way", WAYS)
def test_the_machines_zones_are_not_asked(machine: Path, way: str) -> None:
    """¶17: else a window closes an hour late on a server that is not updated: Almaty is at +05:00 since 2024-03-01."""
    told = {**os.environ, "PYTHONTZPATH": str(machine), "PYTHONPATH": str(ROOT)}
    ask = f"{way}; from datetime import datetime; print(datetime(2026, 10, 5, tzinfo=zone).isoformat())"
    done = subprocess.run([sys.executable, "-c", ask], env=told, capture_output=True, text=True, check=False)
    assert (0, "2026-10-05T00:00:00+05:00") == (done.returncode, done.stdout.strip()), done.stderr


def test_almaty_has_been_at_five_hours_since_its_change() -> None:
    """Data older than 2024a does not know it."""
    days = (datetime(2024, 2, 29, 12), datetime(2024, 3, 1, 12))
    offsets = [day.replace(tzinfo=zones.zone(ASKED)).isoformat()[-6:] for day in days]
    assert ["+06:00", "+05:00"] == offsets


def test_the_data_has_a_version() -> None:
    """That of the zone database, as readiness says it."""
    assert tzdata.IANA_VERSION == zones.VERSION
