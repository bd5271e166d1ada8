"""``deploy.run`` is ended, and nothing stays behind."""

import signal
from pathlib import Path

import pytest

from tests.deploy.running import processes_of, said, started


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_leaves_no_child_behind(tmp_path: Path, number: signal.Signals) -> None:
    """Services, gateway, broker and its name server all end.

    It is an academy's own journal, open to the whole network, behind a proxy that speaks TLS.
    """
    with started(tmp_path, "--no-demo", JURNAL_HOST="0.0.0.0", JURNAL_TRUSTED_PROXIES="10.0.0.1") as process:
        assert said(process, "ready ").startswith("ready http://127.0.0.1:")
        assert processes_of(tmp_path)
        process.send_signal(number)
        assert 0 == process.wait(60)
        assert [] == processes_of(tmp_path)
