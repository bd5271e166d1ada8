"""The kinds of changes that a case can ask for, in one table: what each is about (¶4, ¶19)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from services.gradebook.contract import ChangeKind


@dataclass(frozen=True, kw_only=True)
class ChangeRules:
    """What a kind of change is about; a ``held_lesson`` is in no journal yet.

    ``has_value``: it names a new mark. ``opens``: it opens a column. ``makes_up``: it permits a mark beside the cell's
    (¶19). ``in_window``: it does not wait until entries are over (¶17).
    """

    about: Literal["cell", "lesson", "held_lesson"]
    has_value: bool = False
    opens: bool = False
    makes_up: bool = False
    in_window: bool = False


#: In the order in which they are offered.
CHANGES: Mapping[ChangeKind, ChangeRules] = {
    "mark_correction": ChangeRules(about="cell", has_value=True),
    "make_up": ChangeRules(about="cell", makes_up=True),
    "late_entry": ChangeRules(about="lesson", opens=True),
    "late_lesson": ChangeRules(about="held_lesson", opens=True),
    "removal": ChangeRules(about="lesson", in_window=True),
    "discrepancy": ChangeRules(about="cell", has_value=True),
}
#: What strikes a lesson out, with all its cells.
REMOVING = tuple(kind for kind, rules in CHANGES.items() if rules.about == "lesson" and not rules.opens)
#: What is asked for about a lesson that nobody added in time.
ABOUT_HELD_LESSONS = tuple(kind for kind, rules in CHANGES.items() if rules.about == "held_lesson")
