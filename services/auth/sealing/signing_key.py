"""The key that signs what people are and what opens their accounts; it lies in no database (¶4)."""

from functools import cache
from pathlib import Path

from sqlalchemy.orm import object_session

from services.auth.store.models import Person
from services.common.security.tokens import TokenSigner, TokenVerifier
from services.common.storage.unit_of_work import KEYS

#: Signed statements, of each sort, whose signature need not be checked again.
MOST_KNOWN = 5000


def signer(keys: Path) -> TokenSigner:
    """Signs with the key in the folder."""
    return TokenSigner.from_file(keys / "token-signing.pem")


@cache
def verifier(keys: Path) -> TokenVerifier:
    """Verifies what auth has signed."""
    return TokenVerifier.from_file(keys / "token-verify.pem")


def keys_of(person: Person) -> Path:
    """The folder of keys of the transaction in which the person was read or added."""
    session = object_session(person)
    assert session is not None, "a person that was read or added"
    keys: Path = session.info[KEYS]
    return keys
