"""``deploy.run`` is ended, and nothing stays behind; the last to look at the demo of these tests."""

import signal
from pathlib import Path

from tests.deploy.conftest import Demo
from tests.deploy.running import processes_of, said, started


def test_sigterm_leaves_no_child_behind(run_demo: Demo) -> None:
    """Services, gateway, broker and its name server all end."""
    data, process = run_demo.data, run_demo.process
    assert processes_of(data)
    process.send_signal(signal.SIGTERM)
    assert 0 == process.wait(60)
    assert [] == processes_of(data)


def test_ctrl_c_leaves_no_child_behind(tmp_path: Path) -> None:
    """The same, while an academy's own journal is open to the whole network, behind a proxy that speaks TLS."""
    with started(tmp_path, "--no-demo", JURNAL_HOST="0.0.0.0", JURNAL_TRUSTED_PROXIES="10.0.0.1") as process:
        assert said(process, "ready ").startswith("ready http://127.0.0.1:")
        assert processes_of(tmp_path)
        process.send_signal(signal.SIGINT)
        assert 0 == process.wait(60)
        assert [] == processes_of(tmp_path)
