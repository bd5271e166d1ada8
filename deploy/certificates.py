"""A closed network's own authority and the servers' certificates.

``python -m deploy.certificates FOLDER --host gateway=journal.academy.kz,10.0.0.5 --host broker=10.0.0.6 …``

``authority.pem`` is what browsers and every process are told to trust; ``authority/authority.key`` signs, and is best
kept on a medium that is put in only then. For each ``--host NAME=names and addresses`` there are ``NAME.pem`` and
``NAME.key``, good on that machine itself too; a certificate holds for ``DAYS`` and is made anew before with
``--renew``, under the same authority, so that nobody has to be told anything. What is there is not written over.
"""

import argparse
import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

#: Short, for a closed network has no list of revoked ones; browsers take none above 398.
DAYS = 90
AUTHORITY_DAYS = 3650
#: A certificate holds a little before it was made: the clocks of a closed network differ.
SLACK = timedelta(hours=1)
AUTHORITY = "authority.pem"
AUTHORITY_KEY = Path("authority", "authority.key")
THIS_MACHINE = ("localhost", "127.0.0.1")


@dataclass(frozen=True)
class Files:
    """What a server needs to be known by."""

    certificate: Path
    key: Path
    authority: Path

    @classmethod
    def of(cls, folder: Path, name: str) -> "Files":
        """As ``make`` has left them."""
        return cls(folder / f"{name}.pem", folder / f"{name}.key", folder / AUTHORITY)


class CertificateError(Exception):
    """Nothing was made; the text says why."""


@dataclass(frozen=True)
class Authority:
    """Who signs."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def make(folder: Path, hosts: dict[str, tuple[str, ...]], *, now: datetime, renew: bool = False) -> Authority:
    """Make the authority where there is none, and a certificate for each host. Raises ``CertificateError``."""
    _check(folder, hosts, renew)
    authority = _read_authority(folder) if (folder / AUTHORITY).exists() else _make_authority(folder, now)
    for name, addresses in hosts.items():
        key = ec.generate_private_key(ec.SECP256R1())
        certificate = _signed(authority, name, addresses, key, now)
        _write(folder / f"{name}.key", _private_pem(key), over=renew)
        _write(folder / f"{name}.pem", certificate.public_bytes(Encoding.PEM), over=renew, mode=0o644)
    return authority


def _check(folder: Path, hosts: dict[str, tuple[str, ...]], renew: bool) -> None:
    if wrong := [name for name in hosts if not name.isidentifier() or name == "authority"]:
        raise CertificateError(f"not a name for a file: {wrong[0]}")
    there = [name for name in hosts if (folder / f"{name}.pem").exists() or (folder / f"{name}.key").exists()]
    if there and not renew:
        raise CertificateError(f"there already, say --renew to make anew: {', '.join(there)}")
    if (folder / AUTHORITY).exists() != (folder / AUTHORITY_KEY).exists():
        raise CertificateError(f"{AUTHORITY} and {AUTHORITY_KEY} belong together: put the missing one back")


def _make_authority(folder: Path, now: datetime) -> Authority:
    (folder / AUTHORITY_KEY).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Jurnal, {now:%Y-%m-%d}")])
    identifier = x509.SubjectKeyIdentifier.from_public_key(key.public_key())
    builder = _builder(name, name, key, now, AUTHORITY_DAYS)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(signs_certificates=True), critical=True)
    certificate = builder.add_extension(identifier, critical=False).sign(key, SHA256())
    _write(folder / AUTHORITY_KEY, _private_pem(key))
    _write(folder / AUTHORITY, certificate.public_bytes(Encoding.PEM), mode=0o644)
    return Authority(certificate, key)


def _read_authority(folder: Path) -> Authority:
    key = load_pem_private_key((folder / AUTHORITY_KEY).read_bytes(), password=None)
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return Authority(x509.load_pem_x509_certificate((folder / AUTHORITY).read_bytes()), key)


def _signed(
    authority: Authority, name: str, addresses: Iterable[str], key: ec.EllipticCurvePrivateKey, now: datetime
) -> x509.Certificate:
    """A server's certificate; a service shows it to the broker as its own too, where that asks."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    both = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.CLIENT_AUTH])
    names = x509.SubjectAlternativeName([_general(each) for each in dict.fromkeys((*addresses, *THIS_MACHINE))])
    signer = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.key.public_key())
    builder = _builder(subject, authority.certificate.subject, key, now, DAYS)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(signs_certificates=False), critical=True)
    builder = builder.add_extension(both, critical=False).add_extension(names, critical=False)
    return builder.add_extension(signer, critical=False).sign(authority.key, SHA256())


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, now: datetime, days: int
) -> x509.CertificateBuilder:
    return x509.CertificateBuilder(
        issuer_name=issuer,
        subject_name=subject,
        public_key=key.public_key(),
        serial_number=x509.random_serial_number(),
        not_valid_before=now - SLACK,
        not_valid_after=now + timedelta(days=days),
    )


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _general(text: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(text))
    except ValueError:
        return x509.DNSName(text)


def _private_pem(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _write(path: Path, content: bytes, *, over: bool = False, mode: int = 0o600) -> None:
    """All of it or nothing; never over what is there unless asked."""
    fresh = path.with_name(f"{path.name}.new") if over else path
    fresh.unlink(missing_ok=True) if over else None
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(content)
    if over:
        fresh.replace(path)


def _host(text: str) -> tuple[str, tuple[str, ...]]:
    name, _, addresses = text.partition("=")
    if not addresses:
        raise argparse.ArgumentTypeError(f"not NAME=host,address: {text}")
    return name, tuple(addresses.split(","))


def main() -> None:
    """Do what the command line asks."""
    parser = argparse.ArgumentParser(prog="python -m deploy.certificates")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--host", type=_host, action="append", required=True, metavar="NAME=HOST,ADDRESS")
    parser.add_argument("--renew", action="store_true", help="make these anew, under the same authority")
    options = parser.parse_args()
    try:
        make(options.folder, dict(options.host), now=datetime.now(UTC), renew=options.renew)
    except (CertificateError, ValueError) as error:
        sys.exit(str(error))
    print(f"made; each holds for {DAYS} days. Take {options.folder / AUTHORITY_KEY} to a medium of its own.")


if __name__ == "__main__":
    main()
