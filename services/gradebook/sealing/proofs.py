"""What is sealed for a cadet bears a proof that who sealed it had the journal's key (¶5).

The cadet's key opens the own marks and would seal others as well; a proof it can neither make nor move.
"""

import hmac
from collections.abc import Mapping

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from services.common.security.sealing import KEY_BYTES, SealBrokenError
from services.gradebook.sealing.generations import generation_of

#: HMAC-SHA256, cut to 128 bits.
PROOF_BYTES = 16


class Proofs:
    """Makes and verifies proofs under keys that are derived from a journal's; shows nothing of itself."""

    def __init__(self, journal: str, generations: Mapping[int, bytes]) -> None:
        self._keys = {number: _derived(key, journal) for number, key in generations.items()}

    def proved(self, sealed: bytes, context: str) -> bytes:
        """What is sealed, with its proof."""
        return sealed + self._proof(sealed, context)

    def verify(self, proved: bytes, context: str) -> None:
        """Raises ``SealBrokenError``."""
        sealed, proof = proved[:-PROOF_BYTES], proved[-PROOF_BYTES:]
        if generation_of(sealed) not in self._keys or not hmac.compare_digest(proof, self._proof(sealed, context)):
            raise SealBrokenError("not sealed with the journal's key")

    def _proof(self, sealed: bytes, context: str) -> bytes:
        said = context.encode() + b"\0" + sealed
        return hmac.digest(self._keys[generation_of(sealed)], said, "sha256")[:PROOF_BYTES]


def without_proof(proved: bytes) -> bytes:
    """What is sealed, for who cannot verify the proof."""
    return proved[:-PROOF_BYTES]


def _derived(key: bytes, journal: str) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=f"cadet-proof/{journal}".encode()).derive(key)
