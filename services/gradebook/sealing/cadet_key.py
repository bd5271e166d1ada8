"""What concerns one cadet in one journal is sealed under a key of its own, derived from the journal's (¶5).

Who holds the journal's key can derive it; a cadet who is given it opens the own marks and nothing else.
"""

from collections.abc import Mapping
from typing import Any

from services.gradebook.sealing.generations import Generations


class CadetKey:
    """Seals and opens what concerns a cadet in a journal; of as many generations as the journal's key."""

    def __init__(self, journal: str, cadet: str, generations: Mapping[int, bytes]) -> None:
        self._journal, self._cadet = journal, cadet
        self._raw = dict(generations)
        self._ciphers = Generations(generations)

    def __repr__(self) -> str:
        return f"CadetKey({self._journal!r}, {self._cadet!r}, …)"

    @property
    def generations(self) -> Mapping[int, bytes]:
        """Every generation's 32 bytes, to be sealed to the cadet."""
        return self._raw

    def seal(self, what: str, value: Any, length: int) -> bytes:
        """Seal what JSON can say, padded to at least ``length`` bytes; ``what`` names it among what is so sealed."""
        return self._ciphers.seal(value, self._context(what), length)

    def open(self, what: str, sealed: bytes) -> Any:
        """The value again. Raises ``SealBrokenError``."""
        return self._ciphers.open(sealed, self._context(what))

    def _context(self, what: str) -> str:
        return f"cadet/{self._journal}/{self._cadet}/{what}"
