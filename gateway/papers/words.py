"""A paper's words: ``words/<language>.json``, of which every place is filled once, so that a text stays as it is.

The electronic record, which is printed in English too, has its own, ``record.<language>.json``.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from babel import Locale

from gateway.i18n.texts import fill, flat

FOLDER = Path(__file__).parent / "words"


@cache
def catalogue(language: str) -> Mapping[str, str]:
    """Every text of a language by its dotted key."""
    files = sorted(FOLDER.glob(f"*{language}.json"))
    return {key: text for file in files for key, text in flat("", json.loads(file.read_text(encoding="utf-8")))}


@dataclass(frozen=True)
class Words:
    """The words of one language."""

    language: str

    def __call__(self, key: str, **params: object) -> str:
        """The text with its places filled; a key it does not have is a defect."""
        return fill(catalogue(self.language)[key].replace("№ ", "№\u00a0"), params)

    def has(self, key: str) -> bool:
        """Whether there is such a text."""
        return key in catalogue(self.language)

    def counted(self, key: str, days: int) -> str:
        """The form of "one|few|many" that goes with the number; a language without forms has one text."""
        forms = self(key, days=days).split("|")
        order = {"one": 0, "few": 1, "many": 2}
        return forms[order[Locale(self.language).plural_form(days)]] if len(forms) > 1 else forms[0]
