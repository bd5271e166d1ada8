"""A journal's key seals its marks (¶5); how bytes are sealed stands in ``generations.py``.

Journal, lesson, cadet and version are associated data, so that no ciphertext opens in another cell; a grade sheet's
line is sealed for its sheet, revision and cadet. What is sealed is padded to one length, so that its size tells
nothing. Once cadets may sign in, a mark is sealed under its cadet's key, which is derived from the journal's, with a
proof that takes the journal's key itself. How people get a journal's key stands in ``key_ring.py``.
"""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from services.common.security.sealing import KEY_BYTES
from services.gradebook.contract import Value
from services.gradebook.sealing.cadet_key import PADDED, CadetKey, of_make_up, of_version
from services.gradebook.sealing.generations import CADETS_FORMAT, Generations
from services.gradebook.sealing.proofs import Proofs

_PADDED_LINE = 560
#: Marks have few different values: read once each, for reading JSON costs more than opening a seal.
_VALUES = 256


@lru_cache(_VALUES)
def _value(plain: bytes) -> Value:
    value: Value = json.loads(plain)
    return value


class JournalKey:
    """Seals and opens the marks of one journal; what is sealed now is sealed under its newest generation."""

    def __init__(self, journal: str, generations: Mapping[int, bytes]) -> None:
        self._journal = journal
        self._raw = dict(generations)
        self._keys = Generations(generations)
        self._proofs = Proofs(journal, generations)
        self._of_cadets: dict[str, CadetKey] = {}
        self.generation = self._keys.newest

    def __repr__(self) -> str:
        return f"JournalKey({self._journal!r}, …)"

    @property
    def generations(self) -> Mapping[int, bytes]:
        """Every generation's 32 bytes, to be sealed to somebody."""
        return self._raw

    def seal(self, lesson: str, cadet: str, version: int, value: Value, *, for_cadet: bool = False) -> bytes:
        """The sealed value of one version of one cell; ``for_cadet``: so that its cadet can open it too."""
        if for_cadet:
            return self._seal_for(cadet, of_version(lesson, version), value)
        return self._seal(value, self._version_context(lesson, cadet, version))

    def open(self, lesson: str, cadet: str, version: int, sealed: bytes) -> Value:
        """The value again. Raises ``SealBrokenError``."""
        if sealed[:1] == CADETS_FORMAT:
            self._verify_for(cadet, of_version(lesson, version), sealed)
            return self.of_cadet(cadet).open_mark(lesson, version, sealed)
        return _value(self._keys.opened(sealed, self._version_context(lesson, cadet, version)))

    def seal_make_up(self, lesson: str, cadet: str, number: int, value: Value, *, for_cadet: bool = False) -> bytes:
        """The sealed make-up mark that stands beside a cell (¶19); ``for_cadet`` as in ``seal``."""
        if for_cadet:
            return self._seal_for(cadet, of_make_up(lesson, number), value)
        return self._seal(value, f"make-up/{self._journal}/{lesson}/{cadet}/{number}")

    def open_make_up(self, lesson: str, cadet: str, number: int, sealed: bytes) -> Value:
        """The make-up mark again. Raises ``SealBrokenError``."""
        if sealed[:1] == CADETS_FORMAT:
            self._verify_for(cadet, of_make_up(lesson, number), sealed)
            return self.of_cadet(cadet).open_make_up(lesson, number, sealed)
        value: Value = self._open(sealed, f"make-up/{self._journal}/{lesson}/{cadet}/{number}")
        return value

    def seal_change(self, lesson: str, cadet: str, value: Value, make_up: int = 0) -> bytes:
        """The mark that a report asks for, sealed for its cell: it opens as no other one's, nor as a version.

        ``make_up``: for the make-up of that number beside the cell, 0 for the cell itself (¶19).
        """
        return self._seal(value, self._change_context(lesson, cadet, make_up))

    def open_change(self, lesson: str, cadet: str, sealed: bytes, make_up: int = 0) -> Value:
        """The mark asked for again. Raises ``SealBrokenError``."""
        value: Value = self._open(sealed, self._change_context(lesson, cadet, make_up))
        return value

    def seal_line(self, sheet: str, revision: int, cadet: str, line: Mapping[str, Any]) -> bytes:
        """A cadet's line on a revision of a grade sheet, sealed for that place alone (¶2)."""
        return self._seal(line, self._line_context(sheet, revision, cadet), _PADDED_LINE)

    def open_line(self, sheet: str, revision: int, cadet: str, sealed: bytes) -> Any:
        """The line again. Raises ``SealBrokenError``."""
        return self._open(sealed, self._line_context(sheet, revision, cadet))

    def of_cadet(self, cadet: str) -> CadetKey:
        """The key of what concerns this cadet in the journal; whoever gets it opens nothing of another one."""
        if cadet not in self._of_cadets:
            derived = {number: self._derived(key, cadet) for number, key in self._raw.items()}
            self._of_cadets[cadet] = CadetKey(self._journal, cadet, derived)
        return self._of_cadets[cadet]

    def _seal_for(self, cadet: str, what: str, value: Value) -> bytes:
        key = self.of_cadet(cadet)
        return self._proofs.proved(key.seal(what, value, PADDED), key.context(what))

    def _verify_for(self, cadet: str, what: str, sealed: bytes) -> None:
        self._proofs.verify(sealed, self.of_cadet(cadet).context(what))

    def _derived(self, key: bytes, cadet: str) -> bytes:
        info = f"cadet-key/{self._journal}/{cadet}".encode()
        return HKDF(SHA256(), KEY_BYTES, salt=None, info=info).derive(key)

    def _seal(self, value: Any, context: str, length: int = PADDED) -> bytes:
        return self._keys.seal(value, context, length)

    def _open(self, sealed: bytes, context: str) -> Any:
        return self._keys.open(sealed, context)

    def _line_context(self, sheet: str, revision: int, cadet: str) -> str:
        return f"sheet/{self._journal}/{sheet}/{revision}/{cadet}"

    def _change_context(self, lesson: str, cadet: str, make_up: int) -> str:
        beside = f"/make-up/{make_up}" if make_up else ""
        return f"change/{self._journal}/{lesson}/{cadet}{beside}"

    def _version_context(self, lesson: str, cadet: str, version: int) -> str:
        return f"mark/{self._journal}/{lesson}/{cadet}/{version}"
