"""Where ``./deploy/run`` asks its gateway: as the settings say."""

from pathlib import Path

import pytest

from deploy.address import address, trust
from deploy.run import arguments
from deploy.system import Deployment


@pytest.mark.parametrize(
    ("host", "asked"),
    [
        ("127.0.0.1", "http://127.0.0.1:8123"),
        ("127.0.0.2", "http://127.0.0.2:8123"),
        ("0.0.0.0", "http://127.0.0.1:8123"),
        ("::", "http://[::1]:8123"),
        ("::1", "http://[::1]:8123"),
        ("localhost", "http://localhost:8123"),
    ],
)
def test_a_gateway_is_asked_where_it_listens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, host: str, asked: str
) -> None:
    """One that listens everywhere, on the machine itself."""
    monkeypatch.setenv("JURNAL_HOST", host)
    assert asked == Deployment(data=tmp_path, port=8123, demo=True, databases={}).address


def test_a_gateway_with_a_certificate_is_asked_over_tls(tmp_path: Path) -> None:
    """Without one there is nothing of its own to trust."""
    for name in ("gateway.pem", "gateway.key"):
        (tmp_path / name).touch()
    files = {"JURNAL_TLS_CERTIFICATE": "gateway.pem", "JURNAL_TLS_KEY": "gateway.key"}
    told = {name: str(tmp_path / file) for name, file in files.items()}
    assert ("https://127.0.0.1:8000", "http://127.0.0.1:8000") == (address(told), address({}))
    assert trust({}) is True


def test_port_and_folder_are_the_settings_unless_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """The README's table holds for ``./deploy/run`` too."""
    monkeypatch.setenv("JURNAL_PORT", "9000")
    monkeypatch.setenv("JURNAL_DATA", "/srv/jurnal")
    for words, port, data in (
        ([], 9000, "/srv/jurnal"),
        (["--port", "9001", "--data", "/srv/other"], 9001, "/srv/other"),
    ):
        assert (port, Path(data)) == (arguments(words).port, arguments(words).data)
