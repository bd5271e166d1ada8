"""Makes the keys of a deployment: ``python -m deploy.keys``. A key that is there stays.

``token-signing.pem`` (auth alone) and ``token-verify.pem`` (everybody) are Ed25519, and so are
``warrant-signing.pem`` (corrections alone) and ``warrant-verify/*.pem`` (everybody; those of former keys stay);
``record-signing.pem`` (gradebook alone) signs the codes of electronic records; ``record-verify/*.pem`` (everybody, and
whoever wants to check a printed record without this system; those of former keys stay).
``fingerprint.key`` keys the fingerprints of commands (HMAC-SHA-256) and seals the answers they got (AES-256-GCM).
``papers.key`` (corrections alone) seals what people write in papers: without it nobody reads that any more.
``gradebook.key`` (gradebook alone) and ``gradebook.pub`` (auth) are X25519, for people's keys on their way to the
gradebook; ``recovery/recovery.key`` opens people's keys when a password is forgotten and is best kept on a medium that
is put in only then; ``recovery.pub`` stays with auth. ``password-index.key`` (auth alone) keys the index that keeps
passwords unique: were it lost, the table ``password_index`` is emptied and fills at sign-ins. ``second-factor.key``
(auth alone) seals what second factors share with telephones, and marks recovery codes.
"""

import argparse
import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from services.common.runtime import config
from services.common.security import own_files, warrants
from services.common.security.sealing import PrivateKey, read_private
from services.common.security.warrants import key_id
from services.gradebook.sealing import record_codes

SECRETS = ("fingerprint.key", "password-index.key", "second-factor.key", "papers.key")
#: Private half, public half, where they lie (X25519, hexadecimal).
RECOVERY_KEY = "recovery/recovery.key"
PAIRS = (("gradebook.key", "gradebook.pub"), (RECOVERY_KEY, "recovery.pub"))

#: The key that signs, and the folder of the public ones (Ed25519): of warrants, of electronic records.
WARRANTS = (warrants.SIGNING_KEY, warrants.VERIFYING_KEYS)
RECORDS = (record_codes.SIGNING_KEY, record_codes.VERIFYING_KEYS)
SIGNING = (WARRANTS, RECORDS)


def make_keys(folder: Path) -> None:
    """Make what is missing in ``folder``; files are readable by their owner alone."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in SECRETS:
        _write_once(folder / name, secrets.token_hex(32).encode())
    for private, public in PAIRS:
        _make_pair(folder / private, folder / public)
    _write_once(folder / "token-signing.pem", _fresh_pem())
    _write_once(folder / "token-verify.pem", _public_pem(_public_half(folder / "token-signing.pem")))
    for signing, verifying in SIGNING:
        _write_once(folder / signing, _fresh_pem())
        _publish(folder / signing, folder / verifying)


def rotate(folder: Path, signing: str, verifying: str) -> None:
    """Sign with a new key, whose public half is there first; what the old one signed stays verifiable."""
    fresh = folder / f"{signing}.new"
    _write_once(fresh, _fresh_pem())
    _publish(fresh, folder / verifying)
    fresh.replace(folder / signing)


def recovery_key_notice(folder: Path) -> str:
    """What to do while the recovery key lies with the other keys; "" once it is gone (¶5)."""
    path = folder / RECOVERY_KEY
    if not path.exists():
        return ""
    return (
        f"the recovery key lies beside the others: {path}\n"
        "  Whoever copies it with the databases reads every mark. Move it to a medium that lies in a safe, keep a\n"
        "  second copy elsewhere, delete it here, and put the medium in only while a forgotten password is answered.\n"
    )


def _publish(signing: Path, verifying: Path) -> None:
    """The public half under its own name, beside those of former keys."""
    verifying.mkdir(exist_ok=True)
    public = _public_half(signing)
    _write_once(verifying / f"{key_id(public)}.pem", _public_pem(public))


def _make_pair(private: Path, public: Path) -> None:
    """A private half that has been taken away is not made anew: its public half says that it is somewhere."""
    if public.exists():
        return
    private.parent.mkdir(exist_ok=True, mode=0o700)
    _write_once(private, PrivateKey.generate().raw().hex().encode())
    _write_once(public, read_private(private).public.hex().encode())


def _fresh_pem() -> bytes:
    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _public_half(path: Path) -> Ed25519PublicKey:
    key = load_pem_private_key(path.read_bytes(), password=None)
    assert isinstance(key, Ed25519PrivateKey)
    return key.public_key()


def _public_pem(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _write_once(path: Path, content: bytes) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)


def main() -> None:
    """Make what is missing, or replace a key that signs."""
    parser = argparse.ArgumentParser(prog="python -m deploy.keys")
    parser.add_argument("--rotate-warrant-key", action="store_true", help="sign warrants with a new key from now on")
    parser.add_argument("--rotate-record-key", action="store_true", help="sign records with a new key from now on")
    options, known = parser.parse_args(), config.load_without_bus()
    own_files.keep(known.data)
    make_keys(known.keys)
    if options.rotate_warrant_key:
        rotate(known.keys, *WARRANTS)
    if options.rotate_record_key:
        rotate(known.keys, *RECORDS)
    print(recovery_key_notice(known.keys), end="")


if __name__ == "__main__":
    main()
