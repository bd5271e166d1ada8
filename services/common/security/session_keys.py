"""A person's private key on its way from auth to the gradebook, beside an access token; nobody between can open it."""

from base64 import b64decode, b64encode
from binascii import Error as Base64Error

from services.common.security import sealing
from services.common.security.sealing import PrivateKey, SealBrokenError


def hand_over(private: PrivateKey, session: str, gradebook_public: bytes) -> str:
    """Sealed to the gradebook, bound to the session; base64."""
    return b64encode(sealing.seal_to(gradebook_public, private.raw(), _place(session))).decode()


def take_over(sealed: str, session: str, gradebook_private: PrivateKey) -> PrivateKey:
    """What auth has handed over in the session. Raises ``SealBrokenError``."""
    try:
        return PrivateKey(gradebook_private.open(b64decode(sealed, validate=True), _place(session)))
    except (Base64Error, ValueError):
        raise SealBrokenError("not base64") from None


def _place(session: str) -> str:
    return f"session-key/{session}"
