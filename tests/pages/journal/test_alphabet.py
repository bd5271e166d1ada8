"""Names stand on paper in the order in which the server tells them (¶15): two alphabets that must agree."""

import unicodedata

import pytest
from playwright.sync_api import Page

from services.common.text.kazakh import kazakh_order

_NAMES = [
    *("Әлиев А.", "әлиев а.", "Алиев А.", "Ғабитов Ғ.", "Қасымова Қ.", "Ким В.", "Ұзақ Ү.", "Іргебаев І.", "Һарун Һ."),
    *("Ёлкин Ё.", "Елкин Е.", "Щукин Щ.", "Ыбырай Ы.", "Соловьёв С.", "Яхин Я.", "Їжак", "Ўткир", "Җәмилә"),
    *("Adams", "ADAM", "Li", "LI", "li", "Zhang", "Ángel", "Straße", "STRASSE", "İnan", "Łukasz", "李", "𠮷田"),
    *("Қожа-Ахмет", "Қожа Ахмет", "Қожаахмет", "Әбу-", "Әбу", "Әбу ", "д'Арк", "д’Арк", "Д’АРК", "О'Коннор"),
    *("", " ", "-", "'", "2 топ", "10 топ", "ҚҚ-21", "ҚҚ 21", "Али", "Али Әсет", "Алиев"),
    *(unicodedata.normalize("NFD", name) for name in ("Йод", "Ёж", "Ángel", "Ђуро")),
]
_SIGNS = [chr(code) for code in (*range(0x20, 0x180), *range(0x400, 0x530))]

_SORT = "names => import('/static/journal/alphabet.js').then(({ byAlphabet }) => names.sort(byAlphabet))"


@pytest.mark.parametrize("names", [_NAMES, _SIGNS], ids=["names", "signs"])
def test_the_browsers_order_is_the_servers(page: Page, names: list[str]) -> None:
    """¶15: from either end, so that what is equal to one is equal to the other."""
    page.goto("/sign-in")
    for given in (names, names[::-1]):
        assert sorted(given, key=kazakh_order) == page.evaluate(_SORT, given)
