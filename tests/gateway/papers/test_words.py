"""The words of papers: the same keys and places in both languages."""

import re

from gateway.papers.words import Words, catalogue


def _places(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


def test_both_languages_have_the_same_keys() -> None:
    """No text is missing in one, none is left over in the other."""
    assert set(catalogue("kk")) == set(catalogue("ru"))


def test_both_languages_have_the_same_places() -> None:
    """What one language tells, the other tells."""
    wanted = {key: _places(text) for key, text in catalogue("kk").items()}
    assert wanted == {key: _places(text) for key, text in catalogue("ru").items()}


def test_what_is_put_in_is_not_filled_again() -> None:
    """A text that looks like a place stays as it is."""
    assert "№\u00a0{kind}" == Words("kk")("number", number="{kind}", kind="?")
