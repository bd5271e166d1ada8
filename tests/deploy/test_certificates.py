"""The closed network's own authority and its servers' certificates (¶9)."""

import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from deploy.certificates import AUTHORITY, AUTHORITY_KEY, DAYS, CertificateError, make

NOW = datetime(2026, 10, 5, 4, 0, tzinfo=UTC)
HOSTS = {"gateway": ("journal.academy.kz", "10.0.0.5"), "broker": ("10.0.0.6",)}


def _certificate(path: Path) -> x509.Certificate:
    return x509.load_pem_x509_certificate(path.read_bytes())


def _verify(folder: Path, name: str, subject: x509.DNSName | x509.IPAddress, at: datetime = NOW) -> None:
    """As a browser does."""
    store = Store([_certificate(folder / AUTHORITY)])
    verifier = PolicyBuilder().store(store).time(at).build_server_verifier(subject)
    verifier.verify(_certificate(folder / f"{name}.pem"), [])


def _address(text: str) -> x509.IPAddress:
    from ipaddress import ip_address  # noqa: PLC0415

    return x509.IPAddress(ip_address(text))


def test_a_server_is_known_by_each_of_its_names(tmp_path: Path) -> None:
    """By name, by address, and on the machine itself; by no other (¶9)."""
    make(tmp_path, HOSTS, now=NOW)
    for known in (x509.DNSName("journal.academy.kz"), _address("10.0.0.5"), _address("127.0.0.1")):
        _verify(tmp_path, "gateway", known)
    for other in (x509.DNSName("other.academy.kz"), _address("10.0.0.6")):
        with pytest.raises(VerificationError):
            _verify(tmp_path, "gateway", other)


def test_a_certificate_holds_for_a_short_time(tmp_path: Path) -> None:
    """Until its last day, not after it."""
    make(tmp_path, HOSTS, now=NOW)
    _verify(tmp_path, "broker", _address("10.0.0.6"), NOW + timedelta(days=DAYS, hours=-1))
    with pytest.raises(VerificationError):
        _verify(tmp_path, "broker", _address("10.0.0.6"), NOW + timedelta(days=DAYS, hours=1))


def test_renewing_keeps_the_authority(tmp_path: Path) -> None:
    """Nobody has to be told anything: what trusts the authority trusts the new certificate, under a new key."""
    make(tmp_path, HOSTS, now=NOW)
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    later = NOW + timedelta(days=DAYS - 1)
    make(tmp_path, {"broker": HOSTS["broker"]}, now=later, renew=True)
    after = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    assert {"broker.pem", "broker.key"} == {name for name in after if before[name] != after[name]}
    _verify(tmp_path, "broker", _address("10.0.0.6"), later + timedelta(days=DAYS - 1))


def test_nothing_is_written_over(tmp_path: Path) -> None:
    """Neither a host's certificate nor, when its key is kept elsewhere, the authority."""
    make(tmp_path, HOSTS, now=NOW)
    with pytest.raises(CertificateError, match="--renew"):
        make(tmp_path, HOSTS, now=NOW)
    (tmp_path / AUTHORITY_KEY).unlink()
    with pytest.raises(CertificateError, match="put the missing one back"):
        make(tmp_path, {"postgres": ("10.0.0.7",)}, now=NOW)


@pytest.mark.parametrize("name", ["authority", "../broker", "a/b", ""])
def test_a_host_has_a_name_for_its_files(tmp_path: Path, name: str) -> None:
    """No path, and not the authority's own."""
    with pytest.raises(CertificateError, match="not a name"):
        make(tmp_path, {name: ("10.0.0.5",)}, now=NOW)


def test_keys_are_readable_by_their_owner_alone(tmp_path: Path) -> None:
    """The authority's lies in a folder of its own, to be taken away (¶9)."""
    make(tmp_path, HOSTS, now=NOW)
    keys = sorted(tmp_path.rglob("*.key"))
    assert ["authority.key", "broker.key", "gateway.key"] == sorted(path.name for path in keys)
    assert {0o600} == {path.stat().st_mode & 0o777 for path in keys}
    assert 0o700 == (tmp_path / AUTHORITY_KEY).parent.stat().st_mode & 0o777


def test_the_machines_own_tls_takes_them(tmp_path: Path) -> None:
    """OpenSSL loads the chain, and the key fits."""
    make(tmp_path, HOSTS, now=NOW)
    context = ssl.create_default_context(cafile=tmp_path / AUTHORITY)
    context.load_cert_chain(tmp_path / "gateway.pem", tmp_path / "gateway.key")
