"""What a password must be (¶5): long, and nothing that a colleague would try first."""

import unicodedata
from collections.abc import Iterable

from services.common.errors import Refusal

SHORTEST = 12
#: bcrypt reads no more; a longer one is refused, not cut.
LONGEST_BYTES = 72

#: Beginnings of what people type when told to choose twelve characters.
COMMON = (
    "password", "парол", "құпиясөз", "qwerty", "йцукен", "123456", "987654", "abcdef", "абвгд", "admin", "админ",
    "welcome", "letmein", "iloveyou", "kazakhstan", "қазақстан", "казахстан", "qostanai", "қостанай", "костанай",
    "academy", "академия", "jurnal", "журнал", "police", "полиция",
)  # fmt: skip


def normalised(password: str) -> str:
    """NFC, so that the same password typed on another keyboard is the same."""
    return unicodedata.normalize("NFC", password)


def length_refusal(password: str) -> Refusal | None:
    """¶5: at least ``SHORTEST`` characters, at most what bcrypt reads."""
    text = normalised(password)
    if len(text) < SHORTEST:
        return Refusal("invalid", "password_too_short", "¶5", {"shortest": str(SHORTEST)})
    if len(text.encode()) > LONGEST_BYTES:
        return Refusal("invalid", "password_not_allowed", "¶5")
    return None


def weakness(password: str, own_words: Iterable[str]) -> Refusal | None:
    """¶5: why a password may not be chosen; ``own_words`` are the login and the names, which it may not hold."""
    if refusal := length_refusal(password):
        return refusal
    is_guessable = _is_guessable(normalised(password).casefold(), own_words)
    return Refusal("invalid", "password_not_allowed", "¶5") if is_guessable else None


def _is_guessable(text: str, own_words: Iterable[str]) -> bool:
    words = (normalised(word).casefold() for word in own_words)
    return (
        len(set(text)) < SHORTEST // 2
        or any(text.startswith(common) for common in COMMON)
        or any(len(word) > 2 and word in text for word in words)
    )
