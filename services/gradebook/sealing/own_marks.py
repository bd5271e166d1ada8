"""A cadet's own marks, opened with the cadet's key of a journal and nothing else (¶3, ¶5)."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from services.common.security.sealing import SealBrokenError
from services.gradebook.contract import Value
from services.gradebook.sealing.cadet_key import CadetKey
from services.gradebook.sealing.generations import CADETS_FORMAT
from services.gradebook.store import cadet_keys


def marks_waiting(session: Session, journal: str, cadets: Collection[str]) -> Sequence[Any]:
    """The cadets' marks in a journal that nobody has sealed for them yet."""
    return cadet_keys.marks_without_copy(session, [journal], cadets, CADETS_FORMAT)


class OwnMarks:
    """Opens what is sealed for the cadet, in its place or once more beside it; raises ``SealBrokenError``."""

    def __init__(self, key: CadetKey, copies: Mapping[tuple[str, bool, int], bytes]) -> None:
        self._key, self._copies = key, copies

    def open(self, lesson: str, _cadet: str, version: int, sealed: bytes) -> Value:
        """The value of one version of one of the cadet's cells."""
        return self._key.open_mark(lesson, version, self._for_cadet(sealed, (lesson, False, version)))

    def open_make_up(self, lesson: str, _cadet: str, number: int, sealed: bytes) -> Value:
        """The make-up mark that stands beside a cell."""
        return self._key.open_make_up(lesson, number, self._for_cadet(sealed, (lesson, True, number)))

    def _for_cadet(self, sealed: bytes, place: tuple[str, bool, int]) -> bytes:
        if sealed[:1] == CADETS_FORMAT:
            return sealed
        if place not in self._copies:
            raise SealBrokenError("not sealed for the cadet")
        return self._copies[place]
