"""Makes the keys of a deployment: ``python -m deploy.keys``. A key that is there is never replaced.

``token-signing.pem`` (auth alone) and ``token-verify.pem`` (everybody) are Ed25519; ``journal-kek.key`` wraps the
journals' keys (AES-256); ``fingerprint.key`` keys the fingerprints of commands (HMAC-SHA-256).
"""

import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from services.common import config

SECRETS = ("journal-kek.key", "fingerprint.key")


def make_keys(folder: Path) -> None:
    """Make what is missing in ``folder``; files are readable by their owner alone."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in SECRETS:
        _write_once(folder / name, secrets.token_hex(32).encode())
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    _write_once(folder / "token-signing.pem", pem)
    signing = load_pem_private_key((folder / "token-signing.pem").read_bytes(), password=None)
    public = signing.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    _write_once(folder / "token-verify.pem", public)


def _write_once(path: Path, content: bytes) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)


if __name__ == "__main__":
    make_keys(config.load().keys)
