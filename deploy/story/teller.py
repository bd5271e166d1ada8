"""Prints what is done and what came of it; stops the story where something else came."""

import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from deploy.demo.client import RefusedError
from deploy.story.cast import Person
from deploy.story.dates import KEPT, weekday

T = TypeVar("T")
WIDTH = 112
INDENT = 3


class StoryError(Exception):
    """The academy did something else than the story says."""


@dataclass
class Teller:
    """Tells: who stands on the left, what is done on the right, and below it what came of it."""

    cast: Sequence[Person]
    chapters: int = 0

    def opens(self, title: str, words: str) -> None:
        """The story's title and what it is about."""
        print(f"{title}\n{'=' * len(title)}")
        self._block("", words, 0)
        print()
        for each in self.cast:
            print(f"{self._left(each)}{each.faculty}".rstrip())

    def goes_to(self, now: datetime, when: str) -> None:
        """The clock has been moved."""
        said = f"── {weekday(now)}, {now:%H:%M}: {when} ".replace(KEPT, " ")
        print(f"\n{said:─<{WIDTH}}")

    def goes_on(self, now: datetime, when: str) -> None:
        """The clock has been moved within a chapter."""
        self.goes_to(now, when)
        print()

    def chapter(self, title: str, words: str) -> None:
        """A new chapter."""
        self.chapters += 1
        print(f"\n{self.chapters}. {title}")
        self._block("", words, INDENT)
        print()

    def does(self, who: Person, what: str, do: Callable[[], T]) -> T:
        """Somebody does something."""
        self._block(self._left(who), what, self._margin)
        return do()

    def comes(self, what: str) -> None:
        """What came of it."""
        self._block(" " * self._margin + "→ ", what, self._margin + 2)

    def refuses(self, who: Person, what: str, do: Callable[[], object], code: str) -> None:
        """Somebody tries what is refused with this code, and with nothing else."""
        try:
            self.does(who, what, do)
        except RefusedError as refused:
            self._block(
                " " * self._margin + "✗ ",
                f"{refused.rule} {refused.code}: {refused.message}".strip(),
                self._margin + 2,
            )
            self.makes_sure(refused.code == code, f"refused with {code}, not {refused.code}")
        else:
            raise StoryError(f"{who.name} {what}: done, though it must be refused with {code}")

    def makes_sure(self, holds: bool, what: str) -> None:
        """What the story says must hold."""
        if not holds:
            raise StoryError(f"it should be so: {what}")

    @property
    def _margin(self) -> int:
        return len(self._left(self.cast[0]))

    def _left(self, who: Person) -> str:
        title = max(len(each.title) for each in self.cast)
        name = max(len(each.name) for each in self.cast)
        return f"{'':{INDENT}}{who.title:<{title}}  {who.name:<{name}}  "

    def _block(self, first: str, words: str, margin: int) -> None:
        lines = f"\n{'':{margin}}".join(textwrap.wrap(words, WIDTH - margin))
        print(f"{first:<{margin}}{lines}".replace(KEPT, " "), flush=True)
