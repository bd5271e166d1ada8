"""What concerns one cadet in one journal is sealed under a key of its own, derived from the journal's (¶5).

Who holds the journal's key can derive it; a cadet who is given it opens the own marks and nothing else. It makes no
mark: the proof behind one (``proofs.py``) takes the journal's key.
"""

from collections.abc import Mapping
from typing import Any

from services.gradebook.contract import Value
from services.gradebook.sealing.generations import CADETS_FORMAT, Generations, generation_of
from services.gradebook.sealing.proofs import without_proof

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

    def has_generation_of(self, sealed: bytes) -> bool:
        """Whether the cadet was given what opens this."""
        return generation_of(sealed) in self._raw

    def open_mark(self, lesson: str, version: int, sealed: bytes) -> Value:
        """The value of one version of one of the cadet's cells. Raises ``SealBrokenError``."""
        value: Value = self.open(of_version(lesson, version), without_proof(sealed))
        return value

    def open_make_up(self, lesson: str, number: int, sealed: bytes) -> Value:
        """The make-up mark that stands beside one of the cadet's cells (¶19). Raises ``SealBrokenError``."""
        value: Value = self.open(of_make_up(lesson, number), without_proof(sealed))
        return value

    def seal(self, what: str, value: Any, length: int) -> bytes:
        """Seal what JSON can say, padded to at least ``length`` bytes; ``what`` names it among what is so sealed."""
        return self._ciphers.seal(value, self.context(what), length)

    def open(self, what: str, sealed: bytes) -> Any:
        """The value again. Raises ``SealBrokenError``."""
        return self._ciphers.open(sealed, self.context(what))

    def context(self, what: str) -> str:
        """What it is bound to, and its proof with it."""
        return f"cadet/{self._journal}/{self._cadet}/{what}"


def of_version(lesson: str, version: int) -> str:
    """The name of one version of a cell among what is sealed for its cadet."""
    return f"mark/{lesson}/{version}"


def of_make_up(lesson: str, number: int) -> str:
    """The name of a make-up mark beside a cell."""
    return f"make-up/{lesson}/{number}"
