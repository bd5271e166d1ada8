"""A cadet's own marks, opened with the cadet's key of a journal and nothing else (¶3, ¶5)."""

from collections.abc import Collection, Mapping

from services.common.security.sealing import SealBrokenError
from services.gradebook.contract import Value
from services.gradebook.sealing.cadet_key import CadetKey
from services.gradebook.sealing.generations import CADETS_FORMAT
from services.gradebook.store.cadet_keys import CopyPlace, mark_subject


class WaitingError(Exception):
    """Nobody has shared what opens the mark, or sealed it for the cadet, since it was written."""


class OwnMarks:
    """Opens what is sealed for the cadet, in its place or once more beside it.

    Raises ``SealBrokenError`` for a mark that was altered, as whoever had the journal open has told of those in
    ``broken``, and ``WaitingError`` for one that the next opening of the journal brings.
    """

    def __init__(self, key: CadetKey, copies: Mapping[CopyPlace, bytes], broken: Collection[str]) -> None:
        self._key, self._copies, self._broken = key, copies, broken

    def open(self, lesson: str, cadet: str, version: int, sealed: bytes) -> Value:
        """The value of one version of one of the cadet's cells."""
        return self._key.open_mark(lesson, version, self._for_cadet(sealed, cadet, (lesson, False, version)))

    def open_make_up(self, lesson: str, cadet: str, number: int, sealed: bytes) -> Value:
        """The make-up mark that stands beside a cell."""
        return self._key.open_make_up(lesson, number, self._for_cadet(sealed, cadet, (lesson, True, number)))

    def _for_cadet(self, sealed: bytes, cadet: str, place: CopyPlace) -> bytes:
        lesson, make_up, number = place
        if mark_subject(lesson, cadet, number, make_up=make_up) in self._broken:
            raise SealBrokenError("with the journal's key too")
        found = sealed if sealed[:1] == CADETS_FORMAT else self._copies.get(place, b"")
        if not self._key.has_generation_of(found):
            raise WaitingError
        return found
