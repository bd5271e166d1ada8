"""What people are called: by initials, in full, and how those who look alike are told apart."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from services.common.kazakh import short_name
from services.common.looks import look


@dataclass(frozen=True)
class Called:
    """What somebody is called: ``short`` "Тегі А. Ә.", ``full`` "" while it is not known; ``number`` a cadet's."""

    short: str
    full: str = ""
    number: str = ""

    @property
    def complete(self) -> str:
        """The full name with the number, where there is one: "Тегі Аты Әкесінің аты, № 42"."""
        return ", №\N{NO-BREAK SPACE}".join(filter(None, (self.full or self.short, self.number)))


def called(family: str, given: str, patronymic: str, number: str = "") -> Called:
    """What somebody of this name, and of this number, is called."""
    return Called(short_name(family, given, patronymic), full_name(family, given, patronymic), number)


def full_name(family: str, given: str, patronymic: str) -> str:
    """Тегі Аты Әкесінің аты."""
    return " ".join(filter(None, (family, given, patronymic)))


class Company:
    """People in view together, each by an id, perhaps under several names."""

    def __init__(self, people: Iterable[tuple[str, Called]]) -> None:
        self._looks: dict[str, set[str]] = defaultdict(set)
        for person, name in people:
            self._looks[look(name.short)].add(person)

    def shown(self, person: str, name: Called) -> str:
        """By initials; completely where somebody else in view would look alike."""
        others = self._looks.get(look(name.short), set()) - {person}
        return name.complete if others else name.short
