"""What concerns one cadet in one journal is sealed under a key of its own, derived from the journal's (¶5).

Who holds the journal's key can derive it; a cadet who is given it opens the own marks and nothing else.
"""

from collections.abc import Mapping
from typing import Any

from services.gradebook.contract import Value
from services.gradebook.sealing.generations import CADETS_FORMAT, Generations

#: To how many bytes each mark is padded, so that its size tells nothing.
PADDED = 8


class CadetKey:
    """Seals and opens what concerns a cadet in a journal; of as many generations as the journal's key."""

    def __init__(self, journal: str, cadet: str, generations: Mapping[int, bytes]) -> None:
        self._journal, self._cadet = journal, cadet
        self._raw = dict(generations)
        self._ciphers = Generations(generations, CADETS_FORMAT)

    def __repr__(self) -> str:
        return f"CadetKey({self._journal!r}, {self._cadet!r}, …)"

    @property
    def generations(self) -> Mapping[int, bytes]:
        """Every generation's 32 bytes, to be sealed to the cadet."""
        return self._raw

    def seal_mark(self, lesson: str, version: int, value: Value) -> bytes:
        """The sealed value of one version of one of the cadet's cells."""
        return self.seal(f"mark/{lesson}/{version}", value, PADDED)

    def open_mark(self, lesson: str, version: int, sealed: bytes) -> Value:
        """The value again. Raises ``SealBrokenError``."""
        value: Value = self.open(f"mark/{lesson}/{version}", sealed)
        return value

    def seal_make_up(self, lesson: str, number: int, value: Value) -> bytes:
        """The sealed make-up mark that stands beside one of the cadet's cells (¶19)."""
        return self.seal(f"make-up/{lesson}/{number}", value, PADDED)

    def open_make_up(self, lesson: str, number: int, sealed: bytes) -> Value:
        """The make-up mark again. Raises ``SealBrokenError``."""
        value: Value = self.open(f"make-up/{lesson}/{number}", sealed)
        return value

    def seal(self, what: str, value: Any, length: int) -> bytes:
        """Seal what JSON can say, padded to at least ``length`` bytes; ``what`` names it among what is so sealed."""
        return self._ciphers.seal(value, self._context(what), length)

    def open(self, what: str, sealed: bytes) -> Any:
        """The value again. Raises ``SealBrokenError``."""
        return self._ciphers.open(sealed, self._context(what))

    def _context(self, what: str) -> str:
        return f"cadet/{self._journal}/{self._cadet}/{what}"
