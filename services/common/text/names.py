"""What people are called: by initials, in full, and how those who look alike are told apart."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from services.common.text.kazakh import short_name
from services.common.text.looks import look


@dataclass(frozen=True)
class Called:
    """What somebody is called: ``short`` "Тегі А. Ә.", ``full`` "" while it is not known.

    ``number`` is a cadet's, ``login`` that of somebody who signs in: two may have one full name.
    """

    short: str
    full: str = ""
    number: str = ""
    login: str = ""

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
        self._short: dict[str, set[str]] = defaultdict(set)
        self._complete: dict[str, set[str]] = defaultdict(set)
        for person, name in people:
            self._short[look(name.short)].add(person)
            self._complete[look(name.complete)].add(person)

    def shown(self, person: str, name: Called) -> str:
        """By initials; completely where somebody else in view would look alike."""
        others = self._short.get(look(name.short), set()) - {person}
        return self.complete(person, name) if others else name.short

    def complete(self, person: str, name: Called) -> str:
        """Completely; with the login where even so somebody else would look alike: "Тегі Аты (aliyev)"."""
        others = self._complete.get(look(name.complete), set()) - {person}
        return f"{name.complete} ({name.login})" if others and name.login else name.complete
