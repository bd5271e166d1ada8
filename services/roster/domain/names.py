"""How names are written down, and when two writings are the same name."""

from services.common.text.normalization import composed


def tidy(text: str) -> str:
    """The text in Unicode NFC, without spaces around it and with single ones inside."""
    return " ".join(composed(text).split())


def key(text: str) -> str:
    """What two writings of one name have in common: neither case nor spaces tell names apart."""
    return tidy(text).casefold()
