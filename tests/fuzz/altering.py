"""What somebody could send instead of something sound, and the profile with which it is tried."""

from base64 import b64decode
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

#: The same examples in each run, so that a failure is one that everybody sees again.
bounded = settings(
    max_examples=80, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
few = settings(bounded, max_examples=8)

_STRANGE = ["\0", "\ud800", "\u202e", "é", "қ", "🂡", "\n", " ", "/", ".", "%00", "'", '"', "{{7*7}}", "../"]
_TEXTS = st.text(st.characters(), max_size=40) | st.sampled_from(["", *_STRANGE, "null", "A" * 100_000])


def other_types() -> st.SearchStrategy[Any]:
    """Whatever JSON can say that is no text."""
    leaf = st.none() | st.booleans() | st.integers() | st.sampled_from([1e300, -0.0, 2**64])
    return leaf | st.lists(leaf | _TEXTS, max_size=3) | st.dictionaries(_TEXTS, leaf, max_size=2)


def altered(sound: str) -> st.SearchStrategy[str]:
    """The text with a sign changed, put in or left out, cut off, doubled; or another text."""
    place = st.integers(0, len(sound) - 1)
    sign = st.characters() | st.sampled_from(_STRANGE)
    changed = st.builds(lambda at, new: sound[:at] + new + sound[at + 1 :], place, sign)
    put_in = st.builds(lambda at, new: sound[:at] + new + sound[at:], place, sign)
    cut = st.builds(lambda at: sound[:at], place)
    ends = st.sampled_from([sound * 2, sound[::-1], sound.swapcase(), sound + "=", sound + ".", sound[1:]])
    return (changed | put_in | cut | ends | _TEXTS).filter(lambda text: text != sound)


def altered_base64(sound: str) -> st.SearchStrategy[str]:
    """The same, without what says the very same bytes: the last sign may hold bits that mean nothing."""
    return altered(sound).filter(lambda text: _bytes_of(text) != b64decode(sound))


def _bytes_of(text: str) -> bytes | None:
    try:
        return b64decode(text, validate=True)
    except ValueError:
        return None


def altered_bytes(sound: bytes) -> st.SearchStrategy[bytes]:
    """The bytes with a bit flipped, cut off, with more behind; or other ones."""
    place = st.integers(0, len(sound) * 8 - 1)

    def flipped(bit: int) -> bytes:
        raw = bytearray(sound)
        raw[bit // 8] ^= 1 << bit % 8
        return bytes(raw)

    cut = st.builds(lambda at: sound[:at], st.integers(0, len(sound) - 1))
    longer = st.builds(lambda more: sound + more, st.binary(min_size=1, max_size=40))
    return (st.builds(flipped, place) | cut | longer | st.binary(max_size=200)).filter(lambda raw: raw != sound)
