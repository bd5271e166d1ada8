"""Who is in the demo academy: believable names, the same ones every time."""

import random
from collections.abc import Iterator
from dataclasses import dataclass

#: Family names as a man and as a woman bears them.
FAMILIES = (
    ("Әбдіқадыров", "Әбдіқадырова"), ("Әлімжанов", "Әлімжанова"), ("Байжанов", "Байжанова"), ("Ғабитов", "Ғабитова"),
    ("Досжанов", "Досжанова"), ("Есенов", "Есенова"), ("Жұмағалиев", "Жұмағалиева"), ("Ибраев", "Ибраева"),
    ("Кәрімов", "Кәрімова"), ("Қасымов", "Қасымова"), ("Құдайбергенов", "Құдайбергенова"), ("Мұратов", "Мұратова"),
    ("Нұрпейісов", "Нұрпейісова"), ("Оңғаров", "Оңғарова"), ("Өтегенов", "Өтегенова"), ("Рахымов", "Рахымова"),
    ("Сәрсенбаев", "Сәрсенбаева"), ("Тілеубергенов", "Тілеубергенова"), ("Ұлықбеков", "Ұлықбекова"),
    ("Үсенов", "Үсенова"), ("Хасенов", "Хасенова"), ("Һашимов", "Һашимова"), ("Шәкенов", "Шәкенова"),
    ("Ысқақов", "Ысқақова"), ("Ілиясов", "Ілиясова"), ("Иванов", "Иванова"), ("Петренко", "Петренко"),
    ("Ким", "Ким"), ("Шмидт", "Шмидт"), ("Соколов", "Соколова"), ("Кузнецов", "Кузнецова"), ("Юсупов", "Юсупова"),
)  # fmt: skip
MEN = ("Айбек", "Әлихан", "Бауыржан", "Дәурен", "Ерасыл", "Жандос", "Қайрат", "Мирас", "Нұрсұлтан", "Рүстем",
       "Санжар", "Темірлан", "Андрей", "Дмитрий", "Артём")  # fmt: skip
WOMEN = ("Айгерім", "Әсел", "Гүлназ", "Дана", "Жанар", "Кәмила", "Мөлдір", "Назерке", "Сабина", "Томирис",
         "Алина", "Мария")  # fmt: skip
FATHERS = ("Асқар", "Болат", "Ғалым", "Ерлан", "Қанат", "Марат", "Нұрлан", "Серік", "Талғат")

#: Parts of passwords that are easy to read out and to type on any keyboard.
WORDS = ("altyn", "aspan", "bulaq", "dala", "jelken", "jyldyz", "kemer", "kokjal", "qaiyn", "qyran", "samal",
         "sunqar", "tulpar", "umit", "zerde")  # fmt: skip


@dataclass(frozen=True)
class Name:
    """The three fields of a name."""

    family: str
    given: str
    patronymic: str


@dataclass(frozen=True)
class Cadet:
    """A learner: the number is the academy's own."""

    number: str
    name: Name


@dataclass(frozen=True)
class Account:
    """Somebody who signs in; ``faculty`` is the index of a faculty or None."""

    login: str
    password: str
    role: str
    name: Name
    faculty: int | None


@dataclass(frozen=True)
class Group:
    """A group of a faculty."""

    name: str
    faculty: int
    cadets: tuple[Cadet, ...]


def names(seed: int) -> Iterator[Name]:
    """Names without end, no two alike while they last; about one in eight has no patronymic."""
    chance = random.Random(seed)  # noqa: S311 - a demo's names are no secret
    seen: set[tuple[str, str]] = set()
    while True:
        woman = chance.random() < 0.35
        family = chance.choice(FAMILIES)[woman]
        given = chance.choice(WOMEN if woman else MEN)
        ending = "қызы" if woman else "ұлы"
        patronymic = "" if chance.random() < 0.12 else chance.choice(FATHERS) + ending
        if (family, given) not in seen:
            seen.add((family, given))
            yield Name(family, given, patronymic)


def passwords(seed: int) -> Iterator[str]:
    """Passwords of the demo's accounts, each another (¶5)."""
    chance = random.Random(seed)  # noqa: S311 - printed for everybody at the start of a demo
    pairs = [(first, second) for first in WORDS for second in WORDS if first != second]
    chance.shuffle(pairs)
    for first, second in pairs:
        yield f"{first}-{second}-{chance.randint(10, 99)}"
