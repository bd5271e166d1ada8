"""What a password must be (¶5): long, and nothing that a colleague or a list of leaked ones would try first."""

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator

from services.auth.domain.spelling import spelled
from services.auth.refusals import Reasons
from services.common.errors import Refusal
from services.common.text.normalization import composed

SHORTEST = 12
#: A sentence fits; more is somebody's file.
LONGEST = 200
#: The same before it is composed: no composed letter is typed as more than four signs.
LONGEST_TYPED = 4 * LONGEST
#: How many letters and digits have to be left of a password without everything that is known in an academy.
SHORTEST_OWN_PART = 6
#: A word of a name or login shorter than this may stand in a password by chance.
SHORTEST_NAME = 3

#: Beginnings of what people type when told to choose twelve characters.
COMMON = (
    "password", "парол", "құпиясөз", "qwerty", "йцукен", "123456", "987654", "abcdef", "абвгд", "admin", "админ",
    "welcome", "letmein", "iloveyou", "kazakhstan", "қазақстан", "казахстан", "qazaqstan", "qostanai", "қостанай",
    "костанай", "kostanay", "academy", "академия", "jurnal", "журнал", "police", "полиция", "фывапр", "asdfgh",
    "zxcvbn", "ячсмит", "1q2w3e", "qazwsx", "йфяцыч", "менің атым", "меня зовут", "алматы", "almaty",
    "астана", "astana",
)  # fmt: skip
#: Words of every academy: they do not make a password longer.
OF_AN_ACADEMY = (
    "академия", "academy", "akademia", "akademiya", "журнал", "jurnal", "zhurnal", "journal", "полиция", "police",
    "курсант", "cadet", "kursant", "факультет", "faculty", "кафедра", "оқытушы", "преподаватель", "teacher",
    "әдіскер", "методист", "methodist", "қостанай", "костанай", "kostanay", "qostanai", "қазақстан", "казахстан",
    "kazakhstan", "qazaqstan", "құпиясөз", "пароль", "password", "оқу тобы", "группа", "group", "admin", "админ",
)  # fmt: skip
#: ҚҚ-21, ІҚ-26-1, 26-1101; a date; a year.
_NUMBERS = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,3}[ ._-]?\d{2}(?:[ ._-]?\d{1,2})?(?!\d)|\d{2}[ ._-]?\d{2,}|\d{4,}")

#: The same keys on the Latin, the Russian and the Kazakh layout.
_LATIN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RUSSIAN = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_TO_RUSSIAN = str.maketrans(_LATIN, _RUSSIAN)
_TO_KAZAKH = str.maketrans(_LATIN + "2345890-=", _RUSSIAN + "әіңғүұқөһ")
_TO_LATIN = str.maketrans(_RUSSIAN + "әіңғүұқөһ", _LATIN + "2345890-=")

IsLeaked = Callable[[str], bool]


def normalised(password: str) -> str:
    """RFC 8265, OpaqueString: any space is a space, composed (NFC), so that another keyboard types the same.

    Whoever asks has looked at ``is_too_long`` before.
    """
    spaced = "".join(" " if unicodedata.category(each) == "Zs" else each for each in password)
    return composed(spaced)


def is_too_long(password: str) -> bool:
    """¶5: whether it is longer than any password can be typed; looked at before anything is done with it."""
    return len(password) > LONGEST_TYPED


def length_refusal(password: str) -> Refusal | None:
    """¶5: at least ``SHORTEST`` characters, at most ``LONGEST``, none of them a control character."""
    if is_too_long(password):
        return not_allowed()
    text = normalised(password)
    if len(text) < SHORTEST:
        return Reasons.password_too_short.refusal(shortest=SHORTEST)
    is_readable = len(text) <= LONGEST and all(unicodedata.category(each) != "Cc" for each in text)
    return None if is_readable else not_allowed()


def not_allowed() -> Refusal:
    """¶5: one answer for the weak, the leaked and the one that a colleague uses, so that nobody learns which."""
    return Reasons.password_not_allowed.refusal()


def weakness(password: str, own_words: Collection[str], is_leaked: IsLeaked) -> Refusal | None:
    """¶5: why a password may not be chosen; ``own_words`` are the login and the names, which it may not hold."""
    if refusal := length_refusal(password):
        return refusal
    text = normalised(password).casefold()
    cyrillic, latin = {text.translate(_TO_RUSSIAN), text.translate(_TO_KAZAKH)}, text.translate(_TO_LATIN)
    is_known = any(map(is_leaked, {normalised(password), text, latin, *cyrillic}))
    is_known = is_known or any(_holds_known(way, own_words) for way in (text, latin, *cyrillic))
    is_thin = len({*text}) < SHORTEST // 2 or min(map(_own_part, {text, *cyrillic})) < SHORTEST_OWN_PART
    return not_allowed() if is_known or is_thin else None


def _holds_known(text: str, own_words: Collection[str]) -> bool:
    """A common beginning or a word of one's own, in whichever alphabet and spelling."""
    plain = spelled(text)
    return any(map(text.startswith, COMMON)) or any(word in text or word in plain for word in _words(own_words))


def _words(own_words: Collection[str]) -> Iterator[str]:
    """The names, the login and its parts, as they are and as others spell them."""
    for word in own_words:
        whole = normalised(word).casefold()
        parts = {whole, *re.split(r"[._@\- ]+", whole)}
        yield from (part for part in parts | {*map(spelled, parts)} if len(part) >= SHORTEST_NAME)


def _own_part(text: str) -> int:
    """How many letters and digits are left without academy words, group numbers, dates and years."""
    for word in OF_AN_ACADEMY:
        text = text.replace(word, " ")
    return sum(each.isalnum() for each in _NUMBERS.sub(" ", text))
